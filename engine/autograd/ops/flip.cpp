// y = x with some axes running the other way.   dL/dx = the same of dL/dy
#include "engine/autograd/ops/remap.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

// `flipped` has 1 for the axes that turn.
Tensor turned(const Tensor& x, const Shape& flipped) {
    return raw::remap(x, x.sizes(), [&](size_t d, int64_t i) {
        return flipped[d] != 0 ? x.sizes()[d] - 1 - i : i;
    });
}

}  // namespace

Tensor flip(const Tensor& x, std::span<const int64_t> dims) {
    static constexpr OpInfo info{.name = "FlipBackward0",
                                 .formula = "y = x, axes reversed",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     std::vector<int64_t> axes;
                                     for (size_t d = 0; d < saved.shape(0).size(); ++d) {
                                         if (saved.shape(0)[d] != 0)
                                             axes.push_back(static_cast<int64_t>(d));
                                     }
                                     dx.set(0, flip(dy, axes));
                                 }};
    Shape flipped = Shape::filled(std::max<size_t>(x.sizes().size(), 1), 0);
    for (const int64_t dim : dims) {
        const size_t d = wrap_dim(dim, x.sizes().size());
        if (flipped[d] != 0) {
            raise(ErrorKind::RuntimeError, "dim {} appears multiple times in the list of dims", d);
        }
        flipped[d] = 1;
    }
    return record(info, {x}, turned(x, flipped), {.shapes = {flipped}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, turned(dy, saved.shape(0)));
                  });
}

}  // namespace engine
