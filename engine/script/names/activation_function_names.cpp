// The activations as functions: torch.nn.functional's, torch's and Tensor's.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_activation.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/ops_random.h"
#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/nn/functional.h"
#include "engine/nn/softmax.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

template <Tensor (*op)(const Tensor&)>
Value plain(Call& call) {
    return op(call.tensor(0));
}
/// f(input, inplace=False)
template <Tensor (*op)(const Tensor&, bool)>
Value with_inplace(Call& call) {
    return op(call.tensor(0), call.flag(1));
}
/// f_(input)
template <Tensor (*op)(const Tensor&, bool)>
Value over(Call& call) {
    return op(call.tensor(0), true);
}
/// f(input, number, inplace=False)
template <Tensor (*op)(const Tensor&, double, bool)>
Value with_number(Call& call) {
    return op(call.tensor(0), call.number(1), call.flag(2));
}
/// f_(input, number)
template <Tensor (*op)(const Tensor&, double, bool)>
Value number_over(Call& call) {
    return op(call.tensor(0), call.number(1), true);
}
/// f(input, number)
template <Tensor (*op)(const Tensor&, double)>
Value only_number(Call& call) {
    return op(call.tensor(0), call.number(1));
}

Tensor checked_relu(const Tensor& x, bool inplace) {
    if (x.dtype() == DType::Bool) {
        raise(ErrorKind::RuntimeError, "Boolean inputs not supported for relu");
    }
    return inplace ? relu_(x) : relu(x);
}

Tensor relu6(const Tensor& x, bool inplace) {
    return hardtanh(x, 0, 6, inplace);
}

Value hardtanh_(Call& call) {
    return hardtanh(call.tensor(0), call.number(1), call.number(2), call.flag(3));
}
Value hardtanh_over(Call& call) {
    return hardtanh(call.tensor(0), call.number(1), call.number(2), true);
}
Value threshold_(Call& call) {
    return threshold(call.tensor(0), call.number(1), call.number(2), call.flag(3));
}
Value softplus_(Call& call) {
    return softplus(call.tensor(0), call.number(1), call.number(2));
}
Value gelu_(Call& call) {
    return gelu(call.tensor(0), call.text(1));
}
Value prelu_(Call& call) {
    return prelu(call.tensor(0), call.tensor(1));
}
Value glu_(Call& call) {
    return glu(call.tensor(0), call.integer(1));
}

/// The input in the dtype that was asked for.
Tensor in_dtype(const Call& call, std::size_t i) {
    const auto dtype = call.maybe_dtype(i);
    return dtype ? to(call.tensor(0), *dtype) : call.tensor(0);
}

// F's: dim may be left to the rank.
Value softmax_f(Call& call) {
    return softmax(in_dtype(call, 3), nn::softmax_dim(call[1], call.tensor(0), "softmax"));
}
Value log_softmax_f(Call& call) {
    return log_softmax(in_dtype(call, 3), nn::softmax_dim(call[1], call.tensor(0), "log_softmax"));
}
Value softmin_f(Call& call) {
    return softmax(neg(in_dtype(call, 3)), nn::softmax_dim(call[1], call.tensor(0), "softmin"));
}
// torch's and Tensor's.
Value softmax_(Call& call) {
    return softmax(in_dtype(call, 2), call.integer(1));
}
Value log_softmax_(Call& call) {
    return log_softmax(in_dtype(call, 2), call.integer(1));
}

// softmax((logits + Gumbel noise) / tau); hard: the largest as 1, with the gradient of the soft.
Value gumbel_softmax_(Call& call) {
    const Tensor& logits = call.tensor(0);
    const int64_t dim = call.integer(4);
    if (call.number(3) != 1e-10) warn("`eps` parameter is deprecated and has no effect.");
    const Tensor noise = Tensor::like(logits);
    exponential_(noise, call.generator());
    const Tensor soft = softmax(div(sub(logits, log(noise)), call.number(1)), dim);
    if (!call.flag(2)) return soft;
    const Tensor zeros = Tensor::zeros(logits.sizes(), logits.dtype());
    const Tensor hard = scatter(zeros, dim, argmax(soft.detach(), dim, true), 1.0);
    return add(sub(hard, soft.detach()), soft);
}

/// torch's dropout(input, p, train)
Value torch_dropout(Call& call) {
    const double p = call.number(1);
    if (!(p >= 0 && p <= 1)) {
        raise(ErrorKind::RuntimeError, "dropout probability has to be between 0 and 1, but got {}",
              p);
    }
    return nn::functional::dropout(call.context(), call.tensor(0), p, call.flag(2));
}
constexpr unsigned kBoth = kTorch | kMethod;

constexpr Native kRows[] = {
    {kFunctional, "relu(input, inplace=False)", with_inplace<checked_relu>},
    {kBoth, "relu(input)", [](Call& call) -> Value { return checked_relu(call.tensor(0), false); }},
    {kBoth | kFunctional, "relu_(input)", over<checked_relu>},
    {kFunctional, "relu6(input, inplace=False)", with_inplace<relu6>},
    {kFunctional, "leaky_relu(input, negative_slope=0.01, inplace=False)", with_number<leaky_relu>},
    {kFunctional, "leaky_relu_(input, negative_slope=0.01)", number_over<leaky_relu>},
    {kFunctional, "elu(input, alpha=1.0, inplace=False)", with_number<elu>},
    {kFunctional, "elu_(input, alpha=1.0)", number_over<elu>},
    {kFunctional | kTorch, "celu(input, alpha=1.0, inplace=False)", with_number<celu>},
    {kFunctional | kTorch, "celu_(input, alpha=1.0)", number_over<celu>},
    {kFunctional | kTorch, "selu(input, inplace=False)", with_inplace<selu>},
    {kFunctional | kTorch, "selu_(input)", over<selu>},
    {kFunctional, "silu(input, inplace=False)", with_inplace<silu>},
    {kFunctional, "mish(input, inplace=False)", with_inplace<mish>},
    {kFunctional, "hardswish(input, inplace=False)", with_inplace<hardswish>},
    {kFunctional, "hardsigmoid(input, inplace=False)", with_inplace<hardsigmoid>},
    {kFunctional, "hardtanh(input, min_val=-1.0, max_val=1.0, inplace=False)", hardtanh_},
    {kFunctional, "hardtanh_(input, min_val=-1.0, max_val=1.0)", hardtanh_over},
    {kFunctional | kTorch, "threshold(input, threshold, value, inplace=False)", threshold_},
    {kFunctional, "gelu(input, approximate='none')", gelu_},
    {kFunctional | kBoth, "prelu(input, weight)", prelu_},
    {kFunctional, "glu(input, dim=-1)", glu_},
    {kFunctional, "logsigmoid(input)", plain<logsigmoid>},
    {kFunctional, "softsign(input)", plain<softsign>},
    {kFunctional, "tanhshrink(input)", plain<tanhshrink>},
    {kFunctional, "softplus(input, beta=1, threshold=20)", softplus_},
    {kFunctional, "softshrink(input, lambd=0.5)", only_number<softshrink>},
    {kFunctional | kBoth, "hardshrink(input, lambd=0.5)", only_number<hardshrink>},
    {kFunctional, "softmax(input, dim=None, _stacklevel=3, dtype=None)", softmax_f},
    {kFunctional, "log_softmax(input, dim=None, _stacklevel=3, dtype=None)", log_softmax_f},
    {kFunctional, "softmin(input, dim=None, _stacklevel=3, dtype=None)", softmin_f},
    {kBoth, "softmax(input, dim, dtype=None)", softmax_},
    {kBoth, "log_softmax(input, dim, dtype=None)", log_softmax_},
    {kFunctional, "gumbel_softmax(logits, tau=1, hard=False, eps=1e-10, dim=-1)", gumbel_softmax_},

    {kTorch, "dropout(input, p, train)", torch_dropout},
};

}  // namespace

std::span<const Native> activation_function_names() {
    return kRows;
}

}  // namespace engine::script
