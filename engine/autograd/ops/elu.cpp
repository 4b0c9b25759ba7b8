#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

// throws  RuntimeError where the in-place form has no backward
void check(const Saved& saved) {
    check_result(saved, saved.number(1) != 0);
    if (saved.number(1) != 0 && saved.number(0) < 0) {
        raise(ErrorKind::RuntimeError,
              "In-place elu backward calculation is triggered with a negative slope which "
              "is not supported. This is caused by calling in-place forward function with "
              "a negative slope, please call out-of-place version instead.");
    }
}

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    check(saved);
    const Tensor& x = saved.tensor(0);
    const Tensor above = ones_above(x, 0);
    const Tensor rest = sub(1.0, above);
    dx.set(0, mul(dy, add(above, mul(mul(rest, saved.number(0)), exp(mul(x, rest))))));
}

}  // namespace

// y = x > 0 ? x : alpha (exp(x) - 1).   dL/dx = dL/dy (x > 0 ? 1 : alpha exp(x))
Tensor elu(const Tensor& x, double alpha, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "EluBackward0",
                  .formula = "y = x > 0 ? x : alpha (exp(x) - 1)",
                  .recorded = recorded_backward},
        .inplace = {.name = "EluBackward1",
                    .formula = "y = x > 0 ? x : alpha (exp(x) - 1)",
                    .recorded = recorded_backward},
    };
    const Tensor y = map_elements(x, "elu_cpu", [alpha](auto v) {
        using T = decltype(v);
        return v > 0 ? v : static_cast<T>(alpha) * (std::exp(v) - T(1));
    });
    return record_elementwise(
        info, x, y, inplace, {alpha, inplace ? 1.0 : 0.0},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            check(saved);
            map_gradient(saved.tensor(0), dy, dx, [alpha = saved.number(0)](auto v, auto g) {
                using T = decltype(v);
                return v <= 0 ? g * static_cast<T>(alpha) * std::exp(v) : g;
            });
        });
}

}  // namespace engine
