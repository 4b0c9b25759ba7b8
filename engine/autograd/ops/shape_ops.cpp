// Functions that read x's elements in another shape or order: views, and back again in the
// gradient.
#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/tensor_impl.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

void reshape_back(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, views::view(dy.contiguous(), dx.sizes(0)));
}

void recorded_reshape(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, reshape(dy, dx.sizes(0)));
}

void recorded_same(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, dy);
}

// The gradient of a part of x: dy there, zeros elsewhere.
template <class Part>
void fill_part(const Tensor& dy, Grads& dx, Part&& part) {
    const Tensor whole = Tensor::zeros(dx.sizes(0), dy.dtype());
    part(whole).copy_(dy);
    dx.set(0, whole);
}

}  // namespace

Tensor view(const Tensor& x, std::span<const int64_t> sizes) {
    static constexpr OpInfo info{.name = "ViewBackward0",
                                 .formula = "y = x, in another shape",
                                 .recorded = recorded_reshape};
    return record_view(info, x, views::view(x, sizes), {}, reshape_back);
}

Tensor unsafe_view(const Tensor& x, std::span<const int64_t> sizes) {
    static constexpr OpInfo info{.name = "UnsafeViewBackward0",
                                 .formula = "y = x, in another shape",
                                 .recorded = recorded_reshape};
    return record(info, {x}, views::view(x, sizes), reshape_back);
}

Tensor reshape(const Tensor& x, std::span<const int64_t> wanted) {
    const Shape sizes = views::infer_sizes(wanted, x.numel());
    return views::view_strides(x, sizes) ? view(x, sizes) : unsafe_view(clone(x), sizes);
}

Tensor flatten(const Tensor& x, int64_t start_dim, int64_t end_dim) {
    const size_t start = wrap_dim(start_dim, x.sizes().size());
    const size_t end = wrap_dim(end_dim, x.sizes().size());
    if (start > end)
        raise(ErrorKind::RuntimeError,
              "flatten() has invalid args: start_dim cannot come after end_dim");
    if (x.dim() == 0) return reshape(x, Shape{1});
    if (start == end) return x;
    Shape sizes;
    int64_t folded = 1;
    for (size_t i = 0; i < x.sizes().size(); ++i) {
        if (i < start || i > end) {
            sizes.push_back(x.sizes()[i]);
            continue;
        }
        folded *= x.sizes()[i];
        if (i == end) sizes.push_back(folded);
    }
    return reshape(x, sizes);
}

Tensor select(const Tensor& x, int64_t dim, int64_t index) {
    static constexpr OpInfo info{.name = "SelectBackward0",
                                 .formula = "y = x[..., i, ...]",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor whole = Tensor::zeros(dx.sizes(0), dy.dtype());
                                     copy_(select(whole, saved.integer(0), saved.integer(1)), dy);
                                     dx.set(0, whole);
                                 }};
    return record_view(info, x, views::select(x, dim, index), {.integers = {dim, index}},
                       [](const Saved& saved, const Tensor& dy, Grads& dx) {
                           fill_part(dy, dx, [&](const Tensor& whole) {
                               return views::select(whole, saved.integer(0), saved.integer(1));
                           });
                       });
}

Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t end, int64_t step) {
    static constexpr OpInfo info{.name = "SliceBackward0",
                                 .formula = "y = x[..., a:b:c, ...]",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     const Tensor whole = Tensor::zeros(dx.sizes(0), dy.dtype());
                                     copy_(slice(whole, saved.integer(0), saved.integer(1),
                                                 saved.integer(2), saved.integer(3)),
                                           dy);
                                     dx.set(0, whole);
                                 }};
    return record_view(info, x, views::slice(x, dim, start, end, step),
                       {.integers = {dim, start, end, step}},
                       [](const Saved& saved, const Tensor& dy, Grads& dx) {
                           fill_part(dy, dx, [&](const Tensor& whole) {
                               return views::slice(whole, saved.integer(0), saved.integer(1),
                                                   saved.integer(2), saved.integer(3));
                           });
                       });
}

Tensor transpose(const Tensor& x, int64_t dim0, int64_t dim1) {
    static constexpr OpInfo info{.name = "TransposeBackward0",
                                 .formula = "y = x with two axes exchanged",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, transpose(dy, saved.integer(0), saved.integer(1)));
                                 }};
    return record_view(info, x, views::transpose(x, dim0, dim1), {.integers = {dim0, dim1}},
                       [](const Saved& saved, const Tensor& dy, Grads& dx) {
                           dx.set(0, views::transpose(dy, saved.integer(0), saved.integer(1)));
                       });
}

Tensor t(const Tensor& x) {
    static constexpr OpInfo info{
        .name = "TBackward0",
        .formula = "y = x^T",
        .recorded = [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, t(dy)); }};
    if (x.dim() > 2) {
        raise(ErrorKind::RuntimeError, "t() expects a tensor with <= 2 dimensions, but self is {}D",
              x.dim());
    }
    const auto turn = [](const Tensor& m) {
        return m.dim() < 2 ? m.detach() : views::transpose(m, 0, 1);
    };
    return record_view(info, x, turn(x), {}, [](const Saved&, const Tensor& dy, Grads& dx) {
        dx.set(0, dy.dim() < 2 ? dy : views::transpose(dy, 0, 1));
    });
}

Tensor permute(const Tensor& x, std::span<const int64_t> dims) {
    static constexpr OpInfo info{.name = "PermuteBackward0",
                                 .formula = "y = x with its axes in another order",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, permute(dy, saved.shape(0)));
                                 }};
    const Tensor y = views::permute(x, dims);
    Shape back = x.sizes();
    for (size_t i = 0; i < dims.size(); ++i)
        back[wrap_dim(dims[i], dims.size())] = static_cast<int64_t>(i);
    return record_view(info, x, y, {.shapes = {back}},
                       [](const Saved& saved, const Tensor& dy, Grads& dx) {
                           dx.set(0, views::permute(dy, saved.shape(0)));
                       });
}

Tensor expand(const Tensor& x, std::span<const int64_t> sizes) {
    static constexpr OpInfo info{
        .name = "ExpandBackward0", .formula = "y = x, repeated", .recorded = recorded_same};
    return record_view(info, x, views::expand(x, sizes), {},
                       [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, dy); });
}

Tensor unsqueeze(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{.name = "UnsqueezeBackward0",
                                 .formula = "y = x with one more axis",
                                 .recorded = recorded_reshape};
    return record_view(info, x, views::unsqueeze(x, dim), {}, reshape_back);
}

Tensor squeeze(const Tensor& x) {
    static constexpr OpInfo info{.name = "SqueezeBackward0",
                                 .formula = "y = x without axes of size 1",
                                 .recorded = recorded_reshape};
    return record_view(info, x, views::squeeze(x), {}, reshape_back);
}

Tensor squeeze(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{.name = "SqueezeBackward1",
                                 .formula = "y = x without one axis of size 1",
                                 .recorded = recorded_reshape};
    return record_view(info, x, views::squeeze(x, dim), {}, reshape_back);
}

Tensor clone(const Tensor& x) {
    static constexpr OpInfo info{
        .name = "CloneBackward0", .formula = "y = a copy of x", .recorded = recorded_same};
    return record(info, {x}, x.copy(),
                  [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, dy); });
}

Tensor contiguous(const Tensor& x) {
    return x.is_contiguous() ? x : clone(x);
}

Tensor to(const Tensor& x, DType dtype) {
    static constexpr OpInfo info{
        .name = "ToCopyBackward0", .formula = "y = x in another dtype", .recorded = recorded_same};
    if (x.dtype() == dtype) return x;
    return record(info, {x}, x.to(dtype),
                  [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, dy); });
}

}  // namespace engine
