#include "engine/nn/backward_hooks.h"

#include "engine/autograd/record.h"
#include "engine/base/error.h"

namespace engine::nn {

/// What both nodes of one call share.
struct BackwardHooks::Call {
    ModulePtr module;
    std::vector<Hook> hooks;
    std::size_t inputs = 0;                 // arguments of the call
    std::vector<std::size_t> input_places;  // those that have a node
    std::size_t outputs = 0;
    std::vector<std::size_t> output_places;
    Value grad_output;  // None until it has come
};

namespace {

/// The hooks' node keeps a function that turns the gradients of its outputs into its inputs'.
struct Meeting final : NodeExtra {
    std::function<std::vector<Value>(std::vector<Value>)> gradients;
};

Value maybe(const Tensor& tensor) {
    return tensor.defined() ? Value(tensor) : Value();
}

void backward(const Saved& saved, const Tensor&, Grads& dx) {
    std::vector<Value> given;
    for (std::size_t i = 0; i < dx.count(); ++i) given.push_back(maybe(saved.dy(i)));
    const auto& meeting = static_cast<const Meeting&>(*saved.extra());
    const std::vector<Value> wanted = meeting.gradients(std::move(given));
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!wanted[i].is_none()) dx.set(i, wanted[i].tensor("grad_input"));
    }
}

const OpInfo kIdentity{.name = "BackwardHookFunctionBackward",
                       .formula = "y = x, where hooks meet the gradient",
                       .recorded = backward};

/// Puts the node behind the values at `places`. False: nothing there requires grad.
bool put_node(std::vector<Value>& values, std::vector<std::size_t>& places,
              std::function<std::vector<Value>(std::vector<Value>)> gradients) {
    std::vector<Tensor> inputs, outputs;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!values[i].is_tensor() || !needs_grad(values[i].tensor())) continue;
        places.push_back(i);
        inputs.push_back(values[i].tensor());
        outputs.push_back(values[i].tensor().detach());
    }
    if (inputs.empty()) return false;
    record_many(kIdentity, inputs, outputs, {}, backward);
    auto meeting = std::make_shared<Meeting>();
    meeting->gradients = std::move(gradients);
    static_cast<Node*>(outputs[0].grad_fn().get())->extra = std::move(meeting);
    for (std::size_t i = 0; i < places.size(); ++i) values[places[i]] = outputs[i];
    return true;
}

/// The gradients of some places among `count`, None elsewhere.
Value packed(const std::vector<Value>& gradients, const std::vector<std::size_t>& places,
             std::size_t count) {
    std::vector<Value> out(count);
    for (std::size_t i = 0; i < places.size(); ++i) out[places[i]] = gradients[i];
    return Value::tuple(std::move(out));
}

std::vector<Value> unpacked(const Value& gradients, const std::vector<std::size_t>& places) {
    std::vector<Value> out;
    for (const std::size_t place : places) out.push_back(gradients.sequence()->items[place]);
    return out;
}

/// What a hook returned in the place of gradients.
Value checked(const Value& result, const Value& gradients, std::string_view what) {
    const Sequence* const given = result.sequence();
    if (given == nullptr) {
        raise(ErrorKind::TypeError, "object of type '{}' has no len()", result.type_name());
    }
    const std::size_t expected = gradients.sequence()->items.size();
    if (given->items.size() != expected) {
        raise(ErrorKind::RuntimeError,
              "Backward {} returned an invalid number of {}, got {}, but expected {}",
              what == "grad_input" ? "hook" : "pre hook", what, given->items.size(), expected);
    }
    return result;
}

bool all_none(const Value& value) {
    if (value.is_none()) return true;
    const Sequence* const sequence = value.sequence();
    if (sequence == nullptr) return false;
    for (const Value& item : sequence->items) {
        if (!item.is_none()) return false;
    }
    return true;
}

}  // namespace

BackwardHooks::BackwardHooks(Module& module, std::vector<Hook> hooks)
    : call_(std::make_shared<Call>()) {
    call_->module = module.shared_from_this();
    call_->hooks = std::move(hooks);
}

std::vector<Value> BackwardHooks::wrap_inputs(std::vector<Value> args) {
    call_->inputs = args.size();
    put_node(args, call_->input_places, [call = call_](std::vector<Value> gradients) {
        if (call->grad_output.is_none()) {
            raise(ErrorKind::RuntimeError,
                  "Module backward hook for grad_input is called before the grad_output one. This "
                  "happens because the gradient in your nn.Module flows to the Module's input "
                  "without passing through the Module's output. Make sure that the output depends "
                  "on the input and that the loss is computed based on the output.");
        }
        Value grad_input = packed(gradients, call->input_places, call->inputs);
        for (const Hook& hook : call->hooks) {
            if (hook.kind != HookKind::FullBackward) continue;
            const Value result = call_callable(
                hook.callable, std::vector<Value>{call->module, grad_input, call->grad_output});
            if (!result.is_none()) grad_input = checked(result, grad_input, "grad_input");
        }
        call->grad_output = {};
        return unpacked(grad_input, call->input_places);
    });
    return args;
}

Value BackwardHooks::wrap_output(Value output) {
    const Sequence* const sequence = output.sequence();
    const bool is_tuple = sequence != nullptr && sequence->is_tuple;
    std::vector<Value> values = is_tuple ? sequence->items : std::vector<Value>{output};
    call_->outputs = values.size();
    const bool wrapped =
        put_node(values, call_->output_places, [call = call_](std::vector<Value> gradients) {
            Value grad_output = packed(gradients, call->output_places, call->outputs);
            for (const Hook& hook : call->hooks) {
                if (hook.kind != HookKind::FullBackwardPre) continue;
                const Value result =
                    call_callable(hook.callable, std::vector<Value>{call->module, grad_output});
                if (!result.is_none()) grad_output = checked(result, grad_output, "grad_output");
            }
            std::vector<Value> passed_on = unpacked(grad_output, call->output_places);
            if (!call->input_places.empty()) {
                call->grad_output = std::move(grad_output);
                return passed_on;
            }
            // Nothing that goes in will be met: this is the only place to tell.
            const Value grad_input = Value::tuple(std::vector<Value>(call->inputs));
            for (const Hook& hook : call->hooks) {
                if (hook.kind != HookKind::FullBackward) continue;
                const Value result = call_callable(
                    hook.callable, std::vector<Value>{call->module, grad_input, grad_output});
                if (!all_none(result)) {
                    raise(ErrorKind::RuntimeError,
                          "Backward hook for Modules where no input requires gradient should "
                          "always return None or None for all gradients.");
                }
            }
            return passed_on;
        });
    if (!wrapped) return output;
    if (!is_tuple) return values[0];
    return Value(std::make_shared<Sequence>(
        Sequence{.items = std::move(values), .tuple_class = sequence->tuple_class}));
}

}  // namespace engine::nn
