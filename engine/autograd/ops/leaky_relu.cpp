#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

[[noreturn]] void refuse_negative_slope() {
    raise(ErrorKind::RuntimeError,
          "In-place leakyReLu backward calculation is triggered with a negative slope which is not "
          "supported. This is caused by calling in-place forward function with a negative slope, "
          "please call out-of-place version instead. File an issue at "
          "https://github.com/pytorch/pytorch if you do require supporting in-place leakRelu "
          "backward calculation with negative slope");
}

}  // namespace

// y = x > 0 ? x : slope x.   dL/dx = dL/dy (x > 0 ? 1 : slope)
Tensor leaky_relu(const Tensor& x, double slope, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "LeakyReluBackward0",
                  .formula = "y = x > 0 ? x : slope x",
                  .recorded = recorded_constant_slope},
        .inplace = {.name = "LeakyReluBackward1",
                    .formula = "y = x > 0 ? x : slope x",
                    .recorded = recorded_constant_slope},
    };
    const Tensor y = map_elements(x, "leaky_relu_cpu", [slope](auto v) {
        using T = decltype(v);
        return v > 0 ? v : v * static_cast<T>(slope);
    });
    return record_elementwise(info, x, y, inplace, {slope, inplace ? 1.0 : 0.0},
                              [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                  check_result(saved, saved.number(1) != 0);
                                  if (saved.number(1) != 0 && saved.number(0) < 0)
                                      refuse_negative_slope();
                                  map_gradient(saved.tensor(0), dy, dx,
                                               [slope = saved.number(0)](auto v, auto g) {
                                                   using T = decltype(v);
                                                   return v > 0 ? g : g * static_cast<T>(slope);
                                               });
                              });
}

}  // namespace engine
