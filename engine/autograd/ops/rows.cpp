#include "engine/autograd/ops/rows.h"

#include "engine/autograd/ops.h"

#include "engine/autograd/ops_index.h"
#include "engine/tensor/views.h"

namespace engine {

Rows rows_of(const Tensor& x, Dims dims) {
    const size_t count = x.sizes().size();
    uint32_t reduced = dims.empty() ? ~0u : 0u;
    for (const int64_t dim : dims) {
        const size_t d = wrap_dim(dim, count);
        if (reduced >> d & 1u) {
            raise(ErrorKind::RuntimeError, "dim {} appears multiple times in the list of dims", d);
        }
        reduced |= 1u << d;
    }
    Rows rows;
    rows.count = rows.length = 1;
    rows.kept = x.sizes();
    for (size_t d = 0; d < count; ++d) {
        if (reduced >> d & 1u) continue;
        rows.order.push_back(static_cast<int64_t>(d));
        rows.squeezed.push_back(x.sizes()[d]);
        rows.count *= x.sizes()[d];
    }
    for (size_t d = 0; d < count; ++d) {
        if (!(reduced >> d & 1u)) continue;
        rows.order.push_back(static_cast<int64_t>(d));
        rows.kept[d] = 1;
        rows.length *= x.sizes()[d];
    }
    rows.packed = views::permute(x.detach(), rows.order).contiguous();
    return rows;
}

Tensor unpacked(const Rows& rows, const Tensor& packed) {
    Shape back = rows.order;
    for (size_t i = 0; i < rows.order.size(); ++i) {
        back[static_cast<size_t>(rows.order[i])] = static_cast<int64_t>(i);
    }
    return views::permute(packed, back);
}

void put_at_places(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.sizes(0).empty()) return dx.set(0, dy);
    const auto d = wrap_dim(saved.integer(0), dx.sizes(0).size());
    Shape kept = dx.sizes(0);
    if (dy.dim() < static_cast<int64_t>(kept.size())) {
        kept[d] = 1;
    } else {
        kept = dy.sizes();
    }
    const Tensor places = views::view(saved.tensor(0).contiguous(), kept);
    const Tensor zeros = Tensor::zeros(dx.sizes(0), dy.dtype());
    dx.set(0, scatter_add(zeros, static_cast<int64_t>(d), places, reshape(dy, kept)));
}

Tensor record_picked(const OpInfo& info, const Tensor& x, const Tensor& values,
                     const Tensor& indices, int64_t dim) {
    return record(info, {x}, values, {.tensors = {indices}, .integers = {dim}}, put_at_places);
}

void check_not_empty(const Tensor& x, Dims dims, std::string_view name) {
    for (const int64_t dim : dims) {
        if (x.dim() > 0 && x.size(dim) == 0) {
            raise(ErrorKind::IndexError, "{}(): Expected reduction dim {} to have non-zero size.",
                  name, wrap_dim(dim, x.sizes().size()));
        }
    }
}

}  // namespace engine
