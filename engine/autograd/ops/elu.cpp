#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"

#include <cmath>

namespace engine {

// y = x > 0 ? x : alpha (exp(x) - 1).   dL/dx = dL/dy (x > 0 ? 1 : alpha exp(x))
Tensor elu(const Tensor& x, double alpha, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "EluBackward0", .formula = "y = x > 0 ? x : alpha (exp(x) - 1)"},
        .inplace = {.name = "EluBackward1", .formula = "y = x > 0 ? x : alpha (exp(x) - 1)"},
    };
    const Tensor y = map_elements(x, "elu_cpu", [alpha](auto v) {
        using T = decltype(v);
        return v > 0 ? v : static_cast<T>(alpha) * (std::exp(v) - T(1));
    });
    return record_elementwise(
        info, x, y, inplace, {alpha, inplace ? 1.0 : 0.0},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            check_result(saved, saved.number(1) != 0);
            if (saved.number(1) != 0 && saved.number(0) < 0) {
                raise(ErrorKind::RuntimeError,
                      "In-place elu backward calculation is triggered with a negative slope which "
                      "is not supported. This is caused by calling in-place forward function with "
                      "a negative slope, please call out-of-place version instead.");
            }
            map_gradient(saved.tensor(0), dy, dx, [alpha = saved.number(0)](auto v, auto g) {
                using T = decltype(v);
                return v <= 0 ? g * static_cast<T>(alpha) * std::exp(v) : g;
            });
        });
}

}  // namespace engine
