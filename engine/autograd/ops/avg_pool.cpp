#include "engine/kernels/avg_pool.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pool_plan.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

constexpr PoolWords kWords2d{
    .function = "avg_pool2d",
    .kernel = "must either be a single int, or a tuple of two ints",
    .stride = "must either be omitted, a single int, or a tuple of two ints",
    .padding = "must either be a single int, or a tuple of two ints"};
constexpr PoolWords kWords3d{.function = "avg_pool3d",
                             .kernel = "must be a single int, or a tuple of three ints",
                             .stride = "must be omitted, a single int, or a tuple of three ints",
                             .padding = "must be a single int, or a tuple of three ints",
                             .rank = "non-empty 4D or 5D (batch mode) tensor expected for input",
                             .checker = "avg_pool3d()",
                             .fits_kernel = true};

void spread(const PoolBoxes& boxes, size_t dims, int64_t divisor, const Tensor& dy, Grads& dx) {
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "avg_pool_backward", [&]<class T>() {
        kernels::avg_pool_backward<T>(boxes.over(planes_of(dx.sizes(0), dims)), divisor,
                                      gradient.data<T>(), dx.into<T>(0).data());
    });
}

// dL/dx = dL/dy / size all over the window, windows added up
void avg_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Shape& kernel = saved.shape(0);
    const PoolPlan plan{.kernel = kernel,
                        .stride = saved.shape(1),
                        .padding = saved.shape(2),
                        .dilation = Shape::filled(kernel.size(), 1),
                        .result = saved.shape(3)};
    spread(sliding_boxes(dx.sizes(0), plan, saved.integer(0) != 0), kernel.size(), saved.integer(1),
           dy, dx);
}

void recorded_avg(const Saved& saved, const Tensor& dy, Grads& dx) {
    PoolOptions options{.kernel = saved.shape(0),
                        .stride = saved.shape(1),
                        .padding = saved.shape(2),
                        .ceil_mode = saved.integer(2) != 0,
                        .count_include_pad = saved.integer(0) != 0};
    if (saved.integer(1) != 0) options.divisor_override = saved.integer(1);
    record_adjoint(
        saved, dy, dx,
        [options](const Tensor& g) {
            return avg_pool(static_cast<int>(options.kernel.size()), g, options);
        },
        true);
}

void recorded_adaptive(const Saved& saved, const Tensor& dy, Grads& dx) {
    record_adjoint(
        saved, dy, dx,
        [size = saved.shape(0)](const Tensor& g) {
            return adaptive_avg_pool(static_cast<int>(size.size()), g, size);
        },
        true);
}

Tensor avg_pool1d(const Tensor& x, const PoolOptions& options) {
    const auto one = [](const Shape& numbers, std::string_view name) {
        return one_int(numbers, "avg_pool1d", name);
    };
    check_two_or_three(x, "avg_pool1d");
    const int64_t kernel = one(options.kernel, "kernel_size");
    return squeeze(
        avg_pool(2, unsqueeze(x, -2),
                 {.kernel = {1, kernel},
                  .stride = {1, options.stride.empty() ? kernel : one(options.stride, "stride")},
                  .padding = {0, one(options.padding, "padding")},
                  .ceil_mode = options.ceil_mode,
                  .count_include_pad = options.count_include_pad}),
        -2);
}

void check_adaptive(int dims, const Tensor& x) {
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
        raise(ErrorKind::RuntimeError,
              "adaptive_avg_pool{}d(): Expected {}D or {}D tensor, but got {}", dims, dims + 1,
              dims + 2, x.sizes().str());
    }
    for (int64_t i = x.dim() - dims; i < x.dim(); ++i) {
        if (x.size(i) > 0) continue;
        raise(ErrorKind::RuntimeError,
              "adaptive_avg_pool{}d(): Expected input to have non-zero size for non-batch "
              "dimensions, but input has sizes {} with dimension {} being empty",
              dims, x.sizes().str(), i);
    }
}

void check_output_size(int dims, const Shape& output_size) {
    if (output_size.size() != static_cast<size_t>(dims)) {
        raise(ErrorKind::RuntimeError, "adaptive_avg_pool{}d: output_size must be {}", dims, dims);
    }
    bool negative = false;
    for (const int64_t size : output_size) negative = negative || size < 0;
    if (!negative) return;
    // PyTorch's own spaces, and its name of the other function.
    const std::string shown =
        dims == 2 ? fmt::format("{}, {}", output_size[0], output_size[1])
                  : fmt::format("{}, {},{}", output_size[0], output_size[1], output_size[2]);
    raise(ErrorKind::RuntimeError,
          "adaptive_avg_pool2d: elements of output_size must be greater than or equal to 0 but "
          "received {{{}}}",
          shown);
}

}  // namespace

// y = sum of each window / its size
Tensor avg_pool(int dims, const Tensor& x, const PoolOptions& options) {
    static constexpr OpInfo infos[] = {{.name = "AvgPool2DBackward0",
                                        .formula = "y = mean of each window",
                                        .recorded = recorded_avg},
                                       {.name = "AvgPool3DBackward0",
                                        .formula = "y = mean of each window",
                                        .recorded = recorded_avg}};
    if (dims == 1) return avg_pool1d(x, options);
    const PoolPlan plan = plan_pool(dims == 2 ? kWords2d : kWords3d, x, options);
    const Tensor y = Tensor::empty(with_last(x.sizes(), plan.result), x.dtype());
    const Tensor packed = x.contiguous();
    const int64_t divisor = options.divisor_override.value_or(0);
    dispatch_numeric(x.dtype(), dims == 2 ? "avg_pool2d" : "avg_pool3d_out_frame", [&]<class T>() {
        kernels::avg_pool<T>(sliding_boxes(x.sizes(), plan, options.count_include_pad)
                                 .over(planes_of(x.sizes(), plan.kernel.size())),
                             divisor, packed.data<T>(), y.mutable_data<T>());
    });
    return record(infos[dims - 2], {x}, y,
                  {.integers = {options.count_include_pad, divisor, options.ceil_mode},
                   .shapes = {plan.kernel, plan.stride, plan.padding, plan.result}},
                  avg_backward);
}

Tensor avg_pool2d(const Tensor& x, const AvgPool2dOptions& options) {
    return avg_pool(2, x,
                    {.kernel = Shape(std::span<const int64_t>(options.kernel)),
                     .stride = Shape(std::span<const int64_t>(options.stride)),
                     .padding = Shape(std::span<const int64_t>(options.padding)),
                     .ceil_mode = options.ceil_mode,
                     .count_include_pad = options.count_include_pad,
                     .divisor_override = options.divisor_override});
}

// y = mean of each window, as many as asked for.   dL/dx = dL/dy / size all over each window
Tensor adaptive_avg_pool(int dims, const Tensor& x, const Shape& output_size) {
    static constexpr OpInfo infos[] = {{.name = "AdaptiveAvgPool2DBackward0",
                                        .formula = "y = mean of each window",
                                        .recorded = recorded_adaptive},
                                       {.name = "AdaptiveAvgPool3DBackward0",
                                        .formula = "y = mean of each window",
                                        .recorded = recorded_adaptive}};
    if (dims == 1) {
        check_two_or_three(x, "adaptive_avg_pool1d");
        const int64_t count = one_int(output_size, "adaptive_avg_pool1d", "output_size");
        return squeeze(adaptive_avg_pool(2, unsqueeze(x, -2), {1, count}), -2);
    }
    check_output_size(dims, output_size);
    // PyTorch takes the plain mean there, under its name.
    if (dims == 2 && output_size == Shape{1, 1}) return mean(x, Shape{-1, -2}, true);
    if (dims == 3 && output_size == Shape{1, 1, 1}) return mean(x, Shape{-1, -2, -3}, true);
    check_adaptive(dims, x);
    const Tensor y = Tensor::empty(with_last(x.sizes(), output_size), x.dtype());
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), dims == 2 ? "adaptive_avg_pool2d" : "adaptive_avg_pool3d_cpu",
                      [&]<class T>() {
                          kernels::avg_pool<T>(adaptive_boxes(x.sizes(), output_size)
                                                   .over(planes_of(x.sizes(), output_size.size())),
                                               0, packed.data<T>(), y.mutable_data<T>());
                      });
    return record(infos[dims - 2], {x}, y, {.shapes = {output_size}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Shape& counts = saved.shape(0);
                      spread(adaptive_boxes(dx.sizes(0), counts), counts.size(), 0, dy, dx);
                  });
}

Tensor adaptive_avg_pool2d(const Tensor& x, std::array<int64_t, 2> output_size) {
    return adaptive_avg_pool(2, x, Shape(std::span<const int64_t>(output_size)));
}

}  // namespace engine
