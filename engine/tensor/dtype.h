#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include "engine/base/error.h"
#include "engine/tensor/meta_pass.h"

namespace engine {

/// What a tensor's elements are. The first four are computed with; the others are stored, printed
/// and saved.
enum class DType : uint8_t {
    Float32,
    Float64,
    Int64,
    Bool,
    Int32,
    Int16,
    Int8,
    UInt8,
    Half,
    BFloat16
};

/// Bytes of one element.
constexpr size_t itemsize(DType dtype) {
    constexpr uint8_t kBytes[] = {4, 8, 8, 1, 4, 2, 1, 1, 2, 2};
    return kBytes[static_cast<size_t>(dtype)];
}

/// "torch.float32"
std::string_view name_of(DType dtype);

/// "torch.FloatTensor": what Tensor.type() says, and what error messages name.
std::string_view legacy_name(DType dtype);

/// "Float": the scalar type of error messages such as "expected scalar type Long but found Float".
std::string_view scalar_name(DType dtype);

/// Whether it can require gradients.
constexpr bool is_floating(DType dtype) {
    return dtype == DType::Float32 || dtype == DType::Float64 || dtype == DType::Half ||
           dtype == DType::BFloat16;
}

/// The type two tensors of one category of rank meet in: bool < integers < floats.
DType promote_types(DType a, DType b);

/// IEEE half and bfloat16 from and to float, round to nearest even.
float half_to_float(uint16_t bits);
uint16_t float_to_half(float value);
inline float bfloat16_to_float(uint16_t bits) {
    const uint32_t wide = static_cast<uint32_t>(bits) << 16;
    float value;
    __builtin_memcpy(&value, &wide, sizeof value);
    return value;
}
uint16_t float_to_bfloat16(float value);

/// Storage-only element types, so that data<Half>() says what it points at.
struct Half {
    uint16_t bits;
};
struct BFloat16 {
    uint16_t bits;
};

/// The DType of a C++ type.
template <class T>
constexpr DType dtype_of();
template <>
constexpr DType dtype_of<float>() {
    return DType::Float32;
}
template <>
constexpr DType dtype_of<double>() {
    return DType::Float64;
}
template <>
constexpr DType dtype_of<int64_t>() {
    return DType::Int64;
}
template <>
constexpr DType dtype_of<bool>() {
    return DType::Bool;
}
template <>
constexpr DType dtype_of<int32_t>() {
    return DType::Int32;
}
template <>
constexpr DType dtype_of<int16_t>() {
    return DType::Int16;
}
template <>
constexpr DType dtype_of<int8_t>() {
    return DType::Int8;
}
template <>
constexpr DType dtype_of<uint8_t>() {
    return DType::UInt8;
}
template <>
constexpr DType dtype_of<Half>() {
    return DType::Half;
}
template <>
constexpr DType dtype_of<BFloat16>() {
    return DType::BFloat16;
}

/// Calls `f.operator()<T>()`, but for a loop over elements (what returns nothing) in a MetaPass.
template <class T, class F>
decltype(auto) run_for(F&& f) {
    if constexpr (std::is_void_v<decltype(f.template operator()<T>())>) {
        if (MetaPass::active()) return;
    }
    return f.template operator()<T>();
}

/// Calls `f.operator()<float>()` or `<double>()`.
/// throws  RuntimeError "\"tanh\" not implemented for 'Long'"
template <class F>
decltype(auto) dispatch_floating(DType dtype, std::string_view op, F&& f) {
    switch (dtype) {
        case DType::Float32:
            return run_for<float>(f);
        case DType::Float64:
            return run_for<double>(f);
        default:
            raise(ErrorKind::RuntimeError, "\"{}\" not implemented for '{}'", op,
                  scalar_name(dtype));
    }
}

/// Calls `f.operator()<float>()`, `<double>()` or `<int64_t>()`.
template <class F>
decltype(auto) dispatch_numeric(DType dtype, std::string_view op, F&& f) {
    if (dtype == DType::Int64) return run_for<int64_t>(f);
    return dispatch_floating(dtype, op, std::forward<F>(f));
}

/// Every type that is computed with: the three numeric ones and bool.
template <class F>
decltype(auto) dispatch_computed(DType dtype, std::string_view op, F&& f) {
    if (dtype == DType::Bool) return run_for<bool>(f);
    return dispatch_numeric(dtype, op, std::forward<F>(f));
}

}  // namespace engine
