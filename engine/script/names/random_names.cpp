// torch's functions that draw, and Tensor's methods that fill with what was drawn. Streams are
// those of chapter "Random streams (CPU)": see base/generator.h.
#include "engine/base/error.h"
#include "engine/script/names/tensor_options.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

Value rand_(Call& call) {
    const TensorOptions options(call, 1);
    const Tensor x = Tensor::empty(call.shape(0), options.dtype_or(DType::Float32));
    dispatch_floating(x.dtype(), "check_uniform_bounds",
                      [&]<class T>() { call.generator().uniform(x.mutable_span<T>()); });
    return options.finish(x);
}

Value randn_(Call& call) {
    const TensorOptions options(call, 1);
    const Tensor x = Tensor::empty(call.shape(0), options.dtype_or(DType::Float32));
    dispatch_floating(x.dtype(), "normal_kernel_cpu",
                      [&]<class T>() { call.generator().normal(x.mutable_span<T>()); });
    return options.finish(x);
}

constexpr Native kRows[] = {
    {kTorch, "rand(*size, dtype=None, device=None, requires_grad=False)", rand_},
    {kTorch, "randn(*size, dtype=None, device=None, requires_grad=False)", randn_},
};

}  // namespace

std::span<const Native> random_names() {
    return kRows;
}

}  // namespace engine::script
