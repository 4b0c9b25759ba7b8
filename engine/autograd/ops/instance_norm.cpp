#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// One value a channel, once for each sample.
Tensor repeated(const Tensor& values, int64_t samples) {
    if (!values.defined()) return values;
    return reshape(expand(values, Shape{samples, values.numel()}), Shape{samples * values.numel()});
}

}  // namespace

// Every channel of every sample as a channel of one sample of batch_norm, as PyTorch has it.
BatchNormResult instance_norm(const Tensor& x, const Tensor& weight, const Tensor& bias,
                              const Tensor& running_mean, const Tensor& running_var, double eps) {
    const int64_t samples = x.size(0);
    Shape flat = x.sizes();
    flat[0] = 1;
    flat[1] = samples * x.size(1);
    BatchNormResult result =
        batch_norm(view(contiguous(x), flat), repeated(weight, samples), repeated(bias, samples),
                   repeated(running_mean, samples), repeated(running_var, samples), eps);
    result.y = view(result.y, x.sizes());
    const Shape each{samples, x.size(1)};
    result.mean = views::view(result.mean, each);
    result.var = views::view(result.var, each);
    result.invstd = views::view(result.invstd, each);
    return result;
}

}  // namespace engine
