#include "engine/autograd/backward.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "engine/autograd/backward_targets.h"
#include "engine/autograd/grad_hooks.h"
#include "engine/autograd/history.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/ops_reduce.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/tensor_defaults.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

namespace {

bool may_write_over(const Tensor& sum, const Tensor& added) {
    return owns_alone(sum) && sum.is_contiguous() && sum.dtype() == added.dtype();
}

// sum += added, where the first contribution is taken as it is.
void accumulate(Tensor& sum, Tensor added) {
    if (!sum.defined()) {
        sum = std::move(added);
    } else if (GradMode::enabled()) {  // create_graph
        sum = add(sum, added);
    } else if (may_write_over(sum, added)) {
        raw::binary_into(kernels::BinaryOp::Add, sum, added);
    } else {
        sum = raw::binary(kernels::BinaryOp::Add, sum, added);
    }
}

bool made_earlier(const Ref<Node>& a, const Ref<Node>& b) {
    return a->sequence < b->sequence;
}

// A pass's lists. The room they have taken stays with the thread for its next pass; a pass within
// a pass takes room of its own.
struct Lists {
    std::vector<Ref<Node>> queue;  // a heap: the latest first
    std::vector<Tensor> leaves;
    std::vector<Tensor> results;
};
thread_local Lists kept_lists;

// One backward. Whatever it left in nodes and leaves is taken away at the end, also of a failed
// one.
class Pass {
public:
    // `targets` is null where all leaves are wanted.
    explicit Pass(Targets* targets) : targets_(targets), lists_(std::move(kept_lists)) {}
    ~Pass() {
        for (const Tensor& leaf : leaves_) leaf.impl()->pending = {};
        for (const Ref<Node>& node : queue_) forget(*node);
        queue_.clear();
        leaves_.clear();
        results_.clear();
        kept_lists = std::move(lists_);
    }
    Pass(const Pass&) = delete;
    Pass& operator=(const Pass&) = delete;

    void start(const Tensor& tensor, Tensor gradient) {
        if (tensor.is_leaf()) {
            if (targets_ == nullptr || targets_->wants_leaf(tensor)) {
                deliver_to_leaf(tensor, std::move(gradient));
            }
            return;
        }
        tensor.grad_fn()->retain();
        deliver_to_node(Ref<Node>::adopt(node_of(tensor)), tensor.impl()->output,
                        std::move(gradient));
    }

    // A node's consumers were all made after it: in descending order of creation, all that can come
    // has come.
    void run(bool retain_graph) {
        while (!queue_.empty()) {
            std::pop_heap(queue_.begin(), queue_.end(), made_earlier);
            const Ref<Node> node = std::move(queue_.back());
            queue_.pop_back();
            try {
                run_node(*node, retain_graph);
            } catch (...) {
                forget(*node);
                if (targets_ == nullptr) write_finished_leaves(*node);
                throw;
            }
        }
        tell_leaves();
    }

    void write_leaves() {
        for (const Tensor& leaf : leaves_) {
            TensorImpl& impl = *leaf.impl();
            Tensor gradient = std::move(impl.pending);
            impl.pending = {};
            add_to_grad(impl, std::move(gradient));
        }
        leaves_.clear();
    }

    static void add_to_grad(TensorImpl& impl, Tensor gradient) {
        if (GradMode::enabled()) {  // create_graph
            impl.grad = impl.grad.defined() ? add(impl.grad, gradient) : std::move(gradient);
        } else if (impl.grad.defined()) {
            raw::binary_into(kernels::BinaryOp::Add, impl.grad, gradient);
            impl.grad.bump_version();
        } else if (!gradient.is_contiguous()) {
            impl.grad = gradient.copy();
        } else {
            impl.grad = owns_alone(gradient) ? std::move(gradient) : gradient.snapshot();
        }
    }

    // What has come for a leaf; undefined for nothing.
    static Tensor result(const Tensor& leaf) { return leaf.impl()->pending; }

private:
    static void forget(Node& node) {
        node.queued = false;
        for (Node::Output& output : node.outputs) output.grad = {};
    }

    void run_node(Node& node, bool retain_graph) {
        node.queued = false;
        for (Node::Output& output : node.outputs) {
            if (output.listeners && output.grad.defined()) {
                output.grad = tell(*output.listeners, std::move(output.grad));
            }
        }
        if (targets_ != nullptr) {
            targets_->arrive(node);
            if (!targets_->runs(node)) return forget(node);
        }
        results_.clear();
        results_.resize(node.edges.size());
        Grads grads(node, results_);
        // The gradients' own history: a formula in recorded ops.
        const BackwardFn formula = GradMode::enabled() ? recorded(node) : node.backward;
        formula(Saved(node), node.outputs[0].grad, grads);
        forget(node);
        if (!retain_graph) node.free_saved();
        if (MetaPass::active()) fill_shapes(node);
        if (tensor_defaults().anomaly && tensor_defaults().anomaly_nan) check_nan(node);
        for (size_t i = 0; i < node.edges.size(); ++i) {
            const Edge& edge = node.edges[i];
            if (!results_[i].defined()) continue;
            if (targets_ != nullptr && !targets_->wants(edge)) continue;
            if (edge.node) {
                deliver_to_node(edge.node, edge.output, std::move(results_[i]));
            } else if (edge.leaf.defined()) {
                deliver_to_leaf(edge.leaf, std::move(results_[i]));
            }
        }
    }

    // What a formula's loops would have made.
    void fill_shapes(const Node& node) {
        for (size_t i = 0; i < node.edges.size(); ++i) {
            const Edge& edge = node.edges[i];
            if (edge.wanted() && !results_[i].defined()) {
                results_[i] = Tensor::meta(edge.sizes, edge.dtype);
            }
        }
    }

    void check_nan(const Node& node) const {
        const NoGrad guard;
        for (size_t i = 0; i < results_.size(); ++i) {
            if (!results_[i].defined() || !any(isnan(results_[i].detach())).item<bool>()) continue;
            raise(ErrorKind::RuntimeError, "Function '{}' returned nan values in its {}th output.",
                  node.name(), i);
        }
    }

    static BackwardFn recorded(const Node& node) {
        if (node.info->recorded != nullptr) return node.info->recorded;
        raise(ErrorKind::NotImplementedError,
              "create_graph=True through {} is outside the PyTorch subset that Modescope runs",
              node.name());
    }

    void tell_leaves() {
        for (const Tensor& leaf : leaves_) {
            TensorImpl& impl = *leaf.impl();
            if (impl.listeners) impl.pending = tell(*impl.listeners, std::move(impl.pending));
        }
    }

    // A pass that fails: PyTorch has written by then what leaves had their whole gradient. Those
    // that the nodes still to run would have added to have not.
    void write_finished_leaves(const Node& failed) {
        std::vector<const Node*> waiting{&failed};
        for (const Ref<Node>& node : queue_) waiting.push_back(node.get());
        std::unordered_set<const Node*> seen(waiting.begin(), waiting.end());
        std::unordered_set<const void*> unfinished;
        for (std::size_t i = 0; i < waiting.size(); ++i) {
            for (const Edge& edge : waiting[i]->edges) {
                if (edge.leaf.defined()) unfinished.insert(edge.leaf.identity());
                if (edge.node && seen.insert(edge.node.get()).second) {
                    waiting.push_back(edge.node.get());
                }
            }
        }
        std::erase_if(leaves_, [&](const Tensor& leaf) {
            if (!unfinished.contains(leaf.identity())) return false;
            leaf.impl()->pending = {};
            return true;
        });
        tell_leaves();
        write_leaves();
    }

    void deliver_to_node(const Ref<Node>& node, uint32_t output, Tensor gradient) {
        accumulate(node->outputs[output].grad, std::move(gradient));
        if (node->queued) return;
        node->queued = true;
        queue_.push_back(node);
        std::push_heap(queue_.begin(), queue_.end(), made_earlier);
    }

    void deliver_to_leaf(const Tensor& leaf, Tensor gradient) {
        if (!leaf.impl()->pending.defined()) leaves_.push_back(leaf);
        accumulate(leaf.impl()->pending, std::move(gradient));
    }

    Targets* targets_;
    Lists lists_;
    std::vector<Ref<Node>>& queue_ = lists_.queue;
    std::vector<Tensor>& leaves_ = lists_.leaves;
    std::vector<Tensor>& results_ = lists_.results;
};

// What a backward starts from: the gradient given for the tensor, or ones.
Tensor first_gradient(const Tensor& tensor, const Tensor& gradient, size_t index) {
    if (!gradient.defined()) {
        if (tensor.numel() != 1) {
            raise(ErrorKind::RuntimeError,
                  "grad can be implicitly created only for scalar outputs");
        }
        return tensor.is_meta() ? Tensor::meta(tensor.sizes(), tensor.dtype())
                                : Tensor::ones(tensor.sizes(), tensor.dtype());
    }
    if (gradient.sizes() != tensor.sizes()) {
        raise(ErrorKind::RuntimeError,
              "Mismatch in shape: grad_output[{}] has a shape of {} and output[{}] has a shape of "
              "{}.",
              index, gradient.sizes().torch_str(), index, tensor.sizes().torch_str());
    }
    return gradient.to(tensor.dtype());
}

void check_history(const Tensor& tensor, size_t index) {
    refresh_history(tensor);
    if (tensor.requires_grad()) return;
    raise(ErrorKind::RuntimeError,
          "element {} of tensors does not require grad and does not have a grad_fn", index);
}

std::vector<Tensor> first_gradients(std::span<const Tensor> tensors,
                                    std::span<const Tensor> gradients) {
    if (!gradients.empty() && gradients.size() < tensors.size()) {
        raise(ErrorKind::RuntimeError, "got {} tensors and {} gradients", tensors.size(),
              gradients.size());
    }
    const auto given = [&](size_t i) { return gradients.empty() ? Tensor() : gradients[i]; };
    std::vector<Tensor> first(tensors.size());
    // A result without history is refused after one whose gradient cannot be made up.
    for (size_t i = 0; i < tensors.size(); ++i) {
        if (given(i).defined() || tensors[i].requires_grad()) {
            first[i] = first_gradient(tensors[i], given(i), i);
        }
    }
    for (size_t i = 0; i < tensors.size(); ++i) check_history(tensors[i], i);
    return first;
}

bool any_meta(std::span<const Tensor> tensors) {
    return std::any_of(tensors.begin(), tensors.end(),
                       [](const Tensor& tensor) { return tensor.is_meta(); });
}

}  // namespace

void backward(const Tensor& tensor, const Tensor& gradient, bool retain_graph) {
    check_history(tensor, 0);
    const NoGrad no_grad;
    const MetaScope meta(tensor.is_meta());
    Pass pass(nullptr);
    pass.start(tensor, first_gradient(tensor, gradient, 0));
    pass.run(retain_graph);
    pass.write_leaves();
}

void backward(std::span<const Tensor> tensors, std::span<const Tensor> gradients,
              GraphOptions graph, std::span<const Tensor> inputs) {
    std::vector<Tensor> first = first_gradients(tensors, gradients);
    const SetGradEnabled grad_mode(graph.create);
    const MetaScope meta(any_meta(tensors));
    Targets targets(inputs);
    if (!inputs.empty()) targets.plan(tensors);
    Pass pass(inputs.empty() ? nullptr : &targets);
    for (size_t i = 0; i < tensors.size(); ++i) pass.start(tensors[i], std::move(first[i]));
    pass.run(graph.retain);
    pass.write_leaves();
    for (const Tensor& input : inputs) {
        if (input.is_leaf()) continue;
        const Tensor gradient = targets.result(input);
        if (gradient.defined()) Pass::add_to_grad(*input.impl(), gradient);
    }
}

std::vector<Tensor> grad(std::span<const Tensor> outputs, std::span<const Tensor> inputs,
                         std::span<const Tensor> grad_outputs, GraphOptions graph,
                         bool allow_unused) {
    std::vector<Tensor> first = first_gradients(outputs, grad_outputs);
    for (const Tensor& input : inputs) {
        if (input.requires_grad()) continue;
        raise(ErrorKind::RuntimeError, "One of the differentiated Tensors does not require grad");
    }
    const SetGradEnabled grad_mode(graph.create);
    const MetaScope meta(any_meta(outputs));
    Targets targets(inputs);
    targets.plan(outputs);
    Pass pass(&targets);
    for (size_t i = 0; i < outputs.size(); ++i) pass.start(outputs[i], std::move(first[i]));
    pass.run(graph.retain);
    std::vector<Tensor> results;
    for (const Tensor& input : inputs) {
        Tensor result = input.is_leaf() ? Pass::result(input) : targets.result(input);
        if (!result.defined() && !allow_unused) {
            raise(ErrorKind::RuntimeError,
                  "One of the differentiated Tensors appears to not have been used in the graph. "
                  "Set allow_unused=True if this is the desired behavior.");
        }
        results.push_back(std::move(result));
    }
    return results;
}

}  // namespace engine
