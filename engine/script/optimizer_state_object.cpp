#include "engine/script/optimizer_state_object.h"

#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"

#include <utility>

namespace engine::script {

namespace {

std::vector<Tensor> parameters_of(const optim::Optimizer& optimizer) {
    std::vector<Tensor> all;
    for (const optim::ParamGroup& group : optimizer.groups) {
        all.insert(all.end(), group.parameters.begin(), group.parameters.end());
    }
    return all;
}

nn::Value state_of(const std::shared_ptr<OptimizerObject>& of,
                   std::optional<std::size_t> parameter) {
    auto made = std::make_shared<OptimizerStateObject>();
    made->of = of;
    made->parameter = parameter;
    return nn::ObjectPtr(std::move(made));
}

std::string entry_repr(const optim::Options& entry) {
    std::string text = "{";
    for (const auto& [name, value] : entry) {
        if (text.size() > 1) text += ", ";
        text += fmt::format("'{}': {}", name, value.repr());
    }
    return text + "}";
}

const OptimizerStateObject& self_of(const char* name, const Arguments& arguments) {
    expect_method(name, arguments, 0, 0);
    return *optimizer_state_of(arguments.positional[0]);
}

nn::Value values(Machine&, Arguments& arguments) {
    const OptimizerStateObject& self = self_of("values", arguments);
    std::vector<nn::Value> out;
    for (const nn::Value& key : self.keys()) out.push_back(self.item(key));
    return nn::Value::list(std::move(out));
}

nn::Value items(Machine&, Arguments& arguments) {
    const OptimizerStateObject& self = self_of("items", arguments);
    std::vector<nn::Value> out;
    for (const nn::Value& key : self.keys()) {
        out.push_back(nn::Value::tuple({key, self.item(key)}));
    }
    return nn::Value::list(std::move(out));
}

constexpr Builtin kMethods[] = {
    {"keys",
     [](Machine&, Arguments& arguments) -> nn::Value {
         return nn::Value::list(self_of("keys", arguments).keys());
     }},
    {"values", values},
    {"items", items},
};

}  // namespace

std::string_view OptimizerStateObject::type_name() const {
    return parameter ? "dict" : "defaultdict";
}

optim::Options& OptimizerStateObject::entry() const {
    return of->optimizer->state.at(*parameter);
}

std::string OptimizerStateObject::repr() const {
    if (parameter) return entry_repr(entry());
    std::string text = "defaultdict(<class 'dict'>, {";
    bool first = true;
    for (const nn::Value& key : keys()) {
        if (!std::exchange(first, false)) text += ", ";
        text += "Parameter containing:\n" + to_string(key.tensor()) + ": ";
        text += std::get<nn::ObjectPtr>(item(key).data())->repr();
    }
    return text + "})";
}

std::vector<nn::Value> OptimizerStateObject::keys() const {
    std::vector<nn::Value> out;
    if (parameter) {
        for (const auto& [name, value] : entry()) out.emplace_back(name);
        return out;
    }
    const std::vector<Tensor> parameters = parameters_of(*of->optimizer);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (!of->optimizer->state.at(i).empty()) out.emplace_back(parameters[i]);
    }
    return out;
}

nn::Value OptimizerStateObject::item(const nn::Value& key) const {
    if (parameter) {
        const nn::Value* const value = key.text() == nullptr ? nullptr : entry().find(*key.text());
        if (value == nullptr) raise(ErrorKind::KeyError, "{}", key.repr());
        return *value;
    }
    const std::vector<Tensor> parameters = parameters_of(*of->optimizer);
    for (std::size_t i = 0; key.is_tensor() && i < parameters.size(); ++i) {
        if (parameters[i].is(key.tensor())) return state_of(of, i);
    }
    // PyTorch's defaultdict makes an entry for anything; here there is none to be kept.
    raise(ErrorKind::KeyError, "{}", key.is_tensor() ? to_string(key.tensor()) : key.repr());
}

void OptimizerStateObject::set_item(const nn::Value& key, const nn::Value& to) const {
    if (!parameter || key.text() == nullptr) {
        raise(ErrorKind::NotImplementedError,
              "writing whole entries of optimizer.state is outside the PyTorch subset that "
              "Modescope runs: write optimizer.state[p]['name']");
    }
    const nn::Value* const before = entry().find(*key.text());
    const bool fits = before == nullptr || before->data().index() == to.data().index();
    if (!fits || (to.is_tensor() && before != nullptr &&
                  (to.tensor().sizes() != before->tensor().sizes() ||
                   to.tensor().dtype() != before->tensor().dtype()))) {
        raise(ErrorKind::TypeError, "optimizer.state[p][{}] cannot become {}", key.repr(),
              to.type_name());
    }
    entry().set(*key.text(), to);
}

std::optional<nn::Value> OptimizerStateObject::attribute(Machine&, const nn::Value& self,
                                                         std::string_view name) const {
    if (const Builtin* row = find_builtin("OptimizerState", name)) {
        return builtin_method(*row, "OptimizerState", self);
    }
    return std::nullopt;
}

const OptimizerStateObject* optimizer_state_of(const nn::Value& value) {
    auto* const object = as<EngineObject>(value);
    return object == nullptr ? nullptr : dynamic_cast<const OptimizerStateObject*>(object);
}

nn::Value optimizer_state_value(const OptimizerObject& of) {
    auto whole = std::make_shared<OptimizerObject>();
    whole->optimizer = of.optimizer;
    whole->owner = of.owner;
    return state_of(whole, std::nullopt);
}

std::span<const Builtin> optimizer_state_methods() {
    return kMethods;
}

}  // namespace engine::script
