#pragma once

#include "engine/script/object.h"

namespace engine::script {

/// Name and object of every member of a class of Enum; null for all else.
inline const DictObject* enum_members(const nn::Value& type) {
    const auto* held = as<ClassObject>(type);
    const nn::Value* members = held == nullptr ? nullptr : held->attributes.find("__members__");
    return members == nullptr ? nullptr : as<DictObject>(*members);
}

}  // namespace engine::script
