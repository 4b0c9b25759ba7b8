#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/second_order.h"

namespace engine {

// y = x within [low, high].   dL/dx = dL/dy inside, 0 at both bounds and beyond
Tensor hardtanh(const Tensor& x, double low, double high, bool inplace) {
    static constexpr ElementwiseInfo info{
        .fresh = {.name = "HardtanhBackward0",
                  .formula = "y = min(max(x, low), high)",
                  .recorded = recorded_constant_slope},
        .inplace = {.name = "HardtanhBackward0",
                    .formula = "y = min(max(x, low), high)",
                    .recorded = recorded_constant_slope},
    };
    if (x.dtype() == DType::Bool) {
        raise(ErrorKind::RuntimeError, "Bool inputs not supported for hardtanh");
    }
    const Tensor y = map_numbers(x, "hardtanh_cpu", [low, high](auto v) {
        using T = decltype(v);
        const auto up = v < static_cast<T>(low) ? static_cast<T>(low) : v;
        return up > static_cast<T>(high) ? static_cast<T>(high) : up;
    });
    return record_elementwise(
        info, x, y, inplace, {low, high}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            map_gradient(saved.tensor(0), dy, dx,
                         [low = saved.number(0), high = saved.number(1)](auto v, auto g) {
                             using T = decltype(v);
                             return v <= static_cast<T>(low) || v >= static_cast<T>(high) ? T(0)
                                                                                          : g;
                         });
        });
}

}  // namespace engine
