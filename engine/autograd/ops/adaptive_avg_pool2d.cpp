#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/kernels/avg_pool2d.h"

namespace engine {

namespace {

// Window i of o over a dimension of length L is [floor(i L / o), ceil((i + 1) L / o)).
std::vector<kernels::MeanWindow> windows(int64_t size, int64_t count) {
    std::vector<kernels::MeanWindow> result;
    for (int64_t i = 0; i < count; ++i) {
        const int64_t begin = i * size / count;
        const int64_t end = ((i + 1) * size + count - 1) / count;
        result.push_back({begin, end, end - begin});
    }
    return result;
}

}  // namespace

// y = mean of each window, as many as asked for.   dL/dx = dL/dy / size all over each window
Tensor adaptive_avg_pool2d(const Tensor& x, std::array<int64_t, 2> output_size) {
    static constexpr OpInfo info{.name = "AdaptiveAvgPool2DBackward0",
                                 .formula = "y = mean of each window"};
    if (output_size[0] < 0 || output_size[1] < 0) {
        raise(ErrorKind::RuntimeError,
              "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but "
              "received {{{}, {}}}",
              output_size[0], output_size[1]);
    }
    if (x.dim() != 3 && x.dim() != 4) {
        raise(ErrorKind::RuntimeError,
              "adaptive_avg_pool2d(): Expected 3D or 4D tensor, but got {}", x.sizes().str());
    }
    for (int64_t dim = x.dim() - 2; dim < x.dim(); ++dim) {
        if (x.size(dim) > 0) continue;
        raise(ErrorKind::RuntimeError,
              "adaptive_avg_pool2d(): Expected input to have non-zero size for non-batch "
              "dimensions, but input has sizes {} with dimension {} being empty",
              x.sizes().str(), dim);
    }
    // PyTorch takes the plain mean there, under its name.
    if (output_size[0] == 1 && output_size[1] == 1) return mean(x, Shape{-1, -2}, true);

    const int64_t height = x.size(-2), width = x.size(-1);
    Shape sizes = x.sizes();
    sizes[sizes.size() - 2] = output_size[0];
    sizes[sizes.size() - 1] = output_size[1];
    const Tensor y = Tensor::empty(sizes, x.dtype());
    const Tensor packed = x.contiguous();
    const auto rows = windows(height, output_size[0]);
    const auto columns = windows(width, output_size[1]);
    dispatch_floating(x.dtype(), "adaptive_avg_pool2d", [&]<class T>() {
        kernels::avg_pool2d<T>({x.numel() / (height * width), height, width, rows, columns},
                               packed.data<T>(), y.mutable_data<T>());
    });
    return record(info, {x}, y, [](const Saved&, const Tensor& dy, Grads& dx) {
        const Shape& input = dx.sizes(0);
        const int64_t tall = input[input.size() - 2], wide = input.back();
        const auto down = windows(tall, dy.size(-2));
        const auto across = windows(wide, dy.size(-1));
        const Tensor gradient = dy.contiguous();
        dispatch_floating(dy.dtype(), "adaptive_avg_pool2d", [&]<class T>() {
            kernels::avg_pool2d_backward<T>(
                {input.numel() / (tall * wide), tall, wide, down, across}, gradient.data<T>(),
                dx.into<T>(0).data());
        });
    });
}

}  // namespace engine
