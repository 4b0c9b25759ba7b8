#include "engine/autograd/ops/picked.h"

#include <algorithm>

namespace engine::raw {

namespace {

struct Layout {
    Shape sizes;
    Shape strides;
};

// The place of every element, row by row.
std::vector<int64_t> table(const Layout& layout) {
    std::vector<int64_t> out{0};
    for (size_t d = 0; d < layout.sizes.size(); ++d) {
        std::vector<int64_t> next;
        next.reserve(out.size() * static_cast<size_t>(layout.sizes[d]));
        for (const int64_t base : out) {
            for (int64_t i = 0; i < layout.sizes[d]; ++i)
                next.push_back(base + i * layout.strides[d]);
        }
        out = std::move(next);
    }
    return out;
}

bool is_picked(const Picked& what, size_t dim) {
    return std::find(what.dims.begin(), what.dims.end(), static_cast<int64_t>(dim)) !=
           what.dims.end();
}

}  // namespace

bool Picked::adjacent() const {
    return dims.back() - dims.front() + 1 == static_cast<int64_t>(dims.size());
}

Shape Picked::result_sizes(const Shape& sizes) const {
    Shape out;
    const auto add_picked = [&] {
        for (const int64_t size : shape) out.push_back(size);
    };
    if (!adjacent()) add_picked();
    for (size_t d = 0; d < sizes.size(); ++d) {
        if (adjacent() && static_cast<int64_t>(d) == dims.front()) add_picked();
        if (!is_picked(*this, d)) out.push_back(sizes[d]);
    }
    return out;
}

PlaceTables::PlaceTables(const Picked& what, const Shape& sizes, const Shape& strides) {
    Layout before, after;
    for (size_t d = 0; d < sizes.size(); ++d) {
        if (is_picked(what, d)) continue;
        Layout& part =
            what.adjacent() && static_cast<int64_t>(d) < what.dims.front() ? before : after;
        part.sizes.push_back(sizes[d]);
        part.strides.push_back(strides[d]);
    }
    const int64_t count = what.shape.numel();
    if (MetaPass::active()) return;
    if (count == 0 || before.sizes.numel() == 0 || after.sizes.numel() == 0) return;
    outer = table(before);
    inner = table(after);
    picked.assign(static_cast<size_t>(count), 0);
    const std::span<const int64_t> places = what.places.span<int64_t>();
    for (size_t k = 0; k < what.dims.size(); ++k) {
        const int64_t step = strides[static_cast<size_t>(what.dims[k])];
        for (size_t i = 0; i < picked.size(); ++i)
            picked[i] += places[k * picked.size() + i] * step;
    }
}

Tensor gather(const Tensor& x, const Picked& picked) {
    const Tensor y = Tensor::empty(picked.result_sizes(x.sizes()), x.dtype());
    const PlaceTables tables(picked, x.sizes(), x.strides());
    dispatch_computed(x.dtype(), "index", [&]<class T>() {
        kernels::gather(x.data<T>(), tables.view(), y.mutable_data<T>());
    });
    return y;
}

void scatter(const Tensor& x, const Picked& picked, const Tensor& values, bool accumulate) {
    const PlaceTables tables(picked, x.sizes(), x.strides());
    dispatch_computed(x.dtype(), "index_put", [&]<class T>() {
        T* to = x.mutable_data<T>();
        const Tensor dense = values.contiguous();
        if (accumulate) {
            kernels::scatter_add(to, tables.view(), dense.data<T>());
        } else {
            kernels::scatter(to, tables.view(), dense.data<T>());
        }
    });
}

}  // namespace engine::raw
