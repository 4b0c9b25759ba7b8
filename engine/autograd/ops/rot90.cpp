// y = x turned by quarters in a plane.   dL/dx = dL/dy turned back
#include "engine/autograd/ops/remap.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

#include <algorithm>

namespace engine {

namespace {

Tensor flipped(const Tensor& x, std::initializer_list<size_t> dims) {
    return raw::remap(x, x.sizes(), [&](size_t d, int64_t i) {
        const bool turns = std::find(dims.begin(), dims.end(), d) != dims.end();
        return turns ? x.sizes()[d] - 1 - i : i;
    });
}

// quarters 0..3
Tensor turned(const Tensor& x, int64_t quarters, int64_t from, int64_t to) {
    const auto a = static_cast<size_t>(from);
    const auto b = static_cast<size_t>(to);
    switch (quarters) {
        case 1:
            return views::transpose(flipped(x, {b}), from, to).copy();
        case 2:
            return flipped(x, {a, b});
        case 3:
            return views::transpose(flipped(x, {a}), from, to).copy();
        default:
            return x.copy();
    }
}

int64_t axis(const Tensor& x, int64_t dim, int index) {
    if (dim < -x.dim() || dim >= x.dim()) {
        raise(ErrorKind::RuntimeError, "Rotation dim{} out of range, dim{} = {}", index, index,
              dim);
    }
    return dim < 0 ? dim + x.dim() : dim;
}

}  // namespace

Tensor rot90(const Tensor& x, int64_t k, std::span<const int64_t> dims) {
    static constexpr OpInfo info{.name = "Rot90Backward0",
                                 .formula = "y = x, turned",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const int64_t plane[] = {saved.integer(1), saved.integer(2)};
                                     dx.set(0, rot90(dy, -saved.integer(0), plane));
                                 }};
    if (dims.size() != 2) {
        raise(ErrorKind::RuntimeError, "expected total rotation dims == 2, but got dims = {}",
              dims.size());
    }
    if (x.dim() < 2) {
        raise(ErrorKind::RuntimeError, "expected total dims >= 2, but got total dims = {}",
              x.dim());
    }
    const int64_t apart = dims[0] > dims[1] ? dims[0] - dims[1] : dims[1] - dims[0];
    if (apart == 0 || apart == x.dim()) {
        raise(ErrorKind::RuntimeError,
              "expected rotation dims to be different, but got dim0 = {} and dim1 = {}", dims[0],
              dims[1]);
    }
    const int64_t from = axis(x, dims[0], 0);
    const int64_t to = axis(x, dims[1], 1);
    const int64_t quarters = (k % 4 + 4) % 4;
    return record(
        info, {x}, turned(x, quarters, from, to), {.integers = {quarters, from, to}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, turned(dy, (4 - saved.integer(0)) % 4, saved.integer(1), saved.integer(2)));
        });
}

}  // namespace engine
