#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Tensor below = mul(x, sub(1.0, ones_above(x, 0)));  // no exp of what is large
    dx.set(0, mul(dy, exp(div(below, saved.number(0)))));
}

}  // namespace

// y = x > 0 ? x : alpha (exp(x / alpha) - 1).   dL/dx = dL/dy (x > 0 ? 1 : exp(x / alpha))
Tensor celu(const Tensor& x, double alpha, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "CeluBackward0",
                  .formula = "y = x > 0 ? x : alpha (exp(x / alpha) - 1)",
                  .recorded = recorded_backward},
        .inplace = {.name = "CeluBackward1",
                    .formula = "y = x > 0 ? x : alpha (exp(x / alpha) - 1)",
                    .recorded = recorded_backward},
    };
    if (alpha == 0) {
        raise(ErrorKind::RuntimeError, "ZeroDivisionError: alpha cannot be 0 for CELU");
    }
    const Tensor y = map_elements(x, "elu_cpu", [alpha](auto v) {
        using T = decltype(v);
        return v > 0 ? v : static_cast<T>(alpha) * (std::exp(v / static_cast<T>(alpha)) - T(1));
    });
    return record_elementwise(
        info, x, y, inplace, {alpha, inplace ? 1.0 : 0.0},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            check_result(saved, saved.number(1) != 0);
            map_gradient(saved.tensor(0), dy, dx, [alpha = saved.number(0)](auto v, auto g) {
                using T = decltype(v);
                return v <= 0 ? g * std::exp(v / static_cast<T>(alpha)) : g;
            });
        });
}

}  // namespace engine
