// module.state_dict() and back.
#include "engine/nn/state_dict.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

/// With a destination, that dict gets the entries and is the result.
Value state_dict_(Call& call) {
    const auto state = nn::state_dict(*call.module(0), call.text(2), call.flag(3));
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
         return nn::load_state_dict(*call.module(0), call[1], call.flag(2), call.flag(3));
     }},
};

}  // namespace

std::span<const Native> state_dict_names() {
    return kRows;
}

}  // namespace engine::script
