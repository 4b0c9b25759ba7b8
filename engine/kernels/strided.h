#pragma once

#include <cstddef>
#include <cstdint>

namespace engine::kernels {

/// The sizes that a loop over strided operands runs through. Strides are in elements.
struct Extents {
    size_t dims;
    const int64_t* sizes;
};

/// y = x, element by element, converted as C++ converts (to bool: whether it is not zero).
/// For every pair of float, double, int64_t and bool.
template <class From, class To>
void strided_copy(Extents extents, const From* x, const int64_t* x_strides, To* y,
                  const int64_t* y_strides);

/// y = value
template <class T>
void strided_fill(Extents extents, T value, T* y, const int64_t* y_strides);

enum class BinaryOp { Add, Sub, Mul, Div, Maximum, Minimum };

/// y = a op b. A stride of 0 stretches an operand; y may be a itself.
/// For float, double and int64_t (whose Div truncates).
template <class T>
void strided_binary(BinaryOp op, Extents extents, const T* a, const int64_t* a_strides, const T* b,
                    const int64_t* b_strides, T* y, const int64_t* y_strides);

enum class CompareOp { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual };

/// y = a op b. For float, double, int64_t and bool.
template <class T>
void strided_compare(CompareOp op, Extents extents, const T* a, const int64_t* a_strides,
                     const T* b, const int64_t* b_strides, bool* y, const int64_t* y_strides);

/// y += x over `extents`, where y's strides are 0 in the dimensions that are summed. Sums are kept
/// in double for a while, so that long ones lose nothing. For float, double and int64_t.
template <class T>
void strided_sum(Extents extents, const T* x, const int64_t* x_strides, T* y,
                 const int64_t* y_strides);

}  // namespace engine::kernels
