#include "engine/script/constant_object.h"

#include "engine/script/native.h"
#include "engine/script/object.h"

#include <functional>

namespace engine::script {

std::size_t Constant::hash() const {
    return std::hash<const void*>()(row) * 31 + place;
}

std::optional<Constant> constant_of(const nn::Value& value) {
    if (const auto* builtin = as<BuiltinObject>(value); builtin != nullptr && !builtin->bound) {
        return Constant{builtin->row, 0};
    }
    if (const auto* native = as<NativeObject>(value); native != nullptr && !native->bound) {
        return Constant{native->entry, native->place};
    }
    return std::nullopt;
}

bool same_constant(const nn::Value& left, const nn::Value& right) {
    const std::optional<Constant> constant = constant_of(left);
    return constant && constant == constant_of(right);
}

}  // namespace engine::script
