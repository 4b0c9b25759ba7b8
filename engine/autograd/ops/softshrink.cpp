#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/second_order.h"

namespace engine {

// y = x > lambda ? x - lambda : x < -lambda ? x + lambda : 0.   dL/dx = dL/dy beyond, 0 between and
// at both
Tensor softshrink(const Tensor& x, double lambda) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "SoftshrinkBackward0",
                  .formula = "y = x moved by lambda towards 0",
                  .recorded = recorded_constant_slope},
        .inplace = {.name = "SoftshrinkBackward0",
                    .formula = "y = x moved by lambda towards 0",
                    .recorded = recorded_constant_slope},
    };
    if (!(lambda >= 0)) {
        raise(ErrorKind::RuntimeError,
              "lambda must be greater or equal to 0, but found to be {:g}.", lambda);
    }
    const Tensor y = map_elements(x, "softshrink_cpu", [lambda](auto v) {
        using T = decltype(v);
        return v > static_cast<T>(lambda)    ? v - static_cast<T>(lambda)
               : v < -static_cast<T>(lambda) ? v + static_cast<T>(lambda)
                                             : T(0);
    });
    return record_elementwise(
        info, x, y, false, {lambda}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            map_gradient(saved.tensor(0), dy, dx, [lambda = saved.number(0)](auto v, auto g) {
                using T = decltype(v);
                return v >= -static_cast<T>(lambda) && v <= static_cast<T>(lambda) ? T(0) : g;
            });
        });
}

}  // namespace engine
