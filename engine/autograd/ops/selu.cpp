#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

// Of the paper: with these, mean 0 and variance 1 stay so from layer to layer.
constexpr double kAlpha = 1.6732632423543772848170429916717;
constexpr double kLambda = 1.0507009873554804934193349852946;

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Tensor above = ones_above(x, 0);
    const Tensor rest = sub(1.0, above);
    const Tensor slope = add(above, mul(mul(rest, kAlpha), exp(mul(x, rest))));
    dx.set(0, mul(dy, mul(slope, kLambda)));
}

}  // namespace

// y = lambda (x > 0 ? x : alpha (exp(x) - 1)).   dL/dx = dL/dy lambda (x > 0 ? 1 : alpha exp(x))
Tensor selu(const Tensor& x, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "EluBackward0",
                  .formula = "y = lambda (x > 0 ? x : alpha (exp(x) - 1))",
                  .recorded = recorded_backward},
        .inplace = {.name = "EluBackward1",
                    .formula = "y = lambda (x > 0 ? x : alpha (exp(x) - 1))",
                    .recorded = recorded_backward},
    };
    const Tensor y = map_elements(x, "elu_cpu", [](auto v) {
        using T = decltype(v);
        return v > 0 ? v * static_cast<T>(kLambda)
                     : static_cast<T>(kLambda * kAlpha) * (std::exp(v) - T(1));
    });
    return record_elementwise(info, x, y, inplace, {inplace ? 1.0 : 0.0},
                              [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                  check_result(saved, saved.number(0) != 0);
                                  map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
                                      using T = decltype(v);
                                      return v <= 0 ? g * static_cast<T>(kLambda * kAlpha) *
                                                          std::exp(v)
                                                    : g * static_cast<T>(kLambda);
                                  });
                              });
}

}  // namespace engine
