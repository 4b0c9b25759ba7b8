// y = x beside itself.   dL/dx = dL/dy summed over the copies
#include "engine/autograd/ops/remap.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// x's sizes with ones in front.
Shape widened(const Shape& sizes, size_t dims) {
    Shape wide = Shape::filled(dims - sizes.size(), 1);
    for (const int64_t size : sizes) wide.push_back(size);
    return wide;
}

}  // namespace

Tensor repeat(const Tensor& x, std::span<const int64_t> repeats) {
    static constexpr OpInfo info{
        .name = "RepeatBackward0",
        .formula = "y = x, side by side",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            std::vector<int64_t> times;
            for (size_t d = 0; d < dy.sizes().size(); ++d) {
                const int64_t size = saved.shape(0)[d];
                times.push_back(size == 0 ? 1 : dy.sizes()[d] / size);
            }
            record_adjoint(saved, dy, dx, [times](const Tensor& g) { return repeat(g, times); });
        }};
    if (repeats.size() < x.sizes().size()) {
        raise(ErrorKind::RuntimeError,
              "Number of dimensions of repeat dims can not be smaller than number of dimensions of "
              "tensor");
    }
    const Shape wide = widened(x.sizes(), Shape(repeats).size());
    Shape wanted = wide;
    for (size_t d = 0; d < wanted.size(); ++d) {
        if (__builtin_mul_overflow(wide[d], repeats[d], &wanted[d])) {
            raise(ErrorKind::RuntimeError, "Storage size calculation overflowed with sizes={}",
                  Shape(repeats).str());
        }
    }
    Tensor::empty(wanted, x.dtype());  // refuses what is negative or too large
    const Tensor y = raw::remap(views::view(x.contiguous(), wide), wanted,
                                [&](size_t d, int64_t i) { return i % wide[d]; });
    return record(
        info, {x}, y, {.shapes = {wide}}, [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Shape& sizes = saved.shape(0);
            const Tensor sum =
                raw::remap_back(dy, sizes, [&](size_t d, int64_t i) { return i % sizes[d]; });
            dx.set(0, views::view(sum, dx.sizes(0)));
        });
}

Tensor tile(const Tensor& x, std::span<const int64_t> repeats) {
    if (repeats.size() >= x.sizes().size()) return repeat(x, repeats);
    return repeat(x, widened(Shape(repeats), x.sizes().size()));
}

}  // namespace engine
