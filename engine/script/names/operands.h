#pragma once

#include "engine/script/native.h"
#include "engine/script/tensor_data.h"

namespace engine::script {

/// Argument i as an operand beside argument `beside`, either of which may be a Python number, but
/// not both. Undefined for None.
/// throws  TypeError "add(): argument 'other' (position 2) must be Tensor, not str"
inline Tensor operand(const Call& call, std::size_t i, std::size_t beside) {
    if (call[i].is_tensor()) return call[i].tensor();
    if (call.is_none(i)) return {};
    if (!call[i].is_number() || !call[beside].is_tensor()) call.refuse(i, "Tensor");
    return number_beside(call[beside].tensor().dtype(), call[i]);
}

/// The same where something must stand.
inline Tensor wanted_operand(const Call& call, std::size_t i, std::size_t beside) {
    if (call.is_none(i)) call.refuse(i, "Tensor");
    return operand(call, i, beside);
}

inline bool is_python_number(const Call& call, std::size_t i) {
    return call[i].is_number();
}

}  // namespace engine::script
