#include "engine/script/optimizer_object.h"

#include "engine/base/error.h"
#include "engine/optim/optimizer.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"

#include <utility>

namespace engine::script {

namespace {

OptimizerObject* optimizer_of(const nn::Value& value) {
    auto* const object = as<EngineObject>(value);
    return object == nullptr ? nullptr : dynamic_cast<OptimizerObject*>(object);
}

std::string group_repr(const optim::ParamGroup& group) {
    std::string text = "{'params': [";
    for (std::size_t i = 0; i < group.parameters.size(); ++i) {
        if (i > 0) text += ", ";
        text += "Parameter containing:\n" + to_string(group.parameters[i]);
    }
    text += "]";
    for (const auto& [name, value] : group.options) text += ", '" + name + "': " + value.repr();
    return text + "}";
}

nn::Value part_of(const OptimizerObject& of, OptimizerObject::Part part, std::size_t group = 0) {
    auto made = std::make_shared<OptimizerObject>();
    made->optimizer = of.optimizer;
    made->part = part;
    made->group = group;
    return nn::ObjectPtr(std::move(made));
}

// PyTorch checks these in the constructor only; a session would carry NaN for ever.
void check_option(const std::string& name, const nn::Value& value) {
    if (name == "lr" && !(value.number("lr") >= 0)) {
        raise(ErrorKind::ValueError, "Invalid learning rate: {}", value.repr());
    }
}

constexpr Builtin kMethods[] = {
    {"step",
     [](Machine&, Arguments& arguments) -> nn::Value {
         optimizer_of(arguments.positional[0])->optimizer->step();
         return {};
     }},
    {"zero_grad",
     [](Machine&, Arguments& arguments) -> nn::Value {
         const auto named = take_keyword(arguments, "set_to_none");
         const bool to_none = named                             ? named->truth()
                              : arguments.positional.size() > 1 ? arguments.positional[1].truth()
                                                                : true;
         optimizer_of(arguments.positional[0])->optimizer->zero_grad(to_none);
         return {};
     }},
};

}  // namespace

std::string_view OptimizerObject::type_name() const {
    return part == Part::Whole    ? optimizer->rule().class_name
           : part == Part::Groups ? std::string_view("list")
                                  : std::string_view("dict");
}

std::string OptimizerObject::repr() const {
    if (part == Part::Whole) return optimizer->repr();
    if (part == Part::Group) return group_repr(optimizer->groups.at(group));
    std::string text = "[";
    for (const auto& one : optimizer->groups) {
        if (text.size() > 1) text += ", ";
        text += group_repr(one);
    }
    return text + "]";
}

nn::Value optimizer_value(optim::Optimizer& optimizer) {
    auto made = std::make_shared<OptimizerObject>();
    made->optimizer = &optimizer;
    return nn::ObjectPtr(std::move(made));
}

std::optional<nn::Value> optimizer_attribute(Machine&, const nn::Value& value,
                                             std::string_view name) {
    const OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr || of->part != OptimizerObject::Part::Whole) return std::nullopt;
    if (name == "param_groups") return part_of(*of, OptimizerObject::Part::Groups);
    if (const Builtin* row = find_builtin("Optimizer", name)) {
        return builtin_method(*row, "Optimizer", value);
    }
    return std::nullopt;
}

std::optional<nn::Value> optimizer_item(Machine&, const nn::Value& value, const nn::Value& index) {
    const OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr || of->part == OptimizerObject::Part::Whole) return std::nullopt;
    auto& groups = of->optimizer->groups;
    if (of->part == OptimizerObject::Part::Groups) {
        const auto count = static_cast<int64_t>(groups.size());
        const int64_t at = integer_argument(index) + (integer_argument(index) < 0 ? count : 0);
        if (at < 0 || at >= count) raise(ErrorKind::IndexError, "list index out of range");
        return part_of(*of, OptimizerObject::Part::Group, static_cast<std::size_t>(at));
    }
    const std::string* name = index.text();
    optim::ParamGroup& group = groups.at(of->group);
    if (name != nullptr && *name == "params") {
        return nn::Value::list({group.parameters.begin(), group.parameters.end()});
    }
    nn::Value* const option = name == nullptr ? nullptr : group.options.find(*name);
    if (option == nullptr) raise(ErrorKind::KeyError, "{}", index.repr());
    return *option;
}

bool set_optimizer_item(Machine&, const nn::Value& value, const nn::Value& index,
                        const nn::Value& to) {
    const OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr || of->part != OptimizerObject::Part::Group) return false;
    const std::string* name = index.text();
    nn::Value* const option =
        name == nullptr ? nullptr : of->optimizer->groups.at(of->group).options.find(*name);
    if (option == nullptr) raise(ErrorKind::KeyError, "{}", index.repr());
    check_option(*name, to);
    *option = to;
    return true;
}

std::optional<int64_t> optimizer_length(Machine&, const nn::Value& value) {
    const OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr || of->part != OptimizerObject::Part::Groups) return std::nullopt;
    return static_cast<int64_t>(of->optimizer->groups.size());
}

std::span<const Builtin> optimizer_methods() {
    return kMethods;
}

}  // namespace engine::script
