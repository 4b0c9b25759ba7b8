#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pool_windows.h"
#include "engine/autograd/record.h"
#include "engine/kernels/pool2d.h"

namespace engine {

namespace {

kernels::Pool2dGeometry geometry(const Shape& x, std::span<const int64_t> o) {
    const std::size_t rank = x.size();
    kernels::Pool2dGeometry g{.planes = rank == 4 ? x[0] * x[1] : x[0],
                              .height = x[rank - 2],
                              .width = x[rank - 1],
                              .out_height = 0,
                              .out_width = 0,
                              .kernel_h = o[0],
                              .kernel_w = o[1],
                              .stride_h = o[2],
                              .stride_w = o[3],
                              .padding_h = o[4],
                              .padding_w = o[5],
                              .dilation_h = o[6],
                              .dilation_w = o[7]};
    g.out_height =
        pool_windows(g.height, g.kernel_h, g.stride_h, g.padding_h, g.dilation_h, o[8] != 0);
    g.out_width =
        pool_windows(g.width, g.kernel_w, g.stride_w, g.padding_w, g.dilation_w, o[8] != 0);
    return g;
}

}  // namespace

// y = the largest of each window.   dL/dx = dL/dy at the first largest, 0 elsewhere
Tensor max_pool2d(const Tensor& x, const MaxPool2dOptions& options, Tensor* indices) {
    static constexpr OpInfo info{.name = "MaxPool2DWithIndicesBackward0",
                                 .formula = "y = max of each window"};
    if (x.dim() != 3 && x.dim() != 4) {
        raise(ErrorKind::RuntimeError, "non-empty 3D or 4D (batch mode) tensor expected for input");
    }
    for (size_t i = 0; i < 2; ++i) {
        if (options.kernel[i] <= 0) {
            raise(ErrorKind::RuntimeError,
                  "kernel size should be greater than zero, but got kH: {} kW: {}",
                  options.kernel[0], options.kernel[1]);
        }
        if (options.stride[i] <= 0) {
            raise(ErrorKind::RuntimeError,
                  "stride should be greater than zero, but got dH: {} dW: {}", options.stride[0],
                  options.stride[1]);
        }
        if (options.padding[i] < 0 ||
            options.padding[i] > ((options.kernel[i] - 1) * options.dilation[i] + 1) / 2) {
            raise(ErrorKind::RuntimeError,
                  "pad should be at most half of effective kernel size, but got pad={}, "
                  "kernel_size={} and dilation={}",
                  options.padding[i], options.kernel[i], options.dilation[i]);
        }
    }
    const std::array<int64_t, 9> integers = {
        options.kernel[0],   options.kernel[1],   options.stride[0],
        options.stride[1],   options.padding[0],  options.padding[1],
        options.dilation[0], options.dilation[1], options.ceil_mode};
    const kernels::Pool2dGeometry g = geometry(x.sizes(), integers);
    if (g.out_height < 1 || g.out_width < 1) {
        raise(ErrorKind::RuntimeError,
              "Given input size: ({}x{}x{}). Calculated output size: ({}x{}x{}). Output size is "
              "too small",
              x.size(-3), g.height, g.width, x.size(-3), g.out_height, g.out_width);
    }
    Shape sizes = x.sizes();
    sizes[sizes.size() - 2] = g.out_height;
    sizes[sizes.size() - 1] = g.out_width;
    const Tensor y = Tensor::empty(sizes, x.dtype());
    const Tensor places = Tensor::empty(y.sizes(), DType::Int64);
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "max_pool2d", [&]<class T>() {
        kernels::max_pool2d<T>(g, packed.data<T>(), y.mutable_data<T>(),
                               places.mutable_data<int64_t>());
    });
    if (indices != nullptr) *indices = places;
    return record(
        info, {x}, y, {.tensors = {places}, .integers = std::span<const int64_t>(integers)},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const kernels::Pool2dGeometry windows_of = geometry(dx.sizes(0), saved.integers());
            const Tensor gradient = dy.contiguous();
            dispatch_floating(dy.dtype(), "max_pool2d", [&]<class T>() {
                kernels::max_pool2d_backward<T>(windows_of, saved.tensor(0).data<int64_t>(),
                                                gradient.data<T>(), dx.into<T>(0).data());
            });
        });
}

}  // namespace engine
