#pragma once

#include "engine/nn/release.h"
#include "engine/script/object.h"

#include <memory>
#include <utility>
#include <vector>

namespace engine::script {

inline std::vector<nn::Value> taken_parts(InstanceObject& instance) {
    std::vector<nn::Value> parts = std::move(instance.items);
    for (auto& [name, value] : instance.attributes) parts.push_back(std::move(value));
    return parts;
}

inline std::vector<nn::Value> taken_parts(DictObject& dict) {
    std::vector<nn::Value> parts;
    for (Table::Entry& entry : dict.table.all()) {
        parts.push_back(std::move(entry.key));
        parts.push_back(std::move(entry.value));
    }
    return parts;
}

/// An object whose parts go by nn::release().
template <class T>
std::shared_ptr<T> make_released() {
    return std::allocate_shared<T>(nn::Releasing<T>());
}

}  // namespace engine::script
