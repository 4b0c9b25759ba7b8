#include "engine/script/optimizer_object.h"

#include "engine/base/error.h"
#include "engine/optim/optimizer.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/optimizer_state_object.h"
#include "engine/script/release_parts.h"
#include "engine/tensor/grad_mode.h"

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
    made->owner = of.owner;
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

/// The session's own is looked up at every use: a name may outlive it.
void refresh(Machine& machine, OptimizerObject& of) {
    if (of.owner) return;
    of.optimizer = machine.environment().optimizer;
    if (of.optimizer == nullptr) raise(ErrorKind::NameError, "name 'optimizer' is not defined");
    if (of.part == OptimizerObject::Part::Group && of.group >= of.optimizer->groups.size()) {
        raise(ErrorKind::IndexError, "list index out of range");
    }
}

optim::Optimizer& self_of(Machine& machine, const Arguments& arguments) {
    OptimizerObject* const of = optimizer_of(arguments.positional.at(0));
    if (of == nullptr) raise(ErrorKind::TypeError, "an optimizer is needed");
    refresh(machine, *of);
    return *of->optimizer;
}

// The class's name as PyTorch's errors have it: "torch.FloatTensor" of tensors.
std::string typename_of(const nn::Value& value) {
    if (value.is_tensor() && value.tensor().defined()) {
        return std::string(legacy_name(value.tensor().dtype()));
    }
    return std::string(value.type_name());
}

// `params` of one group.
std::vector<Tensor> parameters_of(const nn::Value& params) {
    if (params.is_tensor()) return {params.tensor()};
    const nn::Sequence* const sequence = params.sequence();
    if (sequence == nullptr) {
        raise(ErrorKind::TypeError, "'{}' object is not iterable", params.type_name());
    }
    std::vector<Tensor> parameters;
    for (const nn::Value& item : sequence->items) {
        if (!item.is_tensor() || !item.tensor().defined()) {
            raise(ErrorKind::TypeError,
                  "optimizer can only optimize Tensors, but one of the params is {}",
                  typename_of(item));
        }
        parameters.push_back(item.tensor());
    }
    return parameters;
}

const nn::Dict* dict_of(const nn::Value& value) {
    const auto* held = std::get_if<std::shared_ptr<nn::Dict>>(&value.data());
    return held == nullptr ? nullptr : held->get();
}

optim::ParamGroup group_of(const nn::Value& value) {
    const nn::Dict* const dict = dict_of(value);
    if (dict == nullptr) raise(ErrorKind::AssertionError, "param group must be a dict");
    optim::ParamGroup group;
    bool found = false;
    for (const auto& [name, item] : dict->items) {
        if (name == "params") {
            group.parameters = parameters_of(item);
            found = true;
        } else {
            group.options.set(name, item);
        }
    }
    if (!found) raise(ErrorKind::KeyError, "'params'");
    return group;
}

nn::Value state_dict(Machine& machine, Arguments& arguments) {
    expect_method("state_dict", arguments, 0, 0);
    const optim::OptimizerState saved = self_of(machine, arguments).state_dict();
    auto state = machine.made(make_released<DictObject>());
    for (const auto& [number, entries] : saved.state) {
        state->table.set(number, options_dict(machine, entries));
    }
    std::vector<nn::Value> groups;
    for (const auto& group : saved.groups) {
        const nn::Value dict = options_dict(machine, group.options);
        std::vector<nn::Value> places(group.parameters.begin(), group.parameters.end());
        as<DictObject>(dict)->table.set("params", nn::Value::list(std::move(places)));
        groups.push_back(dict);
    }
    auto whole = machine.made(make_released<DictObject>());
    whole->table.set("state", nn::ObjectPtr(std::move(state)));
    whole->table.set("param_groups", nn::Value::list(std::move(groups)));
    return nn::ObjectPtr(std::move(whole));
}

// The entry of a script's dict.
const nn::Value& entry_of(const nn::Value& value, const char* name) {
    const auto* const dict = as<DictObject>(value);
    const nn::Value* const entry = dict == nullptr ? nullptr : dict->table.find(name);
    if (entry == nullptr) raise(ErrorKind::KeyError, "'{}'", name);
    return *entry;
}

nn::Value load_state_dict(Machine& machine, Arguments& arguments) {
    expect_method("load_state_dict", arguments, 1, 1);
    const nn::Value& given = arguments.positional[1];
    optim::OptimizerState saved;
    const nn::Sequence* const groups = entry_of(given, "param_groups").sequence();
    if (groups == nullptr) raise(ErrorKind::TypeError, "param_groups must be a list");
    for (const nn::Value& group : groups->items) {
        auto& packed = saved.groups.emplace_back();
        packed.options = options_of_dict(group);
        packed.options.erase("params");
        const nn::Sequence* const places = entry_of(group, "params").sequence();
        if (places == nullptr) raise(ErrorKind::TypeError, "params must be a list");
        for (const nn::Value& place : places->items) {
            packed.parameters.push_back(place.integer("params"));
        }
    }
    if (const auto* const state = as<DictObject>(entry_of(given, "state"))) {
        for (const auto& entry : state->table.entries()) {
            saved.state.emplace_back(entry.key.integer("state"), options_of_dict(entry.value));
        }
    }
    self_of(machine, arguments).load_state_dict(saved);
    return {};
}

constexpr Builtin kMethods[] = {
    {"add_param_group",
     [](Machine& machine, Arguments& arguments) -> nn::Value {
         expect_method("add_param_group", arguments, 1, 1);
         self_of(machine, arguments)
             .add_param_group(group_of(to_native(machine, arguments.positional[1])));
         return {};
     }},
    {"state_dict", state_dict},
    {"load_state_dict", load_state_dict},
    {"step",
     [](Machine& machine, Arguments& arguments) -> nn::Value {
         const auto named = take_keyword(arguments, "closure");
         expect_method("step", arguments, 0, 1);
         const nn::Value closure = named                             ? *named
                                   : arguments.positional.size() > 1 ? arguments.positional[1]
                                                                     : nn::Value();
         optim::Optimizer& optimizer = self_of(machine, arguments);
         nn::Value loss;
         if (!closure.is_none()) {
             const SetGradEnabled grad_mode(true);
             loss = machine.call(closure, Arguments{});
         }
         optimizer.step();
         return loss;
     }},
    {"zero_grad",
     [](Machine& machine, Arguments& arguments) -> nn::Value {
         const auto named = take_keyword(arguments, "set_to_none");
         const bool to_none = named                             ? named->truth()
                              : arguments.positional.size() > 1 ? arguments.positional[1].truth()
                                                                : true;
         self_of(machine, arguments).zero_grad(to_none);
         return {};
     }},
};

}  // namespace

std::string_view OptimizerObject::type_name() const {
    return part == Part::Whole ? (owner ? owner->rule().class_name : std::string_view("Optimizer"))
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

std::string optimizer_repr(Machine& machine, const nn::Value& value) {
    OptimizerObject* const of = optimizer_of(value);
    if (of != nullptr) refresh(machine, *of);
    return std::get<nn::ObjectPtr>(value.data())->repr();
}

nn::Value optimizer_value(optim::Optimizer& optimizer) {
    auto made = std::make_shared<OptimizerObject>();
    made->optimizer = &optimizer;
    return nn::ObjectPtr(std::move(made));
}

nn::Value optimizer_value(std::shared_ptr<optim::Optimizer> owner) {
    auto made = std::make_shared<OptimizerObject>();
    made->optimizer = owner.get();
    made->owner = std::move(owner);
    return nn::ObjectPtr(std::move(made));
}

std::shared_ptr<optim::Optimizer> shared_optimizer(const nn::Value& value) {
    const OptimizerObject* const object = optimizer_of(value);
    if (object == nullptr || object->part != OptimizerObject::Part::Whole) {
        raise(ErrorKind::TypeError, "{} is not an Optimizer", value.type_name());
    }
    if (object->owner == nullptr) return object->optimizer->shared_from_this();
    return object->owner;
}

std::vector<optim::ParamGroup> param_groups(const nn::Value& params) {
    if (params.is_tensor()) {
        raise(ErrorKind::TypeError,
              "params argument given to the optimizer should be an iterable of Tensors or dicts, "
              "but got {}",
              typename_of(params));
    }
    const nn::Sequence* const sequence = params.sequence();
    std::vector<optim::ParamGroup> groups;
    if (sequence != nullptr && sequence->items.empty()) return groups;
    if (sequence == nullptr || dict_of(sequence->items[0]) == nullptr) {
        groups.push_back({{}, parameters_of(params)});
        return groups;
    }
    for (const nn::Value& item : sequence->items) groups.push_back(group_of(item));
    return groups;
}

nn::Value options_dict(Machine& machine, const optim::Options& options) {
    auto dict = machine.made(make_released<DictObject>());
    for (const auto& [name, value] : options) dict->table.set(name, value);
    return nn::ObjectPtr(std::move(dict));
}

optim::Options options_of_dict(const nn::Value& value) {
    const auto* const dict = as<DictObject>(value);
    if (dict == nullptr) {
        raise(ErrorKind::TypeError, "'{}' object is not a mapping", value.type_name());
    }
    optim::Options options;
    for (const auto& entry : dict->table.entries()) {
        if (entry.key.text() == nullptr) raise(ErrorKind::KeyError, "{}", entry.key.repr());
        options.set(*entry.key.text(), entry.value);
    }
    return options;
}

std::optional<nn::Value> optimizer_attribute(Machine& machine, const nn::Value& value,
                                             std::string_view name) {
    OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr) return std::nullopt;
    if (of->part == OptimizerObject::Part::Group) {
        const Builtin* const row = find_builtin("ParamGroup", name);
        if (row == nullptr) return std::nullopt;
        return builtin_method(*row, "ParamGroup", value);
    }
    if (of->part != OptimizerObject::Part::Whole) return std::nullopt;
    refresh(machine, *of);
    if (name == "param_groups") return part_of(*of, OptimizerObject::Part::Groups);
    if (name == "state") return optimizer_state_value(*of);
    if (name == "defaults") return options_dict(machine, of->optimizer->defaults);
    if (const Builtin* row = find_builtin("Optimizer", name)) {
        return builtin_method(*row, "Optimizer", value);
    }
    return std::nullopt;
}

std::optional<nn::Value> optimizer_item(Machine& machine, const nn::Value& value,
                                        const nn::Value& index) {
    OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr || of->part == OptimizerObject::Part::Whole) return std::nullopt;
    refresh(machine, *of);
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

bool set_optimizer_item(Machine& machine, const nn::Value& value, const nn::Value& index,
                        const nn::Value& to) {
    OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr || of->part != OptimizerObject::Part::Group) return false;
    refresh(machine, *of);
    const std::string* name = index.text();
    if (name == nullptr || *name == "params") raise(ErrorKind::KeyError, "{}", index.repr());
    check_option(*name, to);
    of->optimizer->groups.at(of->group).options.set(*name, to);
    return true;
}

std::optional<int64_t> optimizer_length(Machine& machine, const nn::Value& value) {
    OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr || of->part == OptimizerObject::Part::Whole) return std::nullopt;
    return static_cast<int64_t>(optimizer_walk(machine, value)->size());
}

std::optional<std::vector<nn::Value>> optimizer_walk(Machine& machine, const nn::Value& value) {
    OptimizerObject* const of = optimizer_of(value);
    if (of == nullptr || of->part == OptimizerObject::Part::Whole) return std::nullopt;
    refresh(machine, *of);
    std::vector<nn::Value> out;
    if (of->part == OptimizerObject::Part::Groups) {
        for (std::size_t i = 0; i < of->optimizer->groups.size(); ++i) {
            out.push_back(part_of(*of, OptimizerObject::Part::Group, i));
        }
        return out;
    }
    out.emplace_back("params");
    for (const auto& [name, option] : of->optimizer->groups.at(of->group).options) {
        out.emplace_back(name);
    }
    return out;
}

bool same_optimizer(const nn::Value& left, const nn::Value& right) {
    const OptimizerObject* const a = optimizer_of(left);
    const OptimizerObject* const b = optimizer_of(right);
    return a != nullptr && b != nullptr && a->optimizer == b->optimizer && a->part == b->part &&
           a->group == b->group;
}

namespace {

nn::Value group_keys(Machine& machine, Arguments& arguments) {
    expect_method("keys", arguments, 0, 0);
    return nn::Value::list(*optimizer_walk(machine, arguments.positional[0]));
}

nn::Value group_items(Machine& machine, Arguments& arguments) {
    expect_method("items", arguments, 0, 0);
    const nn::Value& group = arguments.positional[0];
    std::vector<nn::Value> out;
    const auto keys = *optimizer_walk(machine, group);
    for (const nn::Value& key : keys) {
        out.push_back(nn::Value::tuple({key, *optimizer_item(machine, group, key)}));
    }
    return nn::Value::list(std::move(out));
}

nn::Value group_values(Machine& machine, Arguments& arguments) {
    expect_method("values", arguments, 0, 0);
    const nn::Value& group = arguments.positional[0];
    std::vector<nn::Value> out;
    const auto keys = *optimizer_walk(machine, group);
    for (const nn::Value& key : keys) {
        out.push_back(*optimizer_item(machine, group, key));
    }
    return nn::Value::list(std::move(out));
}

nn::Value group_get(Machine& machine, Arguments& arguments) {
    expect_method("get", arguments, 1, 2);
    const nn::Value& key = arguments.positional[1];
    const auto names = *optimizer_walk(machine, arguments.positional[0]);
    for (const nn::Value& name : names) {
        if (machine.equal(name, key)) {
            return *optimizer_item(machine, arguments.positional[0], key);
        }
    }
    return arguments.positional.size() > 2 ? arguments.positional[2] : nn::Value();
}

constexpr Builtin kGroupMethods[] = {
    {"get", group_get},
    {"keys", group_keys},
    {"values", group_values},
    {"items", group_items},
};

}  // namespace

std::span<const Builtin> param_group_methods() {
    return kGroupMethods;
}

std::span<const Builtin> optimizer_methods() {
    return kMethods;
}

}  // namespace engine::script
