#include "engine/nn/init.h"

#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/kernels/erfinv.h"
#include "engine/kernels/orthonormal.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace engine::nn::init {

namespace {

// Elements of a tensor whose memory has no gaps, in memory order: how PyTorch fills it. Undefined
// for any other.
Tensor in_memory_order(const Tensor& tensor) {
    std::vector<std::pair<int64_t, int64_t>> dims;  // stride, size
    for (size_t d = 0; d < tensor.sizes().size(); ++d) {
        if (tensor.sizes()[d] != 1) dims.emplace_back(tensor.strides()[d], tensor.sizes()[d]);
    }
    std::sort(dims.begin(), dims.end());
    int64_t expected = 1;
    for (const auto& [stride, size] : dims) {
        if (stride != expected) return {};
        expected *= size;
    }
    return views::as_strided(tensor.detach(), Shape{tensor.numel()}, Shape{1}, tensor.offset());
}

// Calls `draw(span)` for the elements in the order in which PyTorch fills them.
template <class Draw>
void fill(const Tensor& tensor, std::string_view kernel, Draw draw) {
    if (tensor.is_meta()) return;  // no elements, no draws
    const NoGrad guard;
    dispatch_floating(tensor.dtype(), kernel, [&]<class T>() {
        const Tensor dense = in_memory_order(tensor);
        if (dense.defined()) {
            draw(dense.mutable_span<T>());
            tensor.bump_version();
            return;
        }
        const Tensor drawn = Tensor::like(tensor);
        draw(drawn.mutable_span<T>());
        tensor.copy_(drawn);
    });
}

// f of every element of a tensor that was just filled.
template <class F>
void change(const Tensor& tensor, F f) {
    if (tensor.is_meta()) return;
    const NoGrad guard;
    const Tensor packed = tensor.copy();
    dispatch_floating(tensor.dtype(), "init", [&]<class T>() {
        for (T& value : packed.mutable_span<T>()) value = f(value);
    });
    tensor.copy_(packed);
}

double xavier_std(const Tensor& weight, double gain) {
    const Fans fan = fans(weight);
    if (fan.in + fan.out == 0) raise(ErrorKind::ZeroDivisionError, "float division by zero");
    return gain * std::sqrt(2.0 / static_cast<double>(fan.in + fan.out));
}

double kaiming_std(const Tensor& weight, const KaimingOptions& options) {
    if (options.mode != "fan_in" && options.mode != "fan_out") {
        raise(ErrorKind::ValueError,
              "Mode {} not supported, please use one of ['fan_in', 'fan_out']", options.mode);
    }
    const Fans fan = fans(weight);
    const double gain = calculate_gain(options.nonlinearity, options.a);
    return gain / std::sqrt(static_cast<double>(options.mode == "fan_in" ? fan.in : fan.out));
}

void check_matrix(const Tensor& tensor) {
    if (tensor.dim() == 2) return;
    raise(ErrorKind::ValueError, "Only tensors with 2 dimensions are supported");
}

// Φ(x) of the standard normal
double normal_cdf(double x) {
    return (1 + std::erf(x / std::sqrt(2.0))) / 2;
}

}  // namespace

Fans fans(const Tensor& weight) {
    if (weight.dim() < 2) {
        raise(ErrorKind::ValueError,
              "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    }
    int64_t field = 1;
    for (int64_t dim = 2; dim < weight.dim(); ++dim) field *= weight.size(dim);
    return {.in = weight.size(1) * field, .out = weight.size(0) * field};
}

int64_t fan_in(const Tensor& weight) {
    return fans(weight).in;
}

double calculate_gain(std::string_view nonlinearity, std::optional<double> slope) {
    static constexpr std::string_view kLinear[] = {
        "linear",           "conv1d",           "conv2d",           "conv3d",
        "conv_transpose1d", "conv_transpose2d", "conv_transpose3d", "sigmoid",
    };
    if (std::find(std::begin(kLinear), std::end(kLinear), nonlinearity) != std::end(kLinear)) {
        return 1;
    }
    if (nonlinearity == "tanh") return 5.0 / 3;
    if (nonlinearity == "relu") return std::sqrt(2.0);
    if (nonlinearity == "leaky_relu") {
        const double a = slope.value_or(0.01);
        return std::sqrt(2.0 / (1 + a * a));
    }
    if (nonlinearity == "selu") return 3.0 / 4;
    raise(ErrorKind::ValueError, "Unsupported nonlinearity {}", nonlinearity);
}

void uniform_(const Tensor& tensor, double low, double high, Generator& generator) {
    fill(tensor, "check_uniform_bounds", [&](auto out) { generator.uniform(out, low, high); });
}

void normal_(const Tensor& tensor, double mean, double std, Generator& generator) {
    fill(tensor, "normal_kernel_cpu", [&](auto out) {
        // Blocks of 16 are for contiguous tensors alone.
        if (tensor.is_contiguous()) {
            generator.normal(out, mean, std);
        } else {
            generator.normal_scalar_path(out, mean, std);
        }
    });
}

void trunc_normal_(const Tensor& tensor, double mean, double std, double low, double high,
                   Generator& generator) {
    if (mean < low - 2 * std || mean > high + 2 * std) {
        warn(
            "mean is more than 2 std from [a, b] in nn.init.trunc_normal_. The distribution of "
            "values may be incorrect.");
    }
    const double from = normal_cdf((low - mean) / std);
    const double to = normal_cdf((high - mean) / std);
    uniform_(tensor, 2 * from - 1, 2 * to - 1, generator);
    change(tensor, [&](auto value) {
        using T = decltype(value);
        const T drawn = kernels::erfinv(value) * static_cast<T>(std * std::sqrt(2.0));
        return std::clamp(drawn + static_cast<T>(mean), static_cast<T>(low), static_cast<T>(high));
    });
}

void constant_(const Tensor& tensor, double value) {
    const NoGrad guard;
    tensor.fill_(value);
}

void eye_(const Tensor& tensor) {
    check_matrix(tensor);
    const NoGrad guard;
    tensor.zero_();
    const int64_t count = std::min(tensor.size(0), tensor.size(1));
    for (int64_t i = 0; i < count; ++i) {
        views::select(views::select(tensor.detach(), 0, i), 0, i).fill_(1);
    }
}

void dirac_(const Tensor& tensor, int64_t groups) {
    if (tensor.dim() < 3 || tensor.dim() > 5) {
        raise(ErrorKind::ValueError, "Only tensors with 3, 4, or 5 dimensions are supported");
    }
    if (groups == 0) raise(ErrorKind::ZeroDivisionError, "integer modulo by zero");
    if (tensor.size(0) % groups != 0) {
        raise(ErrorKind::ValueError, "dim 0 must be divisible by groups");
    }
    const NoGrad guard;
    tensor.zero_();
    const int64_t outputs = tensor.size(0) / groups;
    for (int64_t group = 0; group < groups; ++group) {
        for (int64_t d = 0; d < std::min(outputs, tensor.size(1)); ++d) {
            Tensor place = views::select(tensor.detach(), 0, group * outputs + d);
            place = views::select(place, 0, d);
            while (place.dim() > 0) place = views::select(place, 0, place.size(0) / 2);
            place.fill_(1);
        }
    }
}

void xavier_uniform_(const Tensor& weight, Generator& generator, double gain) {
    const double bound = std::sqrt(3.0) * xavier_std(weight, gain);
    uniform_(weight, -bound, bound, generator);
}

void xavier_normal_(const Tensor& weight, Generator& generator, double gain) {
    normal_(weight, 0, xavier_std(weight, gain), generator);
}

void kaiming_uniform_(const Tensor& weight, const KaimingOptions& options, Generator& generator) {
    if (weight.numel() == 0) return warn("Initializing zero-element tensors is a no-op");
    const double bound = std::sqrt(3.0) * kaiming_std(weight, options);
    uniform_(weight, -bound, bound, generator);
}

void kaiming_normal_(const Tensor& weight, const KaimingOptions& options, Generator& generator) {
    if (weight.numel() == 0) return warn("Initializing zero-element tensors is a no-op");
    normal_(weight, 0, kaiming_std(weight, options), generator);
}

void kaiming_uniform_(const Tensor& weight, double a, Generator& generator) {
    kaiming_uniform_(weight, {.a = a}, generator);
}

void orthogonal_(const Tensor& tensor, double gain, Generator& generator) {
    if (tensor.dim() < 2) {
        raise(ErrorKind::ValueError, "Only tensors with 2 or more dimensions are supported");
    }
    if (tensor.numel() == 0) return;
    const int64_t rows = tensor.size(0);
    const int64_t columns = tensor.numel() / rows;
    const Tensor flat = Tensor::empty({rows, columns}, tensor.dtype());
    normal_(flat, 0, 1, generator);
    // The vectors to make orthonormal are the shorter way: rows of a wide matrix.
    const bool wide = rows < columns;
    const Tensor vectors = (wide ? flat : views::transpose(flat, 0, 1)).copy();
    dispatch_floating(tensor.dtype(), "orthogonal_", [&]<class T>() {
        kernels::orthonormalize<T>(std::min(rows, columns), std::max(rows, columns),
                                   vectors.mutable_data<T>());
    });
    const NoGrad guard;
    const Tensor q = (wide ? vectors : views::transpose(vectors, 0, 1)).contiguous();
    tensor.copy_(views::view(q, tensor.sizes()));
    tensor.mul_(gain);
}

void sparse_(const Tensor& tensor, double sparsity, double std, Generator& generator) {
    check_matrix(tensor);
    const int64_t rows = tensor.size(0);
    const auto zeros = static_cast<int64_t>(std::ceil(sparsity * static_cast<double>(rows)));
    normal_(tensor, 0, std, generator);
    const NoGrad guard;
    std::vector<int64_t> order(static_cast<size_t>(rows));
    for (int64_t column = 0; column < tensor.size(1); ++column) {
        generator.randperm(order);
        const Tensor place = views::select(tensor.detach(), 1, column);
        for (int64_t i = 0; i < std::min(zeros, rows); ++i) {
            views::select(place, 0, order[static_cast<size_t>(i)]).zero_();
        }
    }
}

void linear_default_(const Tensor& weight, const Tensor& bias, Generator& generator) {
    kaiming_uniform_(weight, std::sqrt(5.0), generator);
    if (!bias.defined()) return;
    const int64_t fan = fan_in(weight);
    const double bound = fan > 0 ? 1 / std::sqrt(static_cast<double>(fan)) : 0;
    uniform_(bias, -bound, bound, generator);
}

}  // namespace engine::nn::init
