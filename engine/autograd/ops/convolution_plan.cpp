// What convolutions refuse, in PyTorch's words and order, and the geometry of the rest.
#include "engine/autograd/ops/convolution.h"
#include "engine/autograd/ops/products.h"
#include "engine/base/error.h"

#include <algorithm>

namespace engine {

namespace {

std::string joined(std::span<const int64_t> numbers, std::string_view between) {
    return fmt::format("{}", fmt::join(numbers, between));
}

Shape one_a_dimension(const Shape& given, std::string_view name, size_t dims) {
    if (given.size() == dims) return given;
    if (given.size() == 1) return Shape::filled(dims, given[0]);
    raise(ErrorKind::RuntimeError,
          "expected {} to be a single integer value or a list of {} values to match the "
          "convolution dimensions, but got {}={}",
          name, dims, name, given.str());
}

bool any(const Shape& numbers, bool (*test)(int64_t)) {
    return std::any_of(numbers.begin(), numbers.end(), test);
}
constexpr auto kNegative = [](int64_t n) { return n < 0; };
constexpr auto kNotPositive = [](int64_t n) { return n <= 0; };

void check_signs(const ConvPlan& plan) {
    if (plan.groups <= 0) raise(ErrorKind::RuntimeError, "non-positive groups is not supported");
    if (any(plan.padding, kNegative)) {
        raise(ErrorKind::RuntimeError, "negative padding is not supported");
    }
    if (any(plan.output_padding, kNegative)) {
        raise(ErrorKind::RuntimeError, "negative output_padding is not supported");
    }
    if (any(plan.stride, kNotPositive)) {
        raise(ErrorKind::RuntimeError, "non-positive stride is not supported");
    }
}

void check_weight(const Tensor& x, const Shape& weight, int64_t groups) {
    if (weight.size() != x.sizes().size()) {
        raise(ErrorKind::RuntimeError,
              "Expected {}-dimensional input for {}-dimensional weight {}, but got {}-dimensional "
              "input of size {} instead",
              weight.size(), weight.size(), weight.str(), x.dim(), x.sizes().str());
    }
    if (weight[0] < groups) {
        raise(ErrorKind::RuntimeError,
              "Given groups={}, expected weight to be at least {} at dimension 0, but got weight "
              "of size {} instead",
              groups, groups, weight.str());
    }
    if (weight[0] % groups != 0) {
        raise(ErrorKind::RuntimeError,
              "Given groups={}, expected weight to be divisible by {} at dimension 0, but got "
              "weight of size [{}] instead",
              groups, groups, weight.str());
    }
}

void check_channels(const Tensor& x, const Shape& weight, const Tensor& bias, int64_t groups,
                    bool transposed) {
    const std::string given = transposed ? "Given transposed=1, " : "Given ";
    const int64_t channels = transposed ? weight[0] : weight[1] * groups;
    if (x.size(1) != channels) {
        raise(ErrorKind::RuntimeError,
              "{}weight of size {}, expected input{} to have {} channels, but got {} channels "
              "instead",
              transposed ? given : fmt::format("Given groups={}, ", groups), weight.str(),
              x.sizes().str(), channels, x.size(1));
    }
    const int64_t results = transposed ? weight[1] * groups : weight[0];
    if (bias.defined() && (bias.dim() != 1 || bias.size(0) != results)) {
        raise(ErrorKind::RuntimeError,
              "{}weight of size {}, expected bias to be 1-dimensional with {} elements, but got "
              "bias of size {} instead",
              given, weight.str(), results, bias.sizes().str());
    }
}

void check_types(const Tensor& x, const Tensor& weight, const Tensor& bias) {
    if (bias.defined() && bias.dtype() != x.dtype()) {
        raise(ErrorKind::RuntimeError, "Input type ({}) and bias type ({}) should be the same",
              raw::c_name(x.dtype()), raw::c_name(bias.dtype()));
    }
    if (x.dtype() != weight.dtype()) {
        raise(ErrorKind::RuntimeError, "expected scalar type {} but found {}",
              scalar_name(x.dtype()), scalar_name(weight.dtype()));
    }
}

constexpr std::string_view kAxes[] = {"depth", "height", "width"};

/// "stride_height: 1 stride_width: 1", of the last two or three axes: PyTorch computes one
/// dimension as two, the first of them `lone`.
std::string by_axis(std::string_view name, const Shape& numbers, int64_t lone) {
    std::string out;
    const size_t count = std::max<size_t>(numbers.size(), 2);
    for (size_t i = 0; i < count; ++i) {
        const bool added = numbers.size() < 2 && i == 0;
        out += fmt::format("{}{}_{}: {}", i > 0 ? " " : "", name, kAxes[3 - count + i],
                           added ? lone : numbers[numbers.size() < 2 ? 0 : i]);
    }
    return out;
}

void check_kernel(const Shape& weight, const ConvPlan& plan) {
    const Shape kernel(std::span<const int64_t>(weight).subspan(2));
    if (any(kernel, kNotPositive)) {
        raise(ErrorKind::RuntimeError, "kernel size should be greater than zero, but got {}",
              by_axis("kernel", kernel, 1));
    }
    if (any(plan.dilation, kNotPositive)) {
        raise(ErrorKind::RuntimeError, "dilation should be greater than zero, but got {}",
              plan.dilation.str());
    }
    for (size_t i = 0; i < plan.output_padding.size(); ++i) {
        if (plan.output_padding[i] < plan.stride[i] || plan.output_padding[i] < plan.dilation[i]) {
            continue;
        }
        raise(ErrorKind::RuntimeError,
              "output padding must be smaller than either stride or dilation, but got {} {} {}",
              by_axis("output_padding", plan.output_padding, 0), by_axis("stride", plan.stride, 1),
              by_axis("dilation", plan.dilation, 1));
    }
}

/// How far a window reaches along one axis.
int64_t reach(const ConvPlan& plan, const Shape& weight, size_t axis) {
    return plan.dilation[axis] * (weight[axis + 2] - 1) + 1;
}

void check_room(const Shape& x, const Shape& weight, const ConvPlan& plan) {
    Shape padded, kernel;
    bool fits = true;
    for (size_t i = 0; i < plan.stride.size(); ++i) {
        padded.push_back(x[i + 2] + 2 * plan.padding[i]);
        kernel.push_back(reach(plan, weight, i));
        fits = fits && padded.back() >= kernel.back();
    }
    if (fits) return;
    raise(ErrorKind::RuntimeError,
          "Calculated padded input size per channel: ({}). Kernel size: ({}). Kernel size can't be "
          "greater than actual input size",
          joined(padded, " x "), joined(kernel, " x "));
}

void check_result(const Shape& x, const Shape& result) {
    if (!any(result, kNotPositive)) return;
    // PyTorch has no transposed convolution of one dimension: it makes it one of two.
    const std::string_view height = result.size() == 1 ? "1 x " : "";
    raise(ErrorKind::RuntimeError,
          "Given input size per channel: ({}{}). Calculated output size per channel: ({}{}). "
          "Output size is too small",
          height, joined(std::span<const int64_t>(x).subspan(2), " x "), height,
          joined(result, " x "));
}

}  // namespace

ConvPlan plan_convolution(const Tensor& x, const Tensor& weight, const Tensor& bias,
                          const ConvolutionOptions& options) {
    if (weight.dim() < 3) {
        raise(ErrorKind::RuntimeError, "weight should have at least three dimensions");
    }
    const Shape& w = weight.sizes();
    const size_t dims = w.size() - 2;
    ConvPlan plan{.groups = options.groups, .transposed = options.transposed};
    plan.stride = one_a_dimension(options.stride, "stride", dims);
    plan.padding =
        one_a_dimension(options.same_padding ? Shape{0} : options.padding, "padding", dims);
    plan.dilation = one_a_dimension(options.dilation, "dilation", dims);
    plan.output_padding = one_a_dimension(options.output_padding, "output_padding", dims);
    if (options.same_padding && any(plan.stride, [](int64_t n) { return n != 1; })) {
        raise(ErrorKind::RuntimeError, "padding='same' is not supported for strided convolutions");
    }
    check_signs(plan);
    check_weight(x, w, plan.groups);
    check_channels(x, w, bias, plan.groups, plan.transposed);
    if (!plan.transposed && !options.same_padding) check_room(x.sizes(), w, plan);
    check_types(x, weight, bias);
    check_kernel(w, plan);
    for (size_t i = 0; i < dims; ++i) {
        const int64_t size = x.sizes()[i + 2];
        if (options.same_padding) {
            plan.padding[i] = (reach(plan, w, i) - 1) / 2;  // an odd row more comes after
            plan.result.push_back(size);
        } else if (plan.transposed) {
            plan.result.push_back((size - 1) * plan.stride[i] - 2 * plan.padding[i] +
                                  reach(plan, w, i) + plan.output_padding[i]);
        } else {
            plan.result.push_back(
                (size + 2 * plan.padding[i] - reach(plan, w, i)) / plan.stride[i] + 1);
        }
    }
    if (x.numel() == 0 && x.size(0) != 0 && x.size(1) != 0) {
        raise(ErrorKind::RuntimeError,
              "Only zero batch or zero channel inputs are supported, but got input shape: {}",
              x.sizes().str());
    }
    check_result(x.sizes(), plan.result);
    return plan;
}

kernels::ConvGeometry conv_geometry(const Shape& x, const Shape& weight, const ConvPlan& plan) {
    const size_t dims = plan.stride.size();
    // Axis 0 is depth; fewer dimensions leave the first axes alone.
    const auto axis = [&](const Shape& numbers, size_t from, size_t which, int64_t lone) {
        return which + dims < 3 ? lone : numbers[from + which + dims - 3];
    };
    const auto outside = [&](size_t which) { return axis(x, 2, which, 1); };
    const auto result = [&](size_t which) { return axis(plan.result, 0, which, 1); };
    const auto wide = [&](size_t which) {
        return plan.transposed ? result(which) : outside(which);
    };
    const auto narrow = [&](size_t which) {
        return plan.transposed ? outside(which) : result(which);
    };
    return {.n = x[0],
            .channels = weight[1] * plan.groups,
            .height = wide(1),
            .width = wide(2),
            .out_channels = weight[0],
            .out_height = narrow(1),
            .out_width = narrow(2),
            .kernel_h = axis(weight, 2, 1, 1),
            .kernel_w = axis(weight, 2, 2, 1),
            .stride_h = axis(plan.stride, 0, 1, 1),
            .stride_w = axis(plan.stride, 0, 2, 1),
            .padding_h = axis(plan.padding, 0, 1, 0),
            .padding_w = axis(plan.padding, 0, 2, 0),
            .dilation_h = axis(plan.dilation, 0, 1, 1),
            .dilation_w = axis(plan.dilation, 0, 2, 1),
            .groups = plan.groups,
            .depth = wide(0),
            .out_depth = narrow(0),
            .kernel_d = axis(weight, 2, 0, 1),
            .stride_d = axis(plan.stride, 0, 0, 1),
            .padding_d = axis(plan.padding, 0, 0, 0),
            .dilation_d = axis(plan.dilation, 0, 0, 1)};
}

}  // namespace engine
