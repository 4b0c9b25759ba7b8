#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"

namespace engine {

// y = x > 0 ? x : slope x.   dL/dx = dL/dy (x > 0 ? 1 : slope)
Tensor leaky_relu(const Tensor& x, double slope, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "LeakyReluBackward0", .formula = "y = x > 0 ? x : slope x"},
        .inplace = {.name = "LeakyReluBackward1", .formula = "y = x > 0 ? x : slope x"},
    };
    const Tensor y = map_elements(x, "leaky_relu_cpu", [slope](auto v) {
        using T = decltype(v);
        return v > 0 ? v : v * static_cast<T>(slope);
    });
    return record_elementwise(
        info, x, y, inplace, {slope}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            map_gradient(saved.tensor(0), dy, dx, [slope = saved.number(0)](auto v, auto g) {
                using T = decltype(v);
                return v > 0 ? g : g * static_cast<T>(slope);
            });
        });
}

}  // namespace engine
