#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Tensor s = sigmoid(x);
    dx.set(0, mul(dy, mul(s, add(mul(x, sub(1.0, s)), 1.0))));
}

}  // namespace

// y = x s with s = 1 / (1 + exp(-x)).   dL/dx = dL/dy s (1 + x (1 - s))
Tensor silu(const Tensor& x, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "SiluBackward0",
                  .formula = "y = x / (1 + exp(-x))",
                  .recorded = recorded_backward},
        .inplace = {.name = "SiluBackward0",
                    .formula = "y = x / (1 + exp(-x))",
                    .recorded = recorded_backward},
    };
    const Tensor y = map_elements(x, "silu_cpu", [](auto v) {
        using T = decltype(v);
        return v / (T(1) + std::exp(-v));
    });
    return record_elementwise(info, x, y, inplace, {},
                              [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                  map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
                                      using T = decltype(v);
                                      const T s = T(1) / (T(1) + std::exp(-v));
                                      return g * s * (T(1) + v * (T(1) - s));
                                  });
                              });
}

}  // namespace engine
