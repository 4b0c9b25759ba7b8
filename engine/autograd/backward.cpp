#include "engine/autograd/backward.h"

#include <algorithm>
#include <vector>

#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
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
    Pass() : lists_(std::move(kept_lists)) {}
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
        if (tensor.is_leaf()) return deliver_to_leaf(tensor, std::move(gradient));
        tensor.grad_fn()->retain();
        deliver_to_node(Ref<Node>::adopt(static_cast<Node*>(tensor.grad_fn().get())),
                        tensor.impl()->output, std::move(gradient));
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
                throw;
            }
        }
    }

    void write_leaves() {
        for (const Tensor& leaf : leaves_) {
            TensorImpl& impl = *leaf.impl();
            Tensor gradient = std::move(impl.pending);
            impl.pending = {};
            if (impl.grad.defined()) {
                raw::binary_into(kernels::BinaryOp::Add, impl.grad, gradient);
                impl.grad.bump_version();
            } else if (!gradient.is_contiguous()) {
                impl.grad = gradient.copy();
            } else {
                impl.grad = owns_alone(gradient) ? gradient : gradient.snapshot();
            }
        }
        leaves_.clear();
    }

private:
    static void forget(Node& node) {
        node.queued = false;
        for (Node::Output& output : node.outputs) output.grad = {};
    }

    void run_node(Node& node, bool retain_graph) {
        node.queued = false;
        results_.clear();
        results_.resize(node.edges.size());
        Grads grads(node, results_);
        node.backward(Saved(node), node.outputs[0].grad, grads);
        forget(node);
        if (!retain_graph) node.free_saved();
        for (size_t i = 0; i < node.edges.size(); ++i) {
            const Edge& edge = node.edges[i];
            if (!results_[i].defined()) continue;
            if (edge.node) {
                deliver_to_node(edge.node, edge.output, std::move(results_[i]));
            } else if (edge.leaf.defined()) {
                deliver_to_leaf(edge.leaf, std::move(results_[i]));
            }
        }
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

    Lists lists_;
    std::vector<Ref<Node>>& queue_ = lists_.queue;
    std::vector<Tensor>& leaves_ = lists_.leaves;
    std::vector<Tensor>& results_ = lists_.results;
};

}  // namespace

void backward(const Tensor& tensor, const Tensor& gradient, bool retain_graph) {
    if (!tensor.requires_grad()) {
        raise(ErrorKind::RuntimeError,
              "element 0 of tensors does not require grad and does not have a grad_fn");
    }
    if (!gradient.defined() && tensor.numel() != 1) {
        raise(ErrorKind::RuntimeError, "grad can be implicitly created only for scalar outputs");
    }
    if (gradient.defined() && gradient.sizes() != tensor.sizes()) {
        raise(
            ErrorKind::RuntimeError,
            "Mismatch in shape: grad_output[0] has a shape of {} and output[0] has a shape of {}.",
            gradient.sizes().torch_str(), tensor.sizes().torch_str());
    }
    const NoGrad no_grad;
    Pass pass;
    pass.start(tensor, gradient.defined() ? gradient.to(tensor.dtype())
                                          : Tensor::ones(tensor.sizes(), tensor.dtype()));
    pass.run(retain_graph);
    pass.write_leaves();
}

}  // namespace engine
