#include "engine/autograd/ops.h"
#include "engine/autograd/ops_reshape_inplace.h"

#include "engine/autograd/write_over.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

void reshape_back(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, views::view(dy.contiguous(), dx.sizes(0)));
}

void turn_back(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, views::transpose(dy, saved.integer(0), saved.integer(1)));
}

// x reads its elements as `shaped`, a view of it, does; that is a recorded step.
const Tensor& become(const OpInfo& info, const Tensor& x, const Tensor& shaped, const Saves& saves,
                     BackwardFn backward) {
    check_inplace(x);
    const Tensor step = record(info, {before_writing(x)}, shaped, saves, backward);
    TensorImpl& to = *x.impl();
    const TensorImpl& from = *step.impl();
    to.sizes = from.sizes;
    to.strides = from.strides;
    to.contiguous = from.contiguous;
    if (from.grad_fn) {
        to.grad_fn = from.grad_fn;
        to.output = from.output;
    }
    x.bump_version();
    return x;
}

// Of dtypes of other sizes: only the last dimension gets shorter or longer.
[[noreturn]] void refuse_view(std::string_view what, std::string_view wanted, const Tensor& x,
                              DType dtype, int64_t got) {
    raise(ErrorKind::RuntimeError,
          "self.{} must be {} to view {} as {} (different element sizes), but got {}", what, wanted,
          scalar_name(x.dtype()), scalar_name(dtype), got);
}

}  // namespace

const Tensor& squeeze_(const Tensor& x) {
    static constexpr OpInfo info{.name = "SqueezeBackward3",
                                 .formula = "x without its axes of size 1",
                                 .recorded = [](const Saved&, const Tensor& dy, Grads& dx) {
                                     dx.set(0, reshape(dy, dx.sizes(0)));
                                 }};
    return become(info, x, views::squeeze(x), {}, reshape_back);
}

const Tensor& squeeze_(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{.name = "SqueezeBackward4",
                                 .formula = "x without one axis of size 1",
                                 .recorded = [](const Saved&, const Tensor& dy, Grads& dx) {
                                     dx.set(0, reshape(dy, dx.sizes(0)));
                                 }};
    return become(info, x, views::squeeze(x, dim), {}, reshape_back);
}

const Tensor& unsqueeze_(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{.name = "UnsqueezeBackward1",
                                 .formula = "x with one more axis",
                                 .recorded = [](const Saved&, const Tensor& dy, Grads& dx) {
                                     dx.set(0, reshape(dy, dx.sizes(0)));
                                 }};
    return become(info, x, views::unsqueeze(x, dim), {}, reshape_back);
}

const Tensor& transpose_(const Tensor& x, int64_t dim0, int64_t dim1) {
    static constexpr OpInfo info{
        .name = "TransposeBackward1",
        .formula = "x with two axes exchanged",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, dy.dim() < 2 ? dy : transpose(dy, saved.integer(0), saved.integer(1)));
        }};
    return become(info, x, views::transpose(x, dim0, dim1), {.integers = {dim0, dim1}}, turn_back);
}

const Tensor& t_(const Tensor& x) {
    static constexpr OpInfo info{
        .name = "TBackward1",
        .formula = "x = x^T",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, dy.dim() < 2 ? dy : transpose(dy, saved.integer(0), saved.integer(1)));
        }};
    if (x.dim() > 2) {
        raise(ErrorKind::RuntimeError,
              "t_() expects a tensor with <= 2 dimensions, but self is {}D", x.dim());
    }
    const int64_t last = x.dim() < 2 ? 0 : 1;
    return become(info, x, x.dim() < 2 ? x.detach() : views::transpose(x, 0, 1),
                  {.integers = {0, last}}, turn_back);
}

Tensor view_as_dtype(const Tensor& x, DType dtype) {
    if (dtype == DType::Bool && x.dtype() != DType::Bool) {
        raise(
            ErrorKind::NotImplementedError,
            "view(torch.bool) of another dtype is outside the PyTorch subset that Modescope runs");
    }
    const auto before = static_cast<int64_t>(itemsize(x.dtype()));
    const auto after = static_cast<int64_t>(itemsize(dtype));
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    int64_t offset = x.offset();
    if (before != after) {
        if (x.dim() == 0) {
            raise(ErrorKind::RuntimeError,
                  "self.dim() cannot be 0 to view {} as {} (different element sizes)",
                  scalar_name(x.dtype()), scalar_name(dtype));
        }
        const size_t last = sizes.size() - 1;
        const bool larger = after > before;
        const int64_t ratio = larger ? after / before : before / after;
        const std::string divisible = fmt::format("divisible by {}", ratio);
        if (larger && sizes[last] % ratio != 0) {
            refuse_view("size(-1)", divisible, x, dtype, sizes[last]);
        }
        if (larger && offset % ratio != 0) {
            refuse_view("storage_offset()", divisible, x, dtype, offset);
        }
        if (strides[last] != 1) refuse_view("stride(-1)", "1", x, dtype, strides[last]);
        for (size_t d = 0; d < last; ++d) {
            if (larger && strides[d] % ratio != 0) {
                refuse_view(fmt::format("stride({})", d), divisible, x, dtype, strides[d]);
            }
            strides[d] = larger ? strides[d] / ratio : strides[d] * ratio;
        }
        sizes[last] = larger ? sizes[last] / ratio : sizes[last] * ratio;
        offset = larger ? offset / ratio : offset * ratio;
    }
    Tensor y(TensorImpl::make(x.storage(), sizes, strides, offset, dtype));
    y.impl()->counter = x.impl()->counter;
    return y;
}

}  // namespace engine
