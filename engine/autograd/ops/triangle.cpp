// y = x on one side of a diagonal, 0 on the other.   dL/dx = the same of dL/dy
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/kernels/masked.h"

#include <algorithm>

namespace engine {

namespace {

Tensor triangle(const Tensor& x, bool lower, int64_t diagonal) {
    const Tensor y = x.copy();
    if (y.numel() == 0) return y;
    // Beyond the corners nothing changes, and sums stay small.
    const int64_t rows = x.size(-2), columns = x.size(-1);
    diagonal = std::clamp(diagonal, -rows - 1, columns + 1);
    dispatch_computed(x.dtype(), lower ? "tril" : "triu", [&]<class T>() {
        const auto zero = lower ? kernels::zero_above<T> : kernels::zero_below<T>;
        zero(y.mutable_data<T>(), y.numel() / (rows * columns), rows, columns, diagonal);
    });
    return y;
}

Tensor recorded(const OpInfo& info, const Tensor& x, bool lower, int64_t diagonal) {
    if (x.dim() < 2) wrap_dim(-2, x.sizes().size());  // PyTorch's own error
    return record(info, {x}, triangle(x, lower, diagonal), {.integers = {lower ? 1 : 0, diagonal}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, triangle(dy, saved.integer(0) != 0, saved.integer(1)));
                  });
}

}  // namespace

Tensor tril(const Tensor& x, int64_t diagonal) {
    static constexpr OpInfo info{.name = "TrilBackward0",
                                 .formula = "y = x, 0 above",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, tril(dy, saved.integer(1)));
                                 }};
    return recorded(info, x, true, diagonal);
}

Tensor triu(const Tensor& x, int64_t diagonal) {
    static constexpr OpInfo info{.name = "TriuBackward0",
                                 .formula = "y = x, 0 below",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, triu(dy, saved.integer(1)));
                                 }};
    return recorded(info, x, false, diagonal);
}

}  // namespace engine
