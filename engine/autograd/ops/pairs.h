#pragma once

#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"
#include "engine/kernels/strided_rows.h"
#include "engine/tensor/arithmetic.h"

#include <type_traits>

/// How a function of two numbers is written: f(a, b), and the factors of dL/dy in the gradients of
/// a and b, all as generic lambdas of numbers. Operands broadcast.
namespace engine {

/// f of every pair, in the operands' one dtype, or as bools if f says bool. Without history.
/// `bools` says whether f takes bools, too.
template <bool bools = false, class F>
Tensor map_pairs(const Tensor& a, const Tensor& b, std::string_view kernel, F f) {
    const Shape sizes = broadcast_shapes(a.sizes(), b.sizes());
    const Shape a_strides = broadcast_strides(a.sizes(), a.strides(), sizes);
    const Shape b_strides = broadcast_strides(b.sizes(), b.strides(), sizes);
    const auto run = [&]<class T>() {
        using Y = std::conditional_t<std::is_same_v<decltype(f(T{}, T{})), bool>, bool, T>;
        const Tensor y = Tensor::empty(sizes, dtype_of<Y>());
        if (y.is_meta()) return y;
        kernels::binary_rows({sizes.size(), sizes.data()}, a.data<T>(), a_strides.data(),
                             b.data<T>(), b_strides.data(), y.mutable_data<Y>(), y.strides().data(),
                             [&](T p, T q) { return static_cast<Y>(f(p, q)); });
        return y;
    };
    if constexpr (bools) {
        return dispatch_computed(a.dtype(), kernel, run);
    } else {
        return dispatch_numeric(a.dtype(), kernel, run);
    }
}

/// The same in the dtype that the two meet in.
template <bool bools = false, class F>
Tensor map_promoted(const Tensor& a, const Tensor& b, std::string_view kernel, F f) {
    const DType dtype = result_type(a, b);
    return map_pairs<bools>(a.to(dtype), b.to(dtype), kernel, f);
}

/// dL/da = dL/dy fa(a, b), dL/db = dL/dy fb(a, b), where a and b were saved.
template <class FA, class FB>
void pair_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor a = saved.tensor(0).to(dy.dtype());
    const Tensor b = saved.tensor(1).to(dy.dtype());
    const auto spread = [&](size_t i, auto factor) {
        if (!dx.wants(i)) return;
        dx.set(i, raw::binary(kernels::BinaryOp::Mul, dy, map_pairs(a, b, "backward", factor)));
    };
    spread(0, FA{});
    spread(1, FB{});
}

/// The same, recorded: of factors that are constant between their steps. `steps`: PyTorch knows of
/// those of b's, which have gradients of zeros.
template <class FA, class FB, bool steps = false>
void recorded_pair_steps(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor a = saved.tensor(0).detach().to(dy.dtype());
    const Tensor b = saved.tensor(1).detach().to(dy.dtype());
    if (dx.wants(0)) dx.set(0, mul(dy, map_pairs(a, b, "backward", FA{})));
    if (dx.wants(1)) {
        const Tensor factor = map_pairs(a, b, "backward", FB{});
        dx.set(1, mul(dy, steps ? add(steps_of(factor, saved, 1),
                                      steps_of(raw::binary(kernels::BinaryOp::Mul, factor,
                                                           Tensor::zeros({}, factor.dtype())),
                                               saved, 0))
                                : factor));
    }
}

/// y recorded as made of a and b with the gradients above. FA and FB: lambdas without captures.
template <class FA, class FB>
Tensor record_pair(const OpInfo& info, const Tensor& a, const Tensor& b, const Tensor& y, FA, FB) {
    return record(info, {a, b}, y, {.tensors = {a, b}}, pair_backward<FA, FB>);
}

/// g where the mask holds, 0 elsewhere.
inline Tensor masked(const Tensor& g, const Tensor& mask) {
    return map_pairs(g, mask.to(g.dtype()), "masked",
                     [](auto v, auto m) { return m != 0 ? v : decltype(v)(0); });
}

}  // namespace engine
