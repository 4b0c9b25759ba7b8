#include "engine/autograd/second_order.h"
#include "engine/kernels/resample.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "engine/autograd/ops_upsample.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

using Taps = std::vector<kernels::ResampleTap>;

int64_t taps_of(UpsampleMode mode) {
    return mode == UpsampleMode::Linear ? 2 : mode == UpsampleMode::Cubic ? 4 : 1;
}

// How far apart the places are that y reads, in elements of x. PyTorch computes in T.
template <class T>
T step(int64_t from, int64_t to, bool align_corners, std::optional<double> scale) {
    if (align_corners) {
        return to > 1 ? static_cast<T>(from - 1) / static_cast<T>(to - 1) : T(0);
    }
    return scale && *scale > 0 ? static_cast<T>(1 / *scale)
                               : static_cast<T>(from) / static_cast<T>(to);
}

// Weights of the four elements around a place `t` behind the second of them: cubic convolution
// with a = -0.75.
void cubic_weights(double t, double (&weight)[4]) {
    constexpr double a = -0.75;
    const auto near = [](double d) { return ((a + 2) * d - (a + 3)) * d * d + 1; };
    const auto far = [](double d) { return ((a * d - 5 * a) * d + 8 * a) * d - 4 * a; };
    weight[0] = far(t + 1);
    weight[1] = near(t);
    weight[2] = near(1 - t);
    weight[3] = far(2 - t);
}

template <class T>
Taps taps(int64_t from, int64_t to, const UpsampleOptions& options, std::optional<double> scale) {
    Taps out(static_cast<size_t>(to));
    const bool interpolates = taps_of(options.mode) > 1;
    const bool corners = options.align_corners && interpolates;
    const T stride = step<T>(from, to, corners, scale);
    for (int64_t i = 0; i < to; ++i) {
        kernels::ResampleTap& tap = out[static_cast<size_t>(i)];
        const auto place = static_cast<T>(i);
        if (!interpolates) {
            const T shift = options.mode == UpsampleMode::NearestExact ? T(0.5) : T(0);
            const auto at = static_cast<int64_t>(std::floor((place + shift) * stride));
            tap = {{std::min(at, from - 1)}, {1}};
            continue;
        }
        T source = corners ? place * stride : (place + T(0.5)) * stride - T(0.5);
        if (options.mode == UpsampleMode::Linear) {
            source = std::max(source, T(0));
            const int64_t first = std::min(static_cast<int64_t>(source), from - 1);
            const T behind = std::min(std::max(source - static_cast<T>(first), T(0)), T(1));
            tap = {{first, std::min(first + 1, from - 1)}, {1 - behind, behind}};
            continue;
        }
        const auto second = static_cast<int64_t>(std::floor(source));
        cubic_weights(source - static_cast<T>(second), tap.weight);
        for (int64_t k = 0; k < 4; ++k) {
            tap.at[k] = std::clamp<int64_t>(second - 1 + k, 0, from - 1);
        }
    }
    return out;
}

// The taps of all axes of x (N, C, *); those it does not have are one element read once.
struct Plan {
    Taps axes[3]{};
    int64_t sizes[3] = {1, 1, 1};
    int64_t planes;
    int64_t count;

    kernels::Resampling view(size_t dims) const {
        const auto axis = [&](size_t i) {
            return kernels::ResampleAxis{sizes[i], axes[i], i + dims < 3 ? 1 : count};
        };
        return {planes, axis(0), axis(1), axis(2)};
    }
};

template <class T>
Plan plan(const Shape& x, const Shape& output_size, const UpsampleOptions& options) {
    const size_t dims = output_size.size();
    Plan out{.planes = x[0] * x[1], .count = taps_of(options.mode)};
    for (size_t i = 0; i < 3; ++i) {
        if (i + dims < 3) {
            out.axes[i] = {{{0}, {1}}};
            continue;
        }
        const size_t axis = i + dims - 3;
        out.sizes[i] = x[axis + 2];
        out.axes[i] = taps<T>(x[axis + 2], output_size[axis], options, options.scales[axis]);
    }
    return out;
}

std::string by_letter(std::span<const int64_t> sizes) {
    constexpr std::string_view kLetters = "DHW";
    std::string out;
    for (size_t i = 0; i < sizes.size(); ++i) {
        out += fmt::format("{}{}: {}", i > 0 ? ", " : "", kLetters[3 - sizes.size() + i], sizes[i]);
    }
    return out;
}

void check(const Tensor& x, const Shape& output_size) {
    const auto last = std::span<const int64_t>(x.sizes()).subspan(2);
    const auto positive = [](int64_t n) { return n > 0; };
    if (!std::all_of(last.begin(), last.end(), positive) ||
        !std::all_of(output_size.begin(), output_size.end(), positive)) {
        raise(ErrorKind::RuntimeError,
              "Input and output sizes should be greater than 0, but got input ({}) and output ({})",
              by_letter(last), by_letter(output_size));
    }
    if (x.size(1) > 0) return;
    raise(ErrorKind::RuntimeError,
          "Non-empty {}D data tensor expected but got a tensor with sizes {}", x.dim(),
          x.sizes().str());
}

UpsampleOptions saved_options(const Saved& saved) {
    UpsampleOptions asked{.mode = static_cast<UpsampleMode>(saved.integer(0)),
                          .align_corners = saved.integer(1) != 0};
    for (size_t i = 0; i < 3; ++i) {
        if (saved.number(i) > 0) asked.scales[i] = saved.number(i);
    }
    return asked;
}

void recorded_upsample(const Saved& saved, const Tensor& dy, Grads& dx) {
    record_adjoint(saved, dy, dx,
                   [size = saved.shape(0), asked = saved_options(saved)](const Tensor& g) {
                       return upsample(g, size, asked);
                   });
}

const OpInfo& info_of(UpsampleMode mode, size_t dims) {
    static constexpr std::string_view kFormula = "y = x read at evenly spaced places";
    static constexpr OpInfo nearest[] = {
        {"UpsampleNearest1DBackward0", kFormula, recorded_upsample},
        {"UpsampleNearest2DBackward0", kFormula, recorded_upsample},
        {"UpsampleNearest3DBackward0", kFormula, recorded_upsample}};
    static constexpr OpInfo exact[] = {
        {"UpsampleNearestExact1DBackward0", kFormula, recorded_upsample},
        {"UpsampleNearestExact2DBackward0", kFormula, recorded_upsample},
        {"UpsampleNearestExact3DBackward0", kFormula, recorded_upsample}};
    static constexpr OpInfo linear[] = {
        {"UpsampleLinear1DBackward0", kFormula, recorded_upsample},
        {"UpsampleBilinear2DBackward0", kFormula, recorded_upsample},
        {"UpsampleTrilinear3DBackward0", kFormula, recorded_upsample}};
    static constexpr OpInfo cubic{"UpsampleBicubic2DBackward0", kFormula, recorded_upsample};
    switch (mode) {
        case UpsampleMode::Nearest:
            return nearest[dims - 1];
        case UpsampleMode::NearestExact:
            return exact[dims - 1];
        case UpsampleMode::Linear:
            return linear[dims - 1];
        case UpsampleMode::Cubic:
            break;
    }
    return cubic;
}

// What a refused dtype is told: PyTorch's kernels have many names.
std::string_view kernel_of(UpsampleMode mode) {
    return mode == UpsampleMode::Linear  ? "compute_indices_weights_linear"
           : mode == UpsampleMode::Cubic ? "compute_indices_weights_cubic"
                                         : "compute_indices_weights_nearest";
}

}  // namespace

// y = sum over nearby x of weight x.   dL/dx = sum over the y that read it of weight dL/dy
Tensor upsample(const Tensor& x, const Shape& output_size, const UpsampleOptions& options) {
    check(x, output_size);
    Shape sizes = x.sizes();
    for (size_t i = 0; i < output_size.size(); ++i) sizes[i + 2] = output_size[i];
    const Tensor y = Tensor::empty(sizes, x.dtype());
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), kernel_of(options.mode), [&]<class T>() {
        kernels::resample<T>(plan<T>(x.sizes(), output_size, options).view(output_size.size()),
                             packed.data<T>(), y.mutable_data<T>());
    });
    const auto scale = [&](size_t i) { return options.scales[i].value_or(0); };
    return record(
        info_of(options.mode, output_size.size()), {x}, y,
        {.numbers = {scale(0), scale(1), scale(2)},
         .integers = {static_cast<int64_t>(options.mode), options.align_corners},
         .shapes = {output_size}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const UpsampleOptions asked = saved_options(saved);
            const Tensor gradient = dy.contiguous();
            dispatch_floating(dy.dtype(), "upsample_backward", [&]<class T>() {
                kernels::resample_backward<T>(
                    plan<T>(dx.sizes(0), saved.shape(0), asked).view(saved.shape(0).size()),
                    gradient.data<T>(), dx.into<T>(0).data());
            });
        });
}

}  // namespace engine
