#include "engine/autograd/indexing.h"

namespace engine {

Tensor nonzero(const Tensor& x) {
    const Tensor truths = x.to(DType::Bool).contiguous();
    const std::span<const bool> found = truths.span<bool>();
    int64_t count = 0;
    for (const bool hit : found) count += hit;
    const size_t dims = x.sizes().size();
    const Tensor y = Tensor::empty({count, x.dim()}, DType::Int64);
    int64_t* to = y.mutable_data<int64_t>();
    Shape at = Shape::filled(dims, 0);
    for (const bool hit : found) {
        if (hit) {
            for (size_t d = 0; d < dims; ++d) *to++ = at[d];
        }
        for (size_t d = dims; d-- > 0;) {
            if (++at[d] < x.sizes()[d]) break;
            at[d] = 0;
        }
    }
    return y;
}

}  // namespace engine
