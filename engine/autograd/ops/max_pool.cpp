#include "engine/kernels/max_pool.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/plane_places.h"
#include "engine/autograd/ops/pool_plan.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

constexpr PoolWords kWords2d{
    .function = "max_pool2d",
    .kernel = "must either be a single int, or a tuple of two ints",
    .stride = "must either be omitted, a single int, or a tuple of two ints",
    .padding = "must be either be a single int, or a tuple of two ints",
    .dilation = "must be either a single int, or a tuple of two ints",
    .rank = "non-empty 3D or 4D (batch mode) tensor expected for input"};
constexpr PoolWords kWords3d{
    .function = "max_pool3d",
    .kernel = "must either be a single int, or a tuple of three ints",
    .stride = "must either be omitted, a single int, or a tuple of three ints",
    .padding = "must be either be a single int, or a tuple of three ints",
    .dilation = "must be either a single int, or a tuple of three ints",
    .rank = "non-empty 4D or 5D (batch mode) tensor expected for input",
    .checker = "max_pool3d_with_indices_out_cpu_template()"};

// 2 x 2 windows that touch: the usual case, which has a kernel of its own.
bool halves(const PoolPlan& plan, const Shape& x) {
    const Shape two{2, 2}, none{0, 0}, one{1, 1};
    return plan.kernel == two && plan.stride == two && plan.padding == none &&
           plan.dilation == one && 2 * plan.result[0] <= x[x.size() - 2] &&
           2 * plan.result[1] <= x.back();
}

// dL/dx = dL/dy at the place of the largest, 0 elsewhere. The number saved says how many of x's
// dimensions are a plane.
void backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const auto dims = static_cast<size_t>(saved.integer(0));
    const Shape& x = dx.sizes(0);
    const int64_t planes = planes_of(x, dims);
    const Tensor gradient = dy.contiguous();
    const int64_t inputs = x.numel() / std::max<int64_t>(planes, 1);
    const int64_t outputs = dy.numel() / std::max<int64_t>(planes, 1);
    dispatch_floating(dy.dtype(), "max_pool_backward", [&]<class T>() {
        kernels::max_pool_backward<T>(planes, inputs, outputs, saved.tensor(0).data<int64_t>(),
                                      gradient.data<T>(), dx.into<T>(0).data());
    });
}

// What max_pool1d refuses where no gradient is needed; elsewhere it is max_pool2d that refuses.
void check_plain_1d(const Tensor& x, const PoolOptions& options) {
    const auto one = [](const Shape& numbers, std::string_view name, std::string_view choices) {
        if (numbers.size() == 1) return numbers[0];
        raise(ErrorKind::RuntimeError,
              "max_pool1d() {} must be {} or tuple of ints of size 1 but got size {}", name,
              choices, numbers.size());
    };
    const int64_t kernel = one(options.kernel, "kernel_size", "an int, list of ints");
    const int64_t stride = options.stride.empty()
                               ? kernel
                               : one(options.stride, "stride", "None, an int, list of ints,");
    const int64_t padding = one(options.padding, "padding", "an int, list of ints,");
    const int64_t dilation = one(options.dilation, "dilation", "an int, list of ints");
    const auto positive = [](std::string_view name, int64_t value) {
        if (value > 0) return;
        raise(ErrorKind::RuntimeError, "max_pool1d() {} must be greater than zero, but got {}",
              name, value);
    };
    positive("kernel_size", kernel);
    positive("stride", stride);
    if (padding < 0) {
        raise(ErrorKind::RuntimeError, "max_pool1d() padding must be non-negative, but got {}",
              padding);
    }
    if (padding > kernel / 2) {
        raise(ErrorKind::RuntimeError,
              "max_pool1d() padding should be at most half of kernel size, but got padding={} and "
              "kernel_size={}",
              padding, kernel);
    }
    positive("dilation", dilation);
    const int64_t count =
        pool_windows(x.size(-1), kernel, stride, padding, dilation, options.ceil_mode);
    if (count < 0) {
        raise(ErrorKind::RuntimeError, "max_pool1d() Invalid computed output size: {}", count);
    }
}

Tensor max_pool1d(const Tensor& x, const PoolOptions& options, Tensor* indices) {
    const bool plain = indices == nullptr && !needs_grad(x);
    if (indices == nullptr) {
        const bool ranked = x.dim() == 2 || x.dim() == 3;
        if (!ranked || x.size(-2) == 0 || x.size(-1) == 0) {
            raise(ErrorKind::RuntimeError,
                  "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch "
                  "size for input, but got:{}",
                  x.sizes().str());
        }
    }
    check_two_or_three(x, "max_pool1d");
    if (plain) check_plain_1d(x, options);
    const auto one = [&](const Shape& numbers, std::string_view name) {
        return one_int(numbers, "max_pool1d", name);
    };
    const int64_t kernel = one(options.kernel, "kernel_size");
    const int64_t stride = options.stride.empty() ? kernel : one(options.stride, "stride");
    const int64_t padding = one(options.padding, "padding");
    const int64_t dilation = one(options.dilation, "dilation");
    if (plain && !is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError, "\"max_pool1d_impl\" not implemented for '{}'",
              scalar_name(x.dtype()));
    }
    if (plain &&
        pool_windows(x.size(-1), kernel, stride, padding, dilation, options.ceil_mode) == 0) {
        return Tensor::empty(with_last(x.sizes(), Shape{0}), x.dtype());
    }
    const Tensor y = max_pool(2, unsqueeze(x, -2),
                              {.kernel = {1, kernel},
                               .stride = {1, stride},
                               .padding = {0, padding},
                               .dilation = {1, dilation},
                               .ceil_mode = options.ceil_mode},
                              indices);
    if (indices != nullptr) *indices = squeeze(*indices, -2);
    return squeeze(y, -2);
}

}  // namespace

// y = the largest of each window
Tensor max_pool(int dims, const Tensor& x, const PoolOptions& options, Tensor* indices) {
    static constexpr OpInfo infos[] = {{.name = "MaxPool2DWithIndicesBackward0",
                                        .formula = "y = max of each window",
                                        .recorded = recorded_plane_places},
                                       {.name = "MaxPool3DWithIndicesBackward0",
                                        .formula = "y = max of each window",
                                        .recorded = recorded_plane_places}};
    if (dims == 1) return max_pool1d(x, options, indices);
    const PoolPlan plan = plan_pool(dims == 2 ? kWords2d : kWords3d, x, options);
    const Tensor y = Tensor::empty(with_last(x.sizes(), plan.result), x.dtype());
    const Tensor places = Tensor::empty(y.sizes(), DType::Int64);
    const Tensor packed = x.contiguous();
    const Shape& sizes = x.sizes();
    const int64_t planes = planes_of(sizes, static_cast<size_t>(dims));
    dispatch_floating(
        x.dtype(), dims == 2 ? "max_pool2d" : "max_pool3d_with_indices_cpu", [&]<class T>() {
            int64_t* at = places.mutable_data<int64_t>();
            if (dims == 2 && halves(plan, sizes)) {
                kernels::max_pool_halves<T>(planes, sizes[sizes.size() - 2], sizes.back(),
                                            plan.result[0], plan.result[1], packed.data<T>(),
                                            y.mutable_data<T>(), at);
                return;
            }
            const Shape& d = plan.dilation;
            const int64_t step[3] = {dims == 2 ? 1 : d[0], d[d.size() - 2], d.back()};
            kernels::max_pool<T>(sliding_boxes(sizes, plan, false).over(planes), step,
                                 packed.data<T>(), y.mutable_data<T>(), at);
        });
    if (indices != nullptr) *indices = places;
    return record(infos[dims - 2], {x}, y, {.tensors = {places}, .integers = {dims}}, backward);
}

Tensor max_pool2d(const Tensor& x, const MaxPool2dOptions& options, Tensor* indices) {
    return max_pool(2, x,
                    {.kernel = Shape(std::span<const int64_t>(options.kernel)),
                     .stride = Shape(std::span<const int64_t>(options.stride)),
                     .padding = Shape(std::span<const int64_t>(options.padding)),
                     .dilation = Shape(std::span<const int64_t>(options.dilation)),
                     .ceil_mode = options.ceil_mode},
                    indices);
}

// y = the largest of each window, as many as asked for
Tensor adaptive_max_pool(int dims, const Tensor& x, const Shape& output_size, Tensor* indices) {
    static constexpr OpInfo infos[] = {{.name = "AdaptiveMaxPool2DBackward0",
                                        .formula = "y = max of each window",
                                        .recorded = recorded_plane_places},
                                       {.name = "AdaptiveMaxPool3DBackward0",
                                        .formula = "y = max of each window",
                                        .recorded = recorded_plane_places}};
    if (dims == 1) {
        check_two_or_three(x, "adaptive_max_pool1d");
        const int64_t count = one_int(output_size, "adaptive_max_pool1d", "output_size");
        const Tensor y = adaptive_max_pool(2, unsqueeze(x, -2), {1, count}, indices);
        if (indices != nullptr) *indices = squeeze(*indices, -2);
        return squeeze(y, -2);
    }
    const int64_t rank = x.dim();
    if (rank != dims + 1 && rank != dims + 2) {
        raise(ErrorKind::RuntimeError,
              "adaptive_max_pool{}d(): Expected {}D or {}D tensor, but got: {}", dims, dims + 1,
              dims + 2, x.sizes().str());
    }
    for (int64_t i = rank == dims + 2 ? 1 : 0; i < rank; ++i) {
        if (x.size(i) > 0) continue;
        raise(ErrorKind::RuntimeError,
              "adaptive_max_pool{}d(): Expected input to have non-zero size for non-batch "
              "dimensions, but input has sizes {} with dimension {} being empty",
              dims, x.sizes().str(), i);
    }
    if (output_size.size() != static_cast<size_t>(dims)) {
        raise(ErrorKind::RuntimeError,
              "adaptive_max_pool{}d(): internal error: output_size.size() must be {}", dims, dims);
    }
    const Shape sizes = with_last(x.sizes(), output_size);
    for (const int64_t size : output_size) {
        if (size >= 0) continue;
        raise(ErrorKind::RuntimeError, "Trying to create tensor with negative dimension {}: {}",
              size, sizes.str());
    }
    const Tensor y = Tensor::empty(sizes, x.dtype());
    const Tensor places = Tensor::empty(sizes, DType::Int64);
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), dims == 2 ? "adaptive_max_pool2d" : "adaptive_max_pool3d_cpu",
                      [&]<class T>() {
                          const int64_t step[3] = {1, 1, 1};
                          kernels::max_pool<T>(adaptive_boxes(x.sizes(), output_size)
                                                   .over(planes_of(x.sizes(), output_size.size())),
                                               step, packed.data<T>(), y.mutable_data<T>(),
                                               places.mutable_data<int64_t>());
                      });
    if (indices != nullptr) *indices = places;
    return record(infos[dims - 2], {x}, y, {.tensors = {places}, .integers = {dims}}, backward);
}

}  // namespace engine
