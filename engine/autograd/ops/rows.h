#pragma once

#include "engine/autograd/ops_reduce.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"

#include <algorithm>
#include <vector>

/// How a reduction is written: as a function of one row, which holds all numbers that make one.
namespace engine {

/// x with the dimensions that are reduced last, in fresh or x's own memory.
struct Rows {
    Tensor packed;       // row-major: count rows of length
    Shape order;         // which of x's dimensions each of packed's is
    Shape kept;          // x's sizes with 1 where it is reduced
    Shape squeezed;      // without the reduced dimensions
    int64_t count = 0;   // of rows
    int64_t length = 0;  // of each

    const Shape& sizes(bool keepdim) const { return keepdim ? kept : squeezed; }
};

/// throws  RuntimeError "dim 0 appears multiple times in the list of dims", IndexError
Rows rows_of(const Tensor& x, Dims dims);

/// Back from a tensor laid out as `packed` to x's order: a view.
Tensor unpacked(const Rows& rows, const Tensor& packed);

/// f(row) of every row, as a tensor of what f returns. T's are the dtypes that are computed with;
/// with `bools`, bool is one of them.
template <bool bools = false, class F>
Tensor fold_rows(const Rows& rows, bool keepdim, std::string_view kernel, F f) {
    const auto run = [&]<class T>() {
        using Y = decltype(f(std::span<const T>()));
        const Tensor y = Tensor::empty(rows.sizes(keepdim), dtype_of<Y>());
        if (y.is_meta()) return y;
        const std::span<Y> to = y.mutable_span<Y>();
        const T* from = rows.packed.data<T>();
        const auto length = static_cast<size_t>(rows.length);
        for (size_t i = 0; i < to.size(); ++i) to[i] = f(std::span(from + i * length, length));
        return y;
    };
    if constexpr (bools) {
        return dispatch_computed(rows.packed.dtype(), kernel, run);
    } else {
        return dispatch_numeric(rows.packed.dtype(), kernel, run);
    }
}

/// Sets the gradient of input 0, which is saved tensor 0: f(row of x, y, dL/dy, row of dL/dx) for
/// every row. y is the op's result. The reduced dimensions are all integers that were saved.
template <class F>
void rows_backward(const Saved& saved, const Tensor& y, const Tensor& dy, Grads& dx, F f) {
    const Rows rows = rows_of(saved.tensor(0), saved.integers());
    const Tensor gradient = Tensor::like(rows.packed);
    const Tensor result = y.contiguous();
    const Tensor from = dy.contiguous();
    dispatch_floating(gradient.dtype(), "backward", [&]<class T>() {
        const T* x = rows.packed.data<T>();
        T* g = gradient.mutable_data<T>();
        const auto length = static_cast<size_t>(rows.length);
        for (size_t i = 0; i < static_cast<size_t>(rows.count); ++i) {
            f(std::span<const T>(x + i * length, length), result.data<T>()[i], from.data<T>()[i],
              std::span<T>(g + i * length, length));
        }
    });
    dx.set(0, unpacked(rows, gradient));
}

/// The same of the op's own saved result.
template <class F>
void rows_backward(const Saved& saved, const Tensor& dy, Grads& dx, F f) {
    rows_backward(saved, saved.output(), dy, dx, f);
}

/// f(row of x, row of y) along one dimension, in x's dtype and sizes.
template <class F>
Tensor map_rows(const Tensor& x, int64_t dim, std::string_view kernel, F f) {
    const int64_t dims[] = {dim};
    const Rows rows = rows_of(x, dims);
    const Tensor y = Tensor::like(rows.packed);
    dispatch_numeric(x.dtype(), kernel, [&]<class T>() {
        const T* from = rows.packed.data<T>();
        T* to = y.mutable_data<T>();
        const auto length = static_cast<size_t>(rows.length);
        for (size_t i = 0; i < static_cast<size_t>(rows.count); ++i) {
            f(std::span<const T>(from + i * length, length), std::span<T>(to + i * length, length));
        }
    });
    return unpacked(rows, y).contiguous();
}

/// The gradient of what record_picked() records, also recorded.
void put_at_places(const Saved& saved, const Tensor& dy, Grads& dx);

/// Records values picked along dim, whose places are `indices` (without the dimension, or with it):
/// each has its gradient whole.
Tensor record_picked(const OpInfo& info, const Tensor& x, const Tensor& values,
                     const Tensor& indices, int64_t dim);

/// Values at the places that f(row) returns, recorded.
template <bool bools = false, class F>
Picked pick(const OpInfo& info, const Tensor& x, int64_t dim, bool keepdim, std::string_view kernel,
            F f) {
    const int64_t dims[] = {dim};
    const Rows rows = rows_of(x, dims);
    const Tensor indices = fold_rows<bools>(rows, keepdim, kernel, f);
    const Tensor values = Tensor::empty(indices.sizes(), x.dtype());
    dispatch_computed(x.dtype(), kernel, [&]<class T>() {
        const std::span<T> to = values.mutable_span<T>();
        const std::span<const int64_t> at = indices.span<int64_t>();
        for (size_t i = 0; i < to.size(); ++i) {
            to[i] = rows.packed.data<T>()[static_cast<int64_t>(i) * rows.length + at[i]];
        }
    });
    return {record_picked(info, x, values, indices, dim), indices};
}

/// throws  IndexError "max(): Expected reduction dim 0 to have non-zero size."
void check_not_empty(const Tensor& x, Dims dims, std::string_view name);

}  // namespace engine
