#include "engine/autograd/ops.h"
#include "engine/autograd/ops/unary.h"
#include "engine/autograd/ops_pointwise.h"

#include <cmath>

namespace engine {

// y = |x|, element by element.   dL/dx = dL/dy sign(x), 0 at 0
Tensor abs(const Tensor& x, bool inplace) {
    static constexpr OpInfo info{.name = "AbsBackward0",
                                 .formula = "y = |x|",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, mul(dy, sign(saved.tensor(0), false)));
                                 }};
    constexpr auto gradient = [](auto v, auto g) {
        using T = decltype(v);
        return g * (T(v > 0) - T(v < 0));
    };
    return finish_unary(info, x, map_numbers(x, "abs_cpu", [](auto v) { return std::abs(v); }),
                        inplace, Keeps::Input, unary_backward<Keeps::Input, decltype(gradient)>);
}

Tensor abs(const Tensor& x) {
    return abs(x, false);
}

}  // namespace engine
