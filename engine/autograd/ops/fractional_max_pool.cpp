#include "engine/kernels/fractional_max_pool.h"
#include "engine/autograd/ops/plane_places.h"

#include <algorithm>
#include <vector>

#include "engine/autograd/ops_fractional_pool.h"
#include "engine/autograd/record.h"
#include "engine/kernels/max_pool.h"

namespace engine {

namespace {

// "fractional_max_pool2d()", as errors name it.
std::string_view called(int dims) {
    return dims == 2 ? "fractional_max_pool2d()" : "fractional_max_pool3d_out()";
}

void check_windows(int dims, const Tensor& x, const Shape& kernel, const Shape& output) {
    const auto count = static_cast<size_t>(dims);
    for (const auto& [shape, name] :
         {std::pair{&kernel, "kernel_size"}, {&output, "output_size"}}) {
        if (shape->size() == count) continue;
        raise(ErrorKind::RuntimeError,
              "fractional_max_pool{}d: {} must either be a single Int or tuple of{} Ints", dims,
              name, dims == 2 ? "" : " three");
    }
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
        raise(ErrorKind::RuntimeError, "{}: Expected {}D or {}D tensor, but got: {}", called(dims),
              dims + 1, dims + 2, x.sizes().str());
    }
    for (int64_t i = x.dim() == dims + 2 ? 1 : 0; i < x.dim(); ++i) {
        if (x.size(i) > 0) continue;
        raise(ErrorKind::RuntimeError,
              "{}: Expected input to have non-zero size for non-batch dimensions, but got{} with "
              "dimension {} being empty.",
              called(dims), x.sizes().str(), i);
    }
    constexpr std::string_view kNames[] = {"time", "height", "width"};
    for (size_t d = 0; d < count; ++d) {
        const int64_t size = x.size(static_cast<int64_t>(d) - dims);
        const int64_t needed = output[d] + kernel[d] - 1;
        // The function of three dimensions asks for one more.
        if (kernel[d] > 0 && output[d] >= 0 && (dims == 2 ? needed <= size : needed < size))
            continue;
        raise(ErrorKind::RuntimeError, "{}: pool {} {} too large relative to input {} {}",
              called(dims), kNames[3 - count + d], kernel[d], kNames[3 - count + d], size);
    }
}

void check_samples(int dims, const Tensor& x, const Tensor& samples) {
    if (samples.dtype() != x.dtype()) {
        raise(ErrorKind::TypeError, "Expect _random_samples to have the same dtype as input");
    }
    if (samples.dim() != 3) {
        raise(ErrorKind::RuntimeError, "Expect _random_samples to have 3 dimensions, got {}",
              samples.dim());
    }
    if (samples.size(0) < (x.dim() == dims + 2 ? x.size(0) : 1)) {
        raise(ErrorKind::RuntimeError,
              "Expect _random_samples.size(0) no less then input batch size.");
    }
    if (samples.size(1) != x.size(-dims - 1)) {
        raise(ErrorKind::RuntimeError,
              "Expect _random_samples.size(1) equals to input channel size.");
    }
    if (samples.size(2) < dims) {
        raise(ErrorKind::RuntimeError, "Expect _random_samples.size(2) equals to {}; got {}.", dims,
              samples.size(2));
    }
}

// Where windows begin: steps of (input - window) / (output - 1), rounded down from a random place.
template <class T>
void place_windows(T sample, int64_t input, int64_t window, std::span<int64_t> starts) {
    if (starts.empty()) return;
    const T step = starts.size() > 1
                       ? static_cast<T>(input - window) / static_cast<T>(starts.size() - 1)
                       : T(0);
    for (size_t i = 0; i < starts.size(); ++i) {
        const int64_t start = static_cast<int64_t>((static_cast<T>(i) + sample) * step) -
                              static_cast<int64_t>(sample * step);
        starts[i] = std::clamp<int64_t>(start, 0, input - window);
    }
    starts.back() = input - window;
}

template <class T>
void pool_planes(size_t dims, const Tensor& x, const Shape& kernel, const Shape& output,
                 const Tensor& samples, const Tensor& y, const Tensor& places) {
    kernels::PlacedWindows windows{.input = {1, 1, 1}, .window = {1, 1, 1}, .starts = {}};
    std::vector<int64_t> starts[3] = {{0}, {0}, {0}};
    for (size_t d = 0; d < dims; ++d) {
        const size_t axis = 3 - dims + d;
        windows.input[axis] = x.sizes()[x.sizes().size() - dims + d];
        windows.window[axis] = kernel[d];
        starts[axis].resize(static_cast<size_t>(output[d]));
    }
    for (size_t axis = 0; axis < 3; ++axis) windows.starts[axis] = starts[axis];
    const int64_t inputs = windows.input[0] * windows.input[1] * windows.input[2];
    const int64_t outputs = output.numel();
    const int64_t planes = x.numel() / inputs;
    const int64_t drawn = samples.size(2);
    for (int64_t plane = 0; plane < planes; ++plane) {
        for (size_t d = 0; d < dims; ++d) {
            // Of two dimensions, the width's number comes first.
            const size_t which = dims == 2 ? 1 - d : d;
            const size_t axis = 3 - dims + d;
            place_windows<T>(samples.data<T>()[plane * drawn + static_cast<int64_t>(which)],
                             windows.input[axis], windows.window[axis], starts[axis]);
        }
        kernels::placed_max_pool<T>(windows, x.data<T>() + plane * inputs,
                                    y.mutable_data<T>() + plane * outputs,
                                    places.mutable_data<int64_t>() + plane * outputs);
    }
}

// dL/dx = dL/dy at the place of the largest, 0 elsewhere. Saved: places; how many of x's dimensions
// are a plane.
void backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Shape& x = dx.sizes(0);
    int64_t inputs = 1;
    for (size_t d = 0; d < static_cast<size_t>(saved.integer(0)); ++d) {
        inputs *= x[x.size() - 1 - d];
    }
    const int64_t planes = x.numel() / std::max<int64_t>(inputs, 1);
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "fractional_max_pool_backward", [&]<class T>() {
        kernels::max_pool_backward<T>(planes, inputs, dy.numel() / std::max<int64_t>(planes, 1),
                                      saved.tensor(0).data<int64_t>(), gradient.data<T>(),
                                      dx.into<T>(0).data());
    });
}

}  // namespace

Tensor fractional_max_pool(int dims, const Tensor& x, const Shape& kernel, const Shape& output_size,
                           const Tensor& samples, Tensor* indices) {
    static constexpr OpInfo infos[] = {{.name = "FractionalMaxPool2DBackward0",
                                        .formula = "y = max of each window",
                                        .recorded = recorded_plane_places},
                                       {.name = "FractionalMaxPool3DBackward0",
                                        .formula = "y = max of each window",
                                        .recorded = recorded_plane_places}};
    check_windows(dims, x, kernel, output_size);
    check_samples(dims, x, samples);
    Shape sizes(std::span(x.sizes().begin(), x.sizes().end() - dims));
    for (const int64_t size : output_size) sizes.push_back(size);
    const Tensor y = Tensor::empty(sizes, x.dtype());
    const Tensor places = Tensor::empty(sizes, DType::Int64);
    const Tensor packed = x.contiguous();
    const Tensor drawn = samples.contiguous();
    dispatch_floating(
        x.dtype(),
        dims == 2 ? "fractional_max_pool2d_out_frame" : "fractional_max_pool3d_out_frame",
        [&]<class T>() {
            if (x.numel() == 0) return;
            pool_planes<T>(static_cast<size_t>(dims), packed, kernel, output_size, drawn, y,
                           places);
        });
    if (indices != nullptr) *indices = places;
    return record(infos[dims - 2], {x}, y, {.tensors = {places}, .integers = {dims}}, backward);
}

}  // namespace engine
