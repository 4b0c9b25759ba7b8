#include "engine/nn/clip_grad.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/value.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/tensor_defaults.h"
#include "engine/tensor/tensor_impl.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace engine::nn {

namespace {

std::vector<Tensor> gradients_of(std::span<const Tensor> parameters) {
    std::vector<Tensor> gradients;
    for (const Tensor& parameter : parameters) {
        if (parameter.grad().defined()) gradients.push_back(parameter.grad().detach());
    }
    return gradients;
}

// The p-norm of some numbers; a NaN is largest and smallest.
double norm_of(std::span<const double> values, double p) {
    if (std::isinf(p)) {
        double found = p > 0 ? 0 : std::numeric_limits<double>::infinity();
        for (const double value : values) {
            const double size = std::abs(value);
            if (std::isnan(size)) return size;
            found = p > 0 ? std::max(found, size) : std::min(found, size);
        }
        return found;
    }
    double sum = 0;
    for (const double value : values) {
        const double size = std::abs(value);
        sum += p == 0 ? (size != 0 ? 1.0 : 0.0) : p == 2 ? size * size : std::pow(size, p);
    }
    return p == 0 ? sum : p == 2 ? std::sqrt(sum) : std::pow(sum, 1 / p);
}

// Where the dtype is float, what a tensor would have rounded to.
double rounded(double value, DType dtype) {
    return dtype == DType::Float32 ? static_cast<double>(static_cast<float>(value)) : value;
}

}  // namespace

Tensor clip_grad_norm_(std::span<const Tensor> parameters, const ClipOptions& options) {
    const NoGrad guard;
    const std::vector<Tensor> gradients = gradients_of(parameters);
    if (gradients.empty()) return Tensor::scalar(0, default_dtype());
    DType dtype = gradients[0].dtype();
    std::vector<double> norms;
    for (const Tensor& gradient : gradients) {
        dtype = promote_types(dtype, gradient.dtype());
        norms.push_back(
            rounded(norm_of(gradient.to_vector<double>(), options.norm_type), gradient.dtype()));
    }
    const double total = rounded(norm_of(norms, options.norm_type), dtype);
    if (options.error_if_nonfinite && !std::isfinite(total)) {
        raise(ErrorKind::RuntimeError,
              "The total norm of order {} for gradients from `parameters` is non-finite, so it "
              "cannot be clipped. To disable this error and scale the gradients by the non-finite "
              "norm anyway, set `error_if_nonfinite=False`",
              python_float(options.norm_type));
    }
    double scale = rounded(options.max_norm / rounded(total + 1e-6, dtype), dtype);
    if (scale > 1) scale = 1;  // a NaN stays
    for (const Tensor& gradient : gradients) gradient.mul_(scale);
    return Tensor::scalar(total, dtype);
}

void clip_grad_value_(std::span<const Tensor> parameters, double limit) {
    const NoGrad guard;
    for (const Tensor& gradient : gradients_of(parameters)) {
        const Tensor clipped = gradient.copy();
        dispatch_floating(gradient.dtype(), "clamp", [&]<class T>() {
            const T most = static_cast<T>(limit);
            for (T& value : clipped.mutable_span<T>()) {
                // With a negative limit the upper bound wins, as in torch.clamp.
                if (!std::isnan(value)) value = std::min(std::max(value, -most), most);
            }
        });
        gradient.copy_(clipped);
    }
}

Tensor parameters_to_vector(std::span<const Tensor> parameters) {
    std::vector<Tensor> parts;
    const int64_t flat = -1;
    for (const Tensor& parameter : parameters)
        parts.push_back(view(parameter, std::span(&flat, 1)));
    return cat(parts);
}

void vector_to_parameters(const Tensor& vector, std::span<const Tensor> parameters) {
    int64_t at = 0;
    for (const Tensor& parameter : parameters) {
        const int64_t count = parameter.numel();
        const Tensor part =
            views::view(views::slice(vector.detach(), 0, at, at + count), parameter.sizes());
        TensorImpl& impl = *parameter.impl();
        impl.storage = part.impl()->storage;
        impl.strides = part.strides();
        impl.offset = part.offset();
        impl.contiguous = part.is_contiguous();
        impl.dtype = part.dtype();
        at += count;
    }
}

}  // namespace engine::nn
