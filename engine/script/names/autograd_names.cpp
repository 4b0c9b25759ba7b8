// torch.autograd, Tensor's methods for gradients, and torch.nn.utils' for many of them.
#include "engine/autograd/backward.h"
#include "engine/autograd/custom_step.h"
#include "engine/autograd/grad_hooks.h"
#include "engine/base/warning.h"
#include "engine/nn/clip_grad.h"
#include "engine/script/interpreter.h"
#include "engine/script/native_tables.h"
#include "engine/script/tensor_hook.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/tensor_defaults.h"
#include "engine/tensor/tensor_impl.h"

#include <limits>

namespace engine::script {

namespace {

using nn::Value;

// retain_graph, and create_graph behind it, which retains unless told otherwise.
GraphOptions graph_options(const Call& call, std::size_t i) {
    const bool create = call[i + 1].truth();
    return {.retain = call.is_none(i) ? create : call[i].truth(), .create = create};
}

// A tensor, or a sequence of tensors; None gives none, and a None within an undefined one.
std::vector<Tensor> one_or_many(const Call& call, std::size_t i) {
    if (call.is_none(i)) return {};
    if (call[i].is_tensor()) return {call.tensor(i)};
    const nn::Sequence* const sequence = call[i].sequence();
    if (sequence == nullptr) {
        raise(ErrorKind::TypeError, "'{}' object is not iterable", call[i].type_name());
    }
    std::vector<Tensor> tensors;
    for (const Value& item : sequence->items) {
        if (!item.is_none() && !item.is_tensor()) {
            raise(ErrorKind::TypeError, "gradients can be either Tensors or None, but got {}",
                  item.type_name());
        }
        tensors.push_back(item.is_none() ? Tensor() : item.tensor());
    }
    return tensors;
}

void check_inputs(const Call& call, std::size_t i, const std::vector<Tensor>& inputs) {
    if (call.is_none(i) || !inputs.empty()) return;
    raise(ErrorKind::RuntimeError, "'inputs' argument to backward() cannot be empty.");
}

// backward of `tensors`, where the arguments from `i` on are gradients, retain_graph, create_graph.
Value run_backward(const Call& call, const std::vector<Tensor>& tensors, std::size_t i,
                   std::size_t inputs_at) {
    const std::vector<Tensor> inputs = one_or_many(call, inputs_at);
    check_inputs(call, inputs_at, inputs);
    const std::vector<Tensor> gradients = one_or_many(call, i);
    const GraphOptions options = graph_options(call, i + 1);
    if (options.create) {
        warn(
            "Using backward() with create_graph=True will create a reference cycle between the "
            "parameter and its gradient which can cause a memory leak. We recommend using "
            "autograd.grad when creating the graph to avoid this. If you have to use this "
            "function, make sure to reset the .grad fields of your parameters to None after use to "
            "break the cycle and avoid the leak.");
    }
    const HookScope hooks(call.context().host);
    backward(tensors, gradients, options, inputs);
    return {};
}

Value grad_(Call& call) {
    const std::vector<Tensor> outputs = one_or_many(call, 0);
    const std::vector<Tensor> inputs = one_or_many(call, 1);
    const HookScope hooks(call.context().host);
    const std::vector<Tensor> gradients =
        grad(outputs, inputs, one_or_many(call, 2), graph_options(call, 3), call.flag(6));
    std::vector<Value> results;
    for (const Tensor& gradient : gradients) {
        results.push_back(gradient.defined() ? Value(gradient) : Value());
    }
    return Value::tuple(std::move(results));
}

std::vector<Tensor> parameters(const Call& call, std::size_t i) {
    return one_or_many(call, i);
}

Value clip_grad_norm_(Call& call) {
    // Python's float() takes the word, too.
    const std::string* const word = call[2].text();
    const bool infinite = word != nullptr && *word == "inf";
    return nn::clip_grad_norm_(
        parameters(call, 0),
        {.max_norm = call.number(1),
         .norm_type = infinite ? std::numeric_limits<double>::infinity() : call.number(2),
         .error_if_nonfinite = call.flag(3)});
}

Value vector_to_parameters_(Call& call) {
    if (!call[0].is_tensor()) {
        raise(ErrorKind::TypeError, "expected torch.Tensor, but got: {}", call[0].type_name());
    }
    nn::vector_to_parameters(call.tensor(0), parameters(call, 1));
    return {};
}

Value list_of(const std::vector<Tensor>& tensors) {
    std::vector<Value> items;
    for (const Tensor& tensor : tensors)
        items.push_back(tensor.defined() ? Value(tensor) : Value());
    return Value::list(std::move(items));
}

// What torch.autograd.Function (library/function.py) ends with.
Value record_step_(Call& call) {
    const std::vector<Tensor> inputs = one_or_many(call, 1);
    std::vector<Tensor> outputs = one_or_many(call, 2);
    const std::vector<Tensor> written = one_or_many(call, 6);
    for (const Tensor& tensor : written) {
        if (!tensor.requires_grad() || !tensor.is_leaf()) continue;
        raise(ErrorKind::RuntimeError,
              "a leaf Variable that requires grad has been used in an in-place operation.");
    }
    for (const Tensor& output : outputs) output.impl()->base = {};
    auto step = std::make_shared<CustomStep>();
    step->name = call.text(0);
    step->zeros = call.flag(5);
    step->backward = [function = call[4]](const std::vector<Tensor>& saved,
                                          const std::vector<Tensor>& gradients) {
        const Value given[] = {list_of(saved), list_of(gradients)};
        const Value results = call_in_backward(function, given);
        std::vector<Tensor> tensors;
        for (const Value& item : results.sequence()->items) {
            tensors.push_back(item.is_none() ? Tensor() : item.tensor());
        }
        return tensors;
    };
    record_custom(std::move(step), inputs, outputs, one_or_many(call, 3));
    return {};
}

constexpr Native kRows[] = {
    {kMethod, "backward(input, gradient=None, retain_graph=None, create_graph=False, inputs=None)",
     [](Call& call) -> Value { return run_backward(call, {call.tensor(0)}, 1, 4); }},
    {kAutograd,
     "backward(tensors, grad_tensors=None, retain_graph=None, create_graph=False, "
     "grad_variables=None, inputs=None)",
     [](Call& call) -> Value { return run_backward(call, one_or_many(call, 0), 1, 5); }},
    {kAutograd,
     "grad(outputs, inputs, grad_outputs=None, retain_graph=None, create_graph=False, "
     "only_inputs=True, allow_unused=False, is_grads_batched=False)",
     grad_},
    {kAutograd, "_record_step(name, inputs, outputs, saved, backward, zeros, written)",
     record_step_},
    {kAutograd, "_set_anomaly(enabled, check_nan=True)",
     [](Call& call) -> Value {
         TensorDefaults& defaults = call.environment().tensor_defaults;
         defaults.anomaly = call.flag(0);
         defaults.anomaly_nan = call.flag(1);
         return {};
     }},
    {kTorch, "is_anomaly_enabled()", [](Call&) -> Value { return tensor_defaults().anomaly; }},
    {kTorch, "is_anomaly_check_nan_enabled()",
     [](Call&) -> Value { return tensor_defaults().anomaly_nan; }},
    {kMethod, "register_hook(input, hook)",
     [](Call& call) -> Value { return register_tensor_hook(call.tensor(0), call[1]); }},
    {kTensorProperty, "grad_fn(input)",
     [](Call& call) -> Value { return grad_fn_value(call.tensor(0)); }},
    {kMethod, "retain_grad(input)",
     [](Call& call) -> Value {
         retain_grad(call.tensor(0));
         return {};
     }},
    {kTensorProperty, "retains_grad(input)",
     [](Call& call) -> Value { return retains_grad(call.tensor(0)); }},
    {kTorch | kMethod, "is_inference(input)",
     [](Call& call) -> Value { return call.tensor(0).storage()->inference(); }},
    {kTorch, "is_inference_mode_enabled()",
     [](Call&) -> Value { return InferenceMode::enabled(); }},

    {kUtils, "clip_grad_norm_(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False)",
     clip_grad_norm_},
    {kUtils, "clip_grad_norm(parameters, max_norm, norm_type=2.0, error_if_nonfinite=False)",
     [](Call& call) -> Value {
         warn(
             "torch.nn.utils.clip_grad_norm is now deprecated in favor of "
             "torch.nn.utils.clip_grad_norm_.");
         return clip_grad_norm_(call);
     }},
    {kUtils, "clip_grad_value_(parameters, clip_value)",
     [](Call& call) -> Value {
         nn::clip_grad_value_(parameters(call, 0), call.number(1));
         return {};
     }},
    {kUtils, "parameters_to_vector(parameters)",
     [](Call& call) -> Value { return nn::parameters_to_vector(parameters(call, 0)); }},
    {kUtils, "vector_to_parameters(vec, parameters)", vector_to_parameters_},
};

}  // namespace

std::span<const Native> autograd_names() {
    return kRows;
}

}  // namespace engine::script
