#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <algorithm>

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    Tensor within, above;
    {
        const NoGrad guard;
        above = ge(x, Tensor::scalar(3, x.dtype())).to(x.dtype());
        within = sub(ge(x, Tensor::scalar(-3, x.dtype())).to(x.dtype()), above);
    }
    dx.set(0, mul(dy, add(above, mul(within, add(div(x, 3.0), 0.5)))));
}

}  // namespace

// y = x min(max(x + 3, 0), 6) / 6.   dL/dx = dL/dy (x < -3 ? 0 : x < 3 ? x / 3 + 1/2 : 1)
// At 3 PyTorch itself has two answers: 1 where it computes by vectors, 3/2 in the last few
// elements.
Tensor hardswish(const Tensor& x, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "HardswishBackward0",
                  .formula = "y = x min(max(x + 3, 0), 6) / 6",
                  .recorded = recorded_backward},
        .inplace = {.name = "HardswishBackward0",
                    .formula = "y = x min(max(x + 3, 0), 6) / 6",
                    .recorded = recorded_backward},
    };
    const Tensor y = map_elements(x, "hardswish_cpu", [](auto v) {
        using T = decltype(v);
        return v * std::min(std::max(v + T(3), T(0)), T(6)) / T(6);
    });
    return record_elementwise(info, x, y, inplace, {},
                              [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                  map_gradient(saved.tensor(0), dy, dx, [](auto v, auto g) {
                                      using T = decltype(v);
                                      return v < -3 ? T(0) : v < 3 ? g * (v / T(3) + T(0.5)) : g;
                                  });
                              });
}

}  // namespace engine
