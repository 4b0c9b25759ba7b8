#pragma once

#include "engine/autograd/ops/elementwise.h"
#include "engine/tensor/arithmetic.h"

/// How most functions of each element are written: the function, its gradient, and which of x and y
/// the gradient is computed from.
namespace engine {

enum class Keeps { Nothing, Input, Output };

/// y recorded as made of x; with `inplace`, x is written over with it and returned.
/// throws  RuntimeError "result type Float can't be cast to the desired output type Long"
Tensor finish_unary(const OpInfo& info, const Tensor& x, const Tensor& y, bool inplace, Keeps keeps,
                    BackwardFn backward, std::initializer_list<double> numbers = {});

/// dL/dx = g(what was kept, dL/dy); zero where nothing was.
template <Keeps keeps, class G>
void unary_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    if constexpr (keeps == Keeps::Nothing) {
        dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
    } else {
        map_gradient(keeps == Keeps::Output ? saved.output() : saved.tensor(0), dy, dx, G{});
    }
}

/// y = f(x) with dL/dx = g(x or y, dL/dy): lambdas of numbers without captures. Integers and bools
/// become float32. `kernel` is what a refused dtype is told.
template <Keeps keeps, class F, class G>
Tensor unary(const OpInfo& info, std::string_view kernel, const Tensor& x, bool inplace, F f, G) {
    return finish_unary(info, x, map_elements(raw::floating(x), kernel, f), inplace, keeps,
                        unary_backward<keeps, G>);
}

/// f of every element of x in x's own dtype, integers too; bools are refused.
template <class F>
Tensor map_numbers(const Tensor& x, std::string_view kernel, F f) {
    const Tensor packed = x.contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_numeric(x.dtype(), kernel, [&]<class T>() {
        const std::span<const T> from = packed.span<T>();
        const std::span<T> to = y.mutable_span<T>();
        for (size_t i = 0; i < from.size(); ++i) to[i] = static_cast<T>(f(from[i]));
    });
    return y;
}

/// Whether f holds of every element, as bools.
template <class F>
Tensor map_bools(const Tensor& x, std::string_view kernel, F f) {
    const Tensor packed = x.contiguous();
    const Tensor y = Tensor::empty(x.sizes(), DType::Bool);
    dispatch_computed(x.dtype(), kernel, [&]<class T>() {
        const std::span<const T> from = packed.span<T>();
        const std::span<bool> to = y.mutable_span<bool>();
        for (size_t i = 0; i < from.size(); ++i) to[i] = f(from[i]);
    });
    return y;
}

}  // namespace engine
