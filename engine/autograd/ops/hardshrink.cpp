#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/second_order.h"

namespace engine {

// y = |x| <= lambda ? 0 : x.   dL/dx = dL/dy beyond, 0 between and at both
Tensor hardshrink(const Tensor& x, double lambda) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "HardshrinkBackward0",
                  .formula = "y = |x| <= lambda ? 0 : x",
                  .recorded = recorded_constant_slope},
        .inplace = {.name = "HardshrinkBackward0",
                    .formula = "y = |x| <= lambda ? 0 : x",
                    .recorded = recorded_constant_slope},
    };
    const Tensor y = map_elements(x, "hardshrink_cpu", [lambda](auto v) {
        using T = decltype(v);
        return v >= -static_cast<T>(lambda) && v <= static_cast<T>(lambda) ? T(0) : v;
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
