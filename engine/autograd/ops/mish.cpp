#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Tensor t = tanh(softplus(x));
    dx.set(0, mul(dy, add(t, mul(mul(x, sigmoid(x)), sub(1.0, mul(t, t))))));
}

}  // namespace

// y = x t with t = tanh(log(1 + exp(x))), s = 1 / (1 + exp(-x)).   dL/dx = dL/dy (t + x s (1 -
// t^2))
Tensor mish(const Tensor& x, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "MishBackward0",
                  .formula = "y = x tanh(log(1 + exp(x)))",
                  .recorded = recorded_backward},
        .inplace = {.name = "MishBackward0",
                    .formula = "y = x tanh(log(1 + exp(x)))",
                    .recorded = recorded_backward},
    };
    const Tensor y =
        map_elements(x, "mish_cpu", [](auto v) { return v * std::tanh(std::log1p(std::exp(v))); });
    return record_elementwise(info, x, y, inplace, {},
                              [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                  map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
                                      using T = decltype(v);
                                      const T t = std::tanh(std::log1p(std::exp(v)));
                                      const T s = T(1) / (T(1) + std::exp(-v));
                                      return g * (t + v * s * (T(1) - t * t));
                                  });
                              });
}

}  // namespace engine
