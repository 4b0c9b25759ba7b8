#include "engine/autograd/ops.h"
#include "engine/autograd/ops/loss_elements.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/second_order.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

void check(const Tensor& x, const Tensor& other) {
    if (other.dtype() == x.dtype()) return;
    raise(ErrorKind::RuntimeError, "Found dtype {} but expected {}", scalar_name(other.dtype()),
          scalar_name(x.dtype()));
}

struct Value {
    template <class T, class... W>
    T operator()(T x, T t, W... weight) const {
        const T least = T(-100);
        const T loss = (t - 1) * std::max(std::log1p(-x), least) - t * std::max(std::log(x), least);
        return (loss * ... * weight);
    }
};

struct SlopeInX {
    template <class T, class... W>
    T operator()(T x, T t, W... weight) const {
        const T slope = (x - t) / std::max((T(1) - x) * x, T(1e-12));
        return (slope * ... * weight);
    }
};

struct SlopeInTarget {
    template <class T, class... W>
    T operator()(T x, T, W... weight) const {
        const T slope = std::log1p(-x) - std::log(x);
        return (slope * ... * weight);
    }
};

template <size_t N>
Tensor losses(const std::array<Tensor, N>& operands, std::initializer_list<TensorRef> kept,
              LossReduction reduction) {
    static constexpr OpInfo info{
        .name = "BinaryCrossEntropyBackward0",
        .formula = "y = -(t log x + (1 - t) log(1 - x))",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& x = saved.tensor(0);
            const Tensor& t = saved.tensor(1);
            const auto weighed = [&](const Tensor& slope) {
                return N == 3 ? mul(slope, saved.tensor(2)) : slope;
            };
            const Tensor rest = sub(1.0, x);
            if (dx.wants(0)) {
                const Tensor least = Tensor::scalar(1e-12, x.dtype());
                recorded_loss_gradient(
                    saved, dy, dx, 0,
                    weighed(div(sub(x, t), clamp_min(mul(rest, x), least, true))));
            }
            if (dx.wants(1))
                recorded_loss_gradient(saved, dy, dx, 1, weighed(sub(log(rest), log(x))));
        }};
    const Tensor y = loss_values<N>(operands, reduction, "binary_cross_entropy", Value());
    return record(info, {operands[0], operands[1]}, y,
                  {.tensors = kept, .integers = {static_cast<int64_t>(reduction)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      loss_gradient<N>(saved, dy, dx, 0, SlopeInX());
                      loss_gradient<N>(saved, dy, dx, 1, SlopeInTarget());
                  });
}

}  // namespace

// y = -w (t max(log x, -100) + (1 - t) max(log(1 - x), -100))
// dL/dx = w (x - t) / max(x (1 - x), 1e-12) dL/dy
Tensor binary_cross_entropy(const Tensor& x, const Tensor& target, const Tensor& weight,
                            LossReduction reduction) {
    if (target.sizes() != x.sizes()) {
        raise(ErrorKind::ValueError,
              "Using a target size ({}) that is different to the input size ({}) is deprecated. "
              "Please ensure they have the same size.",
              target.sizes().torch_str(), x.sizes().torch_str());
    }
    check(x, target);
    dispatch_floating(x.dtype(), "binary_cross_entropy", [&]<class T>() {
        const Tensor packed = x.contiguous();
        for (const T value : packed.span<T>()) {
            if (value >= 0 && value <= 1) continue;
            raise(ErrorKind::RuntimeError, "all elements of input should be between 0 and 1");
        }
    });
    if (!weight.defined()) return losses<2>({x, target}, {x, target}, reduction);
    const Tensor wide = expand(weight.detach(), broadcast_shapes(target.sizes(), weight.sizes()));
    check(x, wide);
    return losses<3>({x, target, wide}, {x, target, wide}, reduction);
}

}  // namespace engine
