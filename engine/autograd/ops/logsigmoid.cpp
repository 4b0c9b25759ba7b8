#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, mul(dy, sigmoid(neg(saved.tensor(0)))));
}

}  // namespace

// y = min(x, 0) - log(1 + exp(-|x|)).   dL/dx = dL/dy / (1 + exp(x))
Tensor logsigmoid(const Tensor& x) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "LogSigmoidBackward0",
                  .formula = "y = -log(1 + exp(-x))",
                  .recorded = recorded_backward},
        .inplace = {.name = "LogSigmoidBackward0",
                    .formula = "y = -log(1 + exp(-x))",
                    .recorded = recorded_backward},
    };
    const Tensor y = map_elements(x, "log_sigmoid_cpu", [](auto v) {
        using T = decltype(v);
        return (v < 0 ? v : T(0)) - std::log1p(std::exp(-std::abs(v)));
    });
    return record_elementwise(info, x, y, false, {},
                              [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                  map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
                                      using T = decltype(v);
                                      return g / (T(1) + std::exp(v));
                                  });
                              });
}

}  // namespace engine
