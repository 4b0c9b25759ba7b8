// torch's functions that make tensors.
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

Tensor with_grad(Call& call, Tensor x, std::size_t i) {
    if (call.flag(i)) x.set_requires_grad(true);
    return x;
}

Value rand_(Call& call) {
    const Tensor x = Tensor::empty(call.shape(0));
    call.generator().uniform(x.mutable_span<float>());
    return with_grad(call, x, 1);
}

Value randn_(Call& call) {
    const Tensor x = Tensor::empty(call.shape(0));
    call.generator().normal(x.mutable_span<float>());
    return with_grad(call, x, 1);
}

constexpr Native kRows[] = {
    {kTorch, "zeros(*size, dtype=None, requires_grad=False)",
     [](Call& call) -> Value {
         return with_grad(
             call, Tensor::zeros(call.shape(0), call.maybe_dtype(1).value_or(DType::Float32)), 2);
     }},
    {kTorch, "ones(*size, dtype=None, requires_grad=False)",
     [](Call& call) -> Value {
         return with_grad(
             call, Tensor::ones(call.shape(0), call.maybe_dtype(1).value_or(DType::Float32)), 2);
     }},
    {kTorch, "rand(*size, requires_grad=False)", rand_},
    {kTorch, "randn(*size, requires_grad=False)", randn_},
};

}  // namespace

std::span<const Native> creation_names() {
    return kRows;
}

}  // namespace engine::script
