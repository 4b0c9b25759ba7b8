#include "engine/kernels/avg_pool2d.h"

#include <algorithm>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pool_windows.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

// The nine integers that backward gets, for one dimension (0 or 1) of x.
std::vector<kernels::MeanWindow> windows(int64_t size, size_t dim, std::span<const int64_t> o) {
    const int64_t kernel = o[dim], stride = o[2 + dim], padding = o[4 + dim];
    const bool ceil_mode = o[6] != 0, count_include_pad = o[7] != 0;
    const int64_t count = pool_windows(size, kernel, stride, padding, 1, ceil_mode);
    std::vector<kernels::MeanWindow> result;
    for (int64_t i = 0; i < count; ++i) {
        const int64_t start = i * stride - padding;
        const int64_t end = std::min(start + kernel, size + padding);  // what hangs over is no pad
        const int64_t first = std::max<int64_t>(start, 0), last = std::min(end, size);
        result.push_back({first, last, count_include_pad ? end - start : last - first});
    }
    return result;
}

void check(const AvgPool2dOptions& options) {
    for (size_t i = 0; i < 2; ++i) {
        if (options.stride[i] == 0) raise(ErrorKind::RuntimeError, "stride should not be zero");
    }
    for (size_t i = 0; i < 2; ++i) {
        if (options.kernel[i] <= 0) {
            raise(ErrorKind::RuntimeError,
                  "kernel size should be greater than zero, but got kH: {} kW: {}",
                  options.kernel[0], options.kernel[1]);
        }
        if (options.stride[i] < 0) {
            raise(ErrorKind::RuntimeError,
                  "stride should be greater than zero, but got dH: {} dW: {}", options.stride[0],
                  options.stride[1]);
        }
        if (options.padding[i] < 0) {
            raise(ErrorKind::RuntimeError, "pad must be non-negative, but got pad: {}",
                  options.padding[i]);
        }
        if (options.padding[i] > options.kernel[i] / 2) {
            raise(ErrorKind::RuntimeError,
                  "pad should be at most half of kernel size, but got pad={} and kernel_size={}",
                  options.padding[i], options.kernel[i]);
        }
    }
    if (options.divisor_override && *options.divisor_override == 0) {
        raise(ErrorKind::RuntimeError, "divisor must be not zero");
    }
}

}  // namespace

// y = sum of each window / its size.   dL/dx = dL/dy / size all over the window, windows added up
Tensor avg_pool2d(const Tensor& x, const AvgPool2dOptions& options) {
    static constexpr OpInfo info{.name = "AvgPool2DBackward0",
                                 .formula = "y = mean of each window"};
    check(options);
    x.size(-3);  // PyTorch's IndexError for fewer dimensions
    if (x.dim() > 4 || x.size(-3) == 0 || x.size(-2) == 0 || x.size(-1) == 0) {
        raise(ErrorKind::RuntimeError,
              "Expected 3D or 4D (batch mode) tensor with optional 0 dim batch size for input, but "
              "got:{}",
              x.sizes().str());
    }
    const std::array<int64_t, 9> integers = {
        options.kernel[0], options.kernel[1],         options.stride[0],
        options.stride[1], options.padding[0],        options.padding[1],
        options.ceil_mode, options.count_include_pad, options.divisor_override.value_or(0)};
    const int64_t height = x.size(-2), width = x.size(-1);
    const auto rows = windows(height, 0, integers);
    const auto columns = windows(width, 1, integers);
    if (rows.empty() || columns.empty()) {
        const auto count = [&](size_t dim, int64_t size) {
            return pool_windows(size, options.kernel[dim], options.stride[dim],
                                options.padding[dim], 1, options.ceil_mode);
        };
        raise(ErrorKind::RuntimeError,
              "Given input size: ({}x{}x{}). Calculated output size: ({}x{}x{}). Output size is "
              "too small",
              x.size(-3), height, width, x.size(-3), count(0, height), count(1, width));
    }
    Shape sizes = x.sizes();
    sizes[sizes.size() - 2] = std::ssize(rows);
    sizes[sizes.size() - 1] = std::ssize(columns);
    const Tensor y = Tensor::empty(sizes, x.dtype());
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "avg_pool2d", [&]<class T>() {
        kernels::avg_pool2d<T>(
            {x.numel() / (height * width), height, width, rows, columns, integers[8]},
            packed.data<T>(), y.mutable_data<T>());
    });
    return record(info, {x}, y, {.integers = std::span<const int64_t>(integers)},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Shape& input = dx.sizes(0);
                      const int64_t tall = input[input.size() - 2], wide = input.back();
                      const auto down = windows(tall, 0, saved.integers());
                      const auto across = windows(wide, 1, saved.integers());
                      const Tensor gradient = dy.contiguous();
                      dispatch_floating(dy.dtype(), "avg_pool2d", [&]<class T>() {
                          kernels::avg_pool2d_backward<T>({input.numel() / (tall * wide), tall,
                                                           wide, down, across, saved.integer(8)},
                                                          gradient.data<T>(), dx.into<T>(0).data());
                      });
                  });
}

}  // namespace engine
