#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include "engine/autograd/ops/unary.h"

#include <cmath>
#include <limits>

namespace engine {

// y = x with other numbers in the place of NaN and the infinities.   dL/dx = 0 there, dL/dy
// elsewhere
Tensor nan_to_num(const Tensor& x, double nan, std::optional<double> posinf,
                  std::optional<double> neginf, bool inplace) {
    static constexpr OpInfo info{
        .name = "NanToNumBackward0",
        .formula = "y = x, finite",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, mul(dy, plain_gradients(saved, Tensor::ones(dy.sizes(), dy.dtype()))[0]));
        }};
    if (!is_floating(x.dtype())) return inplace ? x : x.copy();
    const Tensor y = map_elements(x, "nan_to_num", [=](auto v) {
        using T = decltype(v);
        if (std::isnan(v)) return static_cast<T>(nan);
        if (!std::isinf(v)) return v;
        if (v > 0) return posinf ? static_cast<T>(*posinf) : std::numeric_limits<T>::max();
        return neginf ? static_cast<T>(*neginf) : std::numeric_limits<T>::lowest();
    });
    constexpr auto gradient = [](auto v, auto g) { return std::isfinite(v) ? g : decltype(v)(0); };
    return finish_unary(info, x, y, inplace, Keeps::Input,
                        unary_backward<Keeps::Input, decltype(gradient)>);
}

}  // namespace engine
