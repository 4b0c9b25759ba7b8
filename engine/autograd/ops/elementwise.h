#pragma once

#include "engine/autograd/record.h"
#include "engine/autograd/write_over.h"
#include "engine/tensor/overlap.h"
#include "engine/tensor/tensor_impl.h"

/// How a function of each element is written: f(x) for the forward, f'(x) dy for the backward, both
/// as generic lambdas of numbers.
namespace engine {

/// f of every element of x, in fresh memory, without history. `kernel` is what a refused dtype is
/// told.
template <class F>
Tensor map_elements(const Tensor& x, std::string_view kernel, F f) {
    const Tensor packed = x.contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(x.dtype(), kernel, [&]<class T>() {
        const std::span<const T> from = packed.span<T>();
        const std::span<T> to = y.mutable_span<T>();
        for (size_t i = 0; i < from.size(); ++i) to[i] = f(from[i]);
    });
    return y;
}

/// Sets the gradient of input 0 to f(x, dy), element by element.
template <class F>
void map_gradient(const Tensor& x, const Tensor& dy, Grads& dx, F f) {
    const Tensor packed = x.contiguous();
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "backward", [&]<class T>() {
        const std::span<const T> values = packed.span<T>();
        const std::span<const T> g = gradient.span<T>();
        const std::span<T> to = dx.into<T>(0);
        for (size_t i = 0; i < values.size(); ++i) to[i] = f(values[i], g[i]);
    });
}

/// For ops whose in-place form PyTorch walks back from its result (its node has a name of its own).
/// throws  RuntimeError if somebody has written over the result since
inline void check_result(const Saved& saved, bool inplace) {
    if (inplace) saved.output();
}

/// Records y as made of x, which backward gets as saved tensor 0; `numbers` go along. With
/// `inplace`, x is written over with y and returned, under PyTorch's name for that.
struct ElementwiseInfo {
    OpInfo fresh;
    OpInfo inplace;
};
inline Tensor record_elementwise(const ElementwiseInfo& info, const Tensor& x, const Tensor& y,
                                 bool inplace, std::initializer_list<double> numbers,
                                 BackwardFn backward) {
    if (!inplace) {
        return record(info.fresh, {x}, y, {.tensors = {x}, .numbers = numbers}, backward);
    }
    check_inplace(x);
    check_written(x);
    const Tensor before = needs_grad(x) ? before_writing(x) : Tensor();
    {
        const NoGrad guard;
        x.copy_(y);
    }
    record_inplace(
        info.inplace, x, {x},
        {.tensors = {before}, .numbers = numbers, .output = info.inplace.name != info.fresh.name},
        backward);
    return x;
}

}  // namespace engine
