#include "engine/session/keeper.h"

#include "engine/script/object.h"

#include <algorithm>

namespace engine::session {

namespace {

constexpr int kDeepest = 8;  // of lists in lists: one may hold itself

bool holds(const nn::Value& value, const nn::Module& module, int depth);

template <class Range, class Part>
bool any(const Range& range, const nn::Module& module, int depth, Part part) {
    return std::any_of(range.begin(), range.end(),
                       [&](const auto& item) { return holds(part(item), module, depth + 1); });
}

bool holds(const nn::Value& value, const nn::Module& module, int depth) {
    if (depth > kDeepest) return false;
    if (const auto* held = std::get_if<nn::ModulePtr>(&value.data())) return held->get() == &module;
    if (const nn::Sequence* sequence = value.sequence()) {
        return any(sequence->items, module, depth, [](const nn::Value& item) { return item; });
    }
    if (const auto* dict = std::get_if<std::shared_ptr<nn::Dict>>(&value.data())) {
        return any((*dict)->items, module, depth, [](const auto& item) { return item.second; });
    }
    if (const auto* dict = script::as<script::DictObject>(value)) {
        return any(dict->table.entries(), module, depth,
                   [](const auto& entry) { return entry.value; });
    }
    if (const auto* instance = script::as<script::InstanceObject>(value)) {
        return any(instance->attributes, module, depth,
                   [](const auto& entry) { return entry.second; });
    }
    return false;
}

std::string_view kind_of(const nn::Value& value) {
    if (const nn::Sequence* sequence = value.sequence()) {
        return sequence->is_tuple ? "a plain tuple" : "a plain list";
    }
    return script::as<script::InstanceObject>(value) != nullptr ? "a plain object" : "a plain dict";
}

}  // namespace

std::string_view keeper_of(nn::Module& model, const nn::Module& module) {
    for (const auto& [path, owner] : model.named_modules()) {
        for (const auto& [name, value] : owner->attributes) {
            if (holds(value, module, 0)) return kind_of(value);
        }
    }
    return {};
}

}  // namespace engine::session
