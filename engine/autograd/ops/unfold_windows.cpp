// F.unfold and F.fold: each the other's gradient.
#include <algorithm>

#include "engine/autograd/ops_unfold.h"
#include "engine/autograd/record.h"
#include "engine/kernels/unfold.h"

namespace engine {

namespace {

void check_count(const Shape& numbers, std::string_view name) {
    if (numbers.size() == 2) return;
    raise(ErrorKind::RuntimeError, "It is expected {} equals to 2, but got size {}", name,
          numbers.size());
}

void check_at_least(const Shape& numbers, int64_t least, std::string_view what,
                    std::string_view name) {
    if (numbers[0] >= least && numbers[1] >= least) return;
    raise(ErrorKind::RuntimeError, "{}, but got {}_height: {} {}_width: {}", what, name, numbers[0],
          name, numbers[1]);
}

void check_kernel(const UnfoldOptions& o) {
    check_at_least(o.kernel, 1, "kernel size should be greater than zero", "kernel");
}
void check_dilation(const UnfoldOptions& o) {
    check_at_least(o.dilation, 1, "dilation should be greater than zero", "dilation");
}
void check_padding(const UnfoldOptions& o) {
    check_at_least(o.padding, 0, "padding should be non-negative", "pad");
}
void check_stride(const UnfoldOptions& o) {
    check_at_least(o.stride, 1, "stride should be greater than zero", "stride");
}

void check_counts(const UnfoldOptions& o) {
    check_count(o.kernel, "kernel_size");
    check_count(o.dilation, "dilation");
    check_count(o.padding, "padding");
    check_count(o.stride, "stride");
}

// "(2, 2)"
std::string pair(const Shape& numbers) {
    return fmt::format("({}, {})", numbers[0], numbers[1]);
}

int64_t windows(const Shape& size, const UnfoldOptions& o, size_t i) {
    const int64_t room = size[i] + 2 * o.padding[i] - o.dilation[i] * (o.kernel[i] - 1) - 1;
    return room < 0 ? -((-room + o.stride[i] - 1) / o.stride[i]) + 1 : room / o.stride[i] + 1;
}

kernels::ConvGeometry geometry(int64_t n, int64_t channels, const Shape& size,
                               const UnfoldOptions& o) {
    return {.n = n,
            .channels = channels,
            .height = size[0],
            .width = size[1],
            .out_channels = 1,
            .out_height = windows(size, o, 0),
            .out_width = windows(size, o, 1),
            .kernel_h = o.kernel[0],
            .kernel_w = o.kernel[1],
            .stride_h = o.stride[0],
            .stride_w = o.stride[1],
            .padding_h = o.padding[0],
            .padding_w = o.padding[1],
            .dilation_h = o.dilation[0],
            .dilation_w = o.dilation[1],
            .groups = 1};
}

// Whether the dimensions behind the batch are there and none is empty.
bool filled(const Tensor& x, int64_t batched) {
    if (x.dim() != batched && x.dim() != batched - 1) return false;
    for (int64_t i = x.dim() == batched ? 1 : 0; i < x.dim(); ++i) {
        if (x.size(i) == 0) return false;
    }
    return true;
}

Tensor unfolded(const Tensor& x, const kernels::ConvGeometry& g, const Shape& sizes) {
    const Tensor y = Tensor::empty(sizes, x.dtype());
    const Tensor packed = x.contiguous();
    const int64_t places = g.out_height * g.out_width, inputs = g.channels * g.height * g.width;
    dispatch_floating(x.dtype(), "im2col_out_cpu", [&]<class T>() {
        const int64_t columns = g.channels * g.kernel_h * g.kernel_w * places;
        for (int64_t n = 0; n < g.n; ++n) {
            kernels::unfold<T>(g, packed.data<T>() + n * inputs, 0, places,
                               y.mutable_data<T>() + n * columns);
        }
    });
    return y;
}

Tensor folded(const Tensor& x, const kernels::ConvGeometry& g, const Shape& sizes) {
    const Tensor y = Tensor::zeros(sizes, x.dtype());
    const Tensor packed = x.contiguous();
    const int64_t places = g.out_height * g.out_width, outputs = g.channels * g.height * g.width;
    dispatch_floating(x.dtype(), "col2im_out_cpu", [&]<class T>() {
        const int64_t columns = g.channels * g.kernel_h * g.kernel_w * places;
        for (int64_t n = 0; n < g.n; ++n) {
            kernels::fold<T>(g, packed.data<T>() + n * columns, 0, places,
                             y.mutable_data<T>() + n * outputs);
        }
    });
    return y;
}

UnfoldOptions saved_options(const Saved& saved) {
    return {.kernel = saved.shape(0),
            .dilation = saved.shape(1),
            .padding = saved.shape(2),
            .stride = saved.shape(3)};
}

}  // namespace

Tensor im2col(const Tensor& x, const UnfoldOptions& o) {
    static constexpr OpInfo info{
        .name = "Im2ColBackward0",
        .formula = "y = windows as columns",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Shape& to = dx.sizes(0);
            dx.set(0, col2im(dy, Shape{to[to.size() - 2], to.back()}, saved_options(saved)));
        }};
    check_counts(o);
    check_kernel(o);
    check_dilation(o);
    check_padding(o);
    check_stride(o);
    x.size(2);  // PyTorch's IndexError for fewer dimensions
    if (!filled(x, 4)) {
        raise(ErrorKind::RuntimeError,
              "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero "
              "dimensions for input, but got: {}",
              x.sizes().str());
    }
    const Shape size{x.size(-2), x.size(-1)};
    const bool batched = x.dim() == 4;
    const auto g = geometry(batched ? x.size(0) : 1, x.size(-3), size, o);
    if (g.out_height < 1 || g.out_width < 1) {
        raise(ErrorKind::RuntimeError,
              "Given input with spatial size {}, kernel_size={}, dilation={}, padding={}, "
              "calculated shape of the array of sliding blocks as ({}, {}), but its components "
              "must be at least one.",
              pair(size), pair(o.kernel), pair(o.dilation), pair(o.padding), g.out_height,
              g.out_width);
    }
    Shape sizes{g.channels * g.kernel_h * g.kernel_w, g.out_height * g.out_width};
    if (batched) sizes.insert(0, g.n);
    return record(info, {x}, unfolded(x, g, sizes),
                  {.shapes = {o.kernel, o.dilation, o.padding, o.stride}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Shape& to = dx.sizes(0);
                      const Shape plane{to[to.size() - 2], to.back()};
                      dx.set(0, folded(dy,
                                       geometry(to.size() == 4 ? to[0] : 1, to[to.size() - 3],
                                                plane, saved_options(saved)),
                                       to));
                  });
}

Tensor col2im(const Tensor& x, const Shape& output_size, const UnfoldOptions& o) {
    static constexpr OpInfo info{.name = "Col2ImBackward0",
                                 .formula = "y = columns added up",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, im2col(dy, saved_options(saved)));
                                 }};
    check_count(output_size, "output_size");
    check_counts(o);
    check_kernel(o);
    check_stride(o);
    check_dilation(o);
    check_padding(o);
    if (!filled(x, 3)) {
        raise(ErrorKind::RuntimeError,
              "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and "
              "non-zero dimensions for input, but got: {}",
              x.sizes().str());
    }
    const bool batched = x.dim() == 3;
    const int64_t window = o.kernel[0] * o.kernel[1];
    if (x.size(-2) % window != 0) {
        raise(ErrorKind::RuntimeError,
              "Expected size of input's dimension 1 to be divisible by the product of kernel_size, "
              "but got input.size(1)={} and kernel_size={}.",
              x.size(-2), pair(o.kernel));
    }
    const auto g = geometry(batched ? x.size(0) : 1, x.size(-2) / window, output_size, o);
    if (x.size(-1) != g.out_height * g.out_width) {
        raise(ErrorKind::RuntimeError,
              "Given output_size={}, kernel_size={}, dilation={}, padding={}, stride={}, expected "
              "size of input's dimension 2 to match the calculated number of sliding blocks {} * "
              "{} = {}, but got input.size(2)={}.",
              pair(output_size), pair(o.kernel), pair(o.dilation), pair(o.padding), pair(o.stride),
              g.out_height, g.out_width, g.out_height * g.out_width, x.size(-1));
    }
    if (output_size[0] < 1 || output_size[1] < 1 || g.out_height < 1) {
        raise(ErrorKind::RuntimeError,
              "Expected output spatial size to be positive, but got: output_size={}.",
              pair(output_size));
    }
    Shape sizes{g.channels, output_size[0], output_size[1]};
    if (batched) sizes.insert(0, g.n);
    return record(
        info, {x}, folded(x, g, sizes), {.shapes = {o.kernel, o.dilation, o.padding, o.stride}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Shape& from = dy.sizes();
            const Shape plane{from[from.size() - 2], from.back()};
            dx.set(0, unfolded(dy,
                               geometry(from.size() == 4 ? from[0] : 1, from[from.size() - 3],
                                        plane, saved_options(saved)),
                               dx.sizes(0)));
        });
}

}  // namespace engine
