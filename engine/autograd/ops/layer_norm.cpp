#include "engine/autograd/ops.h"
#include "engine/autograd/ops/row_norm.h"

#include <fmt/ranges.h>

namespace engine {

// y = (x - mean) / sqrt(var + eps) weight + bias over the last dimensions, each place with its own
// weight.   Backward: kernels/row_norm.h
Tensor layer_norm(const Tensor& x, std::span<const int64_t> normalized_shape, const Tensor& weight,
                  const Tensor& bias, double eps) {
    static constexpr OpInfo info{.name = "NativeLayerNormBackward0",
                                 .formula = "y = (x - mean) / sqrt(var + eps) w + b",
                                 .recorded = recorded_row_norm};
    const Shape shape(normalized_shape);
    if (shape.empty()) {
        raise(ErrorKind::RuntimeError,
              "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least "
              "one element, but got normalized_shape = []");
    }
    const auto check = [&](const Tensor& tensor, const char* name) {
        if (!tensor.defined() || tensor.sizes() == shape) return;
        raise(ErrorKind::RuntimeError,
              "Expected {} to be of same shape as normalized_shape, but got {} of shape {} and "
              "normalized_shape = {}",
              name, name, tensor.sizes().str(), shape.str());
    };
    check(weight, "weight");
    check(bias, "bias");
    const Shape& sizes = x.sizes();
    const bool fits = sizes.size() >= shape.size() &&
                      std::equal(shape.begin(), shape.end(),
                                 sizes.end() - static_cast<std::ptrdiff_t>(shape.size()));
    if (!fits) {
        raise(ErrorKind::RuntimeError,
              "Given normalized_shape={}, expected input with shape [*, {}], but got input of "
              "size{}",
              shape.str(), fmt::join(normalized_shape, ", "), sizes.str());
    }
    int64_t rows = 1;
    for (size_t i = 0; i + shape.size() < sizes.size(); ++i) rows *= sizes[i];
    return row_norm(info, "LayerNormKernelImpl", x, weight, bias, {rows, shape.numel(), 1, 1}, eps);
}

}  // namespace engine
