#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor scaled = mul(saved.tensor(0), saved.number(0));
    const Tensor above = ones_above(scaled, saved.number(1));
    dx.set(0, mul(dy, add(above, mul(sigmoid(scaled), sub(1.0, above)))));
}

}  // namespace

// y = beta x > threshold ? x : log(1 + exp(beta x)) / beta.   dL/dx = dL/dy (... ? 1 : 1 / (1 +
// exp(-beta x)))
Tensor softplus(const Tensor& x, double beta, double threshold) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "SoftplusBackward0",
                  .formula = "y = log(1 + exp(beta x)) / beta",
                  .recorded = recorded_backward},
        .inplace = {.name = "SoftplusBackward0",
                    .formula = "y = log(1 + exp(beta x)) / beta",
                    .recorded = recorded_backward},
    };
    const Tensor y = map_elements(x, "softplus_cpu", [beta, threshold](auto v) {
        using T = decltype(v);
        const T scaled = v * static_cast<T>(beta);
        return scaled > static_cast<T>(threshold)
                   ? v
                   : std::log1p(std::exp(scaled)) / static_cast<T>(beta);
    });
    return record_elementwise(
        info, x, y, false, {beta, threshold}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            map_gradient(
                saved.tensor(0), dy, dx,
                [beta = saved.number(0), threshold = saved.number(1)](auto v, auto g) {
                    using T = decltype(v);
                    const T scaled = v * static_cast<T>(beta);
                    return scaled > static_cast<T>(threshold) ? g : g / (T(1) + std::exp(-scaled));
                });
        });
}

}  // namespace engine
