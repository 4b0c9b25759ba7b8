#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/second_order.h"

#include <algorithm>

namespace engine {

namespace {

void recorded_hardsigmoid(const Saved& saved, const Tensor& dy, Grads& dx) {
    record_refusal(saved, dy, dx, "derivative for aten::hardsigmoid_backward is not implemented");
}

constexpr OpInfo kHardsigmoid{.name = "HardsigmoidBackward0",
                              .formula = "y = min(max(x + 3, 0), 6) / 6",
                              .recorded = recorded_hardsigmoid};

}  // namespace

// y = min(max(x + 3, 0), 6) / 6.   dL/dx = dL/dy / 6 between -3 and 3, 0 at both and beyond
Tensor hardsigmoid(const Tensor& x, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = kHardsigmoid,
        .inplace = kHardsigmoid,
    };
    const Tensor y = map_elements(x, "hardsigmoid_cpu", [](auto v) {
        using T = decltype(v);
        return std::min(std::max(v + T(3), T(0)), T(6)) / T(6);
    });
    return record_elementwise(info, x, y, inplace, {},
                              [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                  map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
                                      using T = decltype(v);
                                      // PyTorch's sixth is a float whatever the dtype.
                                      return v > -3 && v < 3 ? g * T(1.0F / 6.0F) : T(0);
                                  });
                              });
}

}  // namespace engine
