#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor t = tanh(saved.tensor(0));
    dx.set(0, mul(dy, mul(t, t)));
}

}  // namespace

// y = x - t with t = tanh x.   dL/dx = dL/dy t^2
// Near 0 the difference is all that is left of x: the quick tanh's last bits would show in it. The
// name is that of PyTorch's last step, the subtraction.
Tensor tanhshrink(const Tensor& x) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "SubBackward0",
                  .formula = "y = x - tanh x",
                  .recorded = recorded_backward},
        .inplace = {},
    };
    if (!is_floating(x.dtype())) return sub(x, tanh(x));
    const Tensor y = map_elements(x, "tanhshrink_cpu", [](auto v) { return v - std::tanh(v); });
    return record_elementwise(info, x, y, false, {},
                              [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                  map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
                                      const auto t = std::tanh(v);
                                      return g * t * t;
                                  });
                              });
}

}  // namespace engine
