#include "engine/autograd/custom_step.h"

#include "engine/autograd/backward_targets.h"
#include "engine/autograd/record.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

namespace {

// A saved output, with its history where that is wanted.
Tensor saved_output(const Saved& saved, size_t i, int64_t output) {
    Tensor y = saved.tensor(i).detach();
    if (!GradMode::enabled()) return y;
    TensorImpl& impl = *y.impl();
    Node& node = const_cast<Node&>(saved.node());  // one more owner: nothing else of it changes
    node.retain();
    impl.grad_fn = Ref<GradFn>::adopt(&node);
    impl.output = static_cast<uint32_t>(output);
    impl.requires_grad = true;
    return y;
}

bool fits(const Shape& sizes, const Shape& wanted) {
    if (sizes.size() < wanted.size()) return false;
    const size_t missing = sizes.size() - wanted.size();
    for (size_t d = 0; d < wanted.size(); ++d) {
        if (wanted[d] != 1 && wanted[d] != sizes[missing + d]) return false;
    }
    return true;
}

void custom_backward(const Saved& saved, const Tensor&, Grads& dx) {
    const auto& step = static_cast<const CustomStep&>(*saved.extra());
    const Node& node = saved.node();
    std::vector<Tensor> kept;
    for (size_t i = 0; i < node.tensors.size(); ++i) {
        const int64_t output = step.saved_outputs[i];
        kept.push_back(output < 0 ? saved.tensor(i) : saved_output(saved, i, output));
    }
    std::vector<Tensor> gradients;
    for (const Node::Output& output : node.outputs) {
        const bool missing = !output.grad.defined() && step.zeros;
        gradients.push_back(missing ? Tensor::zeros(output.sizes, output.dtype) : output.grad);
    }
    const std::vector<Tensor> results = step.backward(kept, gradients);
    for (size_t i = 0; i < results.size(); ++i) {
        if (!dx.wants(i) || !results[i].defined()) continue;
        if (!fits(results[i].sizes(), dx.sizes(i))) {
            raise(ErrorKind::RuntimeError,
                  "Function {} returned an invalid gradient at index {} - got {} but expected "
                  "shape compatible with {}",
                  step.name, i, results[i].sizes().str(), dx.sizes(i).str());
        }
        dx.set(i, results[i]);
    }
}

}  // namespace

void record_custom(std::shared_ptr<CustomStep> step, std::span<const Tensor> inputs,
                   std::span<Tensor> outputs, std::span<const Tensor> saved) {
    step->info = {
        .name = step->name, .formula = "a step of the script's own", .recorded = custom_backward};
    // What was written over in place has its history from before: it is an input that is an output.
    record_many(step->info, inputs, outputs, {}, custom_backward);
    if (outputs.empty() || outputs[0].is_leaf()) return;
    Node& node = *node_of(outputs[0]);
    for (const Tensor& tensor : saved) {
        int64_t which = -1;
        for (size_t k = 0; k < outputs.size(); ++k) {
            if (outputs[k].is(tensor)) which = static_cast<int64_t>(k);
        }
        step->saved_outputs.push_back(which);
        Node::SavedTensor& kept = node.tensors.emplace_back();
        if (!tensor.defined()) continue;
        kept.tensor = which < 0 ? tensor : tensor.detach();
        kept.version = tensor.version();
        kept.made_by = which < 0 ? tensor.grad_fn_name() : std::string_view(step->name);
        kept.output = tensor.impl()->output;
    }
    node.extra = std::move(step);
}

}  // namespace engine
