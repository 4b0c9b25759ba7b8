// module.state_dict() and back.
#include "engine/nn/state_dict.h"
#include "engine/script/builtins.h"
#include "engine/script/machine.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

/// By the methods of classes of the user's own.
class ExtraOfClasses final : public nn::ExtraState {
public:
    explicit ExtraOfClasses(Machine* machine) : machine_(machine) {}

    std::optional<Value> get(nn::Module& module) override {
        if (!has(module, "get_extra_state")) return std::nullopt;
        return machine_->call_special(self(module), "get_extra_state");
    }
    bool takes(nn::Module& module) override { return has(module, "set_extra_state"); }
    void set(nn::Module& module, const Value& state) override {
        static_cast<void>(machine_->call_special(
            self(module), "set_extra_state",
            {.positional = {from_native(*machine_, state)}, .keywords = {}}));
    }

private:
    static Value self(nn::Module& module) { return {module.shared_from_this()}; }
    bool has(nn::Module& module, std::string_view name) const {
        if (machine_ == nullptr || !module.python_class) return false;
        return static_cast<ClassObject&>(*module.python_class).find(name) != nullptr;
    }

    Machine* machine_;
};

/// With a destination, that dict gets the entries and is the result.
Value state_dict_(Call& call) {
    ExtraOfClasses extra(call.environment().machine);
    const auto state = nn::state_dict(*call.module(0), call.text(2), call.flag(3), &extra);
    const auto* destination = std::get_if<std::shared_ptr<nn::Dict>>(&call[1].data());
    if (destination == nullptr) return state;
    nn::OrderedMap<std::size_t> places;
    auto& items = (*destination)->items;
    for (std::size_t i = 0; i < items.size(); ++i) places.set(items[i].first, i);
    for (auto& [name, value] : state->items) {
        if (const std::size_t* place = places.find(name)) {
            items[*place].second = value;
        } else {
            items.emplace_back(name, value);
        }
    }
    return call[1];
}

constexpr Native kRows[] = {
    {kModuleMethod, "state_dict(self, destination=None, prefix='', keep_vars=False)", state_dict_},
    {kModuleMethod, "load_state_dict(self, state_dict, strict=True, assign=False)",
     [](Call& call) {
         ExtraOfClasses extra(call.environment().machine);
         return nn::load_state_dict(*call.module(0), call[1], call.flag(2), call.flag(3), &extra);
     }},
};

}  // namespace

std::span<const Native> state_dict_names() {
    return kRows;
}

}  // namespace engine::script
