// y_i = x[..., i, ...] for every i.   dL/dx = the gradients stacked
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pieces.h"
#include "engine/autograd/ops_shape.h"
#include "engine/tensor/views.h"

namespace engine {

std::vector<Tensor> unbind(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{
        .name = "UnbindBackward0",
        .formula = "y_i = x[..., i, ...]",
        .recorded = [](const Saved& saved, const Tensor&, Grads& dx) {
            const int64_t axis = saved.integer(0);
            Shape part = dx.sizes(0);
            const auto count = static_cast<size_t>(part[static_cast<size_t>(axis)]);
            part.erase(static_cast<size_t>(axis));
            DType dtype = DType::Float32;
            for (size_t i = 0; i < count; ++i) {
                if (saved.dy(i).defined()) dtype = saved.dy(i).dtype();
            }
            std::vector<Tensor> parts;
            for (size_t i = 0; i < count; ++i) {
                parts.push_back(saved.dy(i).defined() ? saved.dy(i) : Tensor::zeros(part, dtype));
            }
            if (count > 0) dx.set(0, stack(parts, axis));
        }};
    const size_t d = wrap_dim(dim, x.sizes().size());
    if (x.dim() == 0) {
        raise(ErrorKind::IndexError, "Dimension specified as {} but tensor has no dimensions", dim);
    }
    const auto at = static_cast<int64_t>(d);
    if (x.sizes()[d] > int64_t{1} << 24) raise(ErrorKind::MemoryError, "std::bad_alloc");
    std::vector<Tensor> out;
    for (int64_t i = 0; i < x.sizes()[d]; ++i) out.push_back(views::select(x, at, i));
    return record_pieces(info, x, std::move(out), {at},
                         [](const Saved& saved, const Tensor&, Grads& dx) {
                             const int64_t axis = saved.integer(0);
                             Tensor whole;
                             const auto count = dx.sizes(0)[static_cast<size_t>(axis)];
                             for (int64_t i = 0; i < count; ++i) {
                                 const Tensor& dy = saved.dy(static_cast<size_t>(i));
                                 if (!dy.defined()) continue;
                                 if (!whole.defined()) {
                                     whole = Tensor::zeros(dx.sizes(0), dy.dtype());
                                 }
                                 views::select(whole, axis, i).copy_(dy);
                             }
                             if (whole.defined()) dx.set(0, whole);
                         });
}

}  // namespace engine
