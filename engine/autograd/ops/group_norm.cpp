#include "engine/autograd/ops.h"
#include "engine/autograd/ops/row_norm.h"

namespace engine {

// y = (x - mean) / sqrt(var + eps) weight + bias, with mean and var of each sample's groups of
// channels; weight and bias of each channel.   Backward: kernels/row_norm.h
Tensor group_norm(const Tensor& x, int64_t num_groups, const Tensor& weight, const Tensor& bias,
                  double eps) {
    static constexpr OpInfo info{.name = "NativeGroupNormBackward0",
                                 .formula = "y = (x - mean) / sqrt(var + eps) w + b, by groups",
                                 .recorded = recorded_row_norm};
    if (x.dim() < 2) {
        raise(ErrorKind::RuntimeError,
              "Expected at least 2 dimensions for input tensor but received {}", x.dim());
    }
    const int64_t channels = x.size(1);
    if (num_groups <= 0) {
        raise(ErrorKind::RuntimeError, "Expected num groups to be greater than 0, got {}",
              num_groups);
    }
    if (channels % num_groups != 0) {
        raise(ErrorKind::RuntimeError,
              "Expected number of channels in input to be divisible by num_groups, but got input "
              "of shape {} and num_groups={}",
              x.sizes().str(), num_groups);
    }
    const auto check = [&](const Tensor& tensor, const char* name) {
        if (!tensor.defined() || (tensor.dim() == 1 && tensor.numel() == channels)) return;
        raise(ErrorKind::RuntimeError,
              "Expected {} to be a vector of size equal to the number of channels in input, but "
              "got {} of shape {} and input of shape {}",
              name, name, tensor.sizes().str(), x.sizes().str());
    };
    check(weight, "weight");
    check(bias, "bias");
    int64_t inner = 1;
    for (int64_t dim = 2; dim < x.dim(); ++dim) inner *= x.size(dim);
    return row_norm(info, "GroupNormKernelImpl", x, weight, bias,
                    {x.size(0) * num_groups, channels / num_groups, inner, num_groups}, eps);
}

}  // namespace engine
