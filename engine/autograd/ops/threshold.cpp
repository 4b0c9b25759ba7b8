#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/second_order.h"

namespace engine {

// y = x <= limit ? value : x.   dL/dx = dL/dy above, 0 at the limit and below
Tensor threshold(const Tensor& x, double limit, double value, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "ThresholdBackward0",
                  .formula = "y = x <= threshold ? value : x",
                  .recorded = recorded_constant_slope},
        .inplace = {.name = "ThresholdBackward1",
                    .formula = "y = x <= threshold ? value : x",
                    .recorded = recorded_constant_slope},
    };
    const Tensor y = map_numbers(x, "threshold_cpu", [limit, value](auto v) {
        using T = decltype(v);
        return v <= static_cast<T>(limit) ? static_cast<T>(value) : v;
    });
    return record_elementwise(
        info, x, y, inplace, {limit, value}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            map_gradient(saved.tensor(0), dy, dx, [limit = saved.number(0)](auto v, auto g) {
                using T = decltype(v);
                return v <= static_cast<T>(limit) ? T(0) : g;
            });
        });
}

}  // namespace engine
