#include "engine/autograd/ops.h"
#include "engine/autograd/ops/loss_elements.h"
#include "engine/autograd/second_order.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

template <class T>
T sigmoid_of(T x) {
    return T(1) / (T(1) + std::exp(-x));
}

// log(1 + exp(-x)) without overflow
template <class T>
T softplus_of_minus(T x) {
    return std::log1p(std::exp(-std::abs(x))) + std::max(-x, T(0));
}

struct Value {
    template <class T>
    T operator()(T x, T t) const {
        return (T(1) - t) * x + softplus_of_minus(x);
    }
    template <class T>
    T operator()(T x, T t, T weight, T positive) const {
        return weight * ((T(1) - t) * x + ((positive - T(1)) * t + T(1)) * softplus_of_minus(x));
    }
};

struct SlopeInX {
    template <class T>
    T operator()(T x, T t) const {
        return sigmoid_of(x) - t;
    }
    template <class T>
    T operator()(T x, T t, T weight, T positive) const {
        const T p = positive * t;
        return weight * ((p + T(1) - t) * sigmoid_of(x) - p);
    }
};

struct SlopeInTarget {
    template <class T>
    T operator()(T x, T) const {
        return -x;
    }
    template <class T>
    T operator()(T x, T, T weight, T positive) const {
        return weight * ((positive - T(1)) * softplus_of_minus(x) - x);
    }
};

template <size_t N>
Tensor losses(const std::array<Tensor, N>& operands, std::initializer_list<TensorRef> kept,
              LossReduction reduction) {
    static constexpr OpInfo info{
        .name = "BinaryCrossEntropyWithLogitsBackward0",
        .formula = "y = -(t log s + (1 - t) log(1 - s)), s = sigmoid(x)",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& x = saved.tensor(0);
            const Tensor& t = saved.tensor(1);
            if constexpr (N == 2) {
                if (dx.wants(0)) recorded_loss_gradient(saved, dy, dx, 0, sub(sigmoid(x), t));
                if (dx.wants(1)) recorded_loss_gradient(saved, dy, dx, 1, neg(x));
            } else {
                const Tensor& weight = saved.tensor(2);
                const Tensor& positive = saved.tensor(3);
                if (dx.wants(0)) {
                    const Tensor p = mul(positive, t);
                    const Tensor slope = sub(mul(sub(add(p, 1.0), t), sigmoid(x)), p);
                    recorded_loss_gradient(saved, dy, dx, 0, mul(weight, slope));
                }
                if (dx.wants(1)) {
                    const Tensor slope = sub(neg(mul(sub(positive, 1.0), logsigmoid(x))), x);
                    recorded_loss_gradient(saved, dy, dx, 1, mul(weight, slope));
                }
            }
        }};
    const Tensor y =
        loss_values<N>(operands, reduction, "binary_cross_entropy_with_logits", Value());
    return record(info, {operands[0], operands[1]}, y,
                  {.tensors = kept, .integers = {static_cast<int64_t>(reduction)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      loss_gradient<N>(saved, dy, dx, 0, SlopeInX());
                      loss_gradient<N>(saved, dy, dx, 1, SlopeInTarget());
                  });
}

}  // namespace

// y = w ((1 - t) x + l (log(1 + exp(-|x|)) + max(-x, 0))), l = 1 + (p - 1) t
// dL/dx = w ((p t + 1 - t) sigmoid(x) - p t) dL/dy
Tensor binary_cross_entropy_with_logits(const Tensor& x, const Tensor& target, const Tensor& weight,
                                        const Tensor& pos_weight, LossReduction reduction) {
    if (target.sizes() != x.sizes()) {
        raise(ErrorKind::ValueError, "Target size ({}) must be the same as input size ({})",
              target.sizes().torch_str(), x.sizes().torch_str());
    }
    if (!is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError,
              "result type Float can't be cast to the desired output type {}",
              scalar_name(x.dtype()));
    }
    // PyTorch computes in what 1 - target is.
    if (target.dtype() == DType::Bool) sub(1.0, target);
    if (!is_floating(target.dtype())) {
        raise(ErrorKind::RuntimeError, "result type {} can't be cast to the desired output type {}",
              scalar_name(x.dtype()), scalar_name(target.dtype()));
    }
    if (!weight.defined() && !pos_weight.defined()) {
        const auto [a, b] = together<2>({x, target});
        return losses<2>({a, b}, {a, b}, reduction);
    }
    if (pos_weight.defined()) broadcast_shapes(pos_weight.sizes(), target.sizes());
    const Tensor one = Tensor::scalar(1, x.dtype());
    const auto [a, b, w, p] = together<4>({x, target, weight.defined() ? weight.detach() : one,
                                           pos_weight.defined() ? pos_weight.detach() : one});
    return losses<4>({a, b, w, p}, {a, b, w, p}, reduction);
}

}  // namespace engine
