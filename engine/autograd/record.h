#pragma once

#include <initializer_list>
#include <span>

#include "engine/autograd/node.h"
#include "engine/tensor/grad_mode.h"

/// How an op is written: compute y, then `return record(info, {inputs}, y, saves, backward)`.
namespace engine {

/// A tensor in a braced list, without counting a reference.
struct TensorRef {
    TensorRef(const Tensor& t) : tensor(&t) {}
    const Tensor* tensor;
};

/// Whole numbers in a braced list, or any range of them.
struct Integers {
    Integers() = default;
    Integers(std::initializer_list<int64_t> list) : span(list.begin(), list.size()) {}
    Integers(std::span<const int64_t> range) : span(range) {}
    Integers(const std::vector<int64_t>& range) : span(range) {}
    std::span<const int64_t> span;
};

/// What backward will need. `output` keeps y itself.
struct Saves {
    std::initializer_list<TensorRef> tensors{};
    std::initializer_list<double> numbers{};
    Integers integers{};
    std::initializer_list<Shape> shapes{};
    bool output = false;
};

/// Reads what record() saved, in the order it was given.
class Saved {
public:
    explicit Saved(const Node& node) : node_(node) {}

    /// throws  RuntimeError if it was written to in place since, or freed by an earlier backward
    const Tensor& tensor(size_t i) const;
    /// The op's own result (Saves::output).
    const Tensor& output() const { return tensor(node_.tensors.size() - 1); }
    /// The same with its history, for OpInfo::recorded: what is made of it leads back here.
    Tensor result() const;
    double number(size_t i) const { return node_.numbers[i]; }
    int64_t integer(size_t i) const { return node_.integers[i]; }
    std::span<const int64_t> integers() const { return node_.integers; }
    const Shape& shape(size_t i) const { return node_.shapes[i]; }
    /// What was put into the node after it was made; null for ordinary ops.
    NodeExtra* extra() const { return node_.extra.get(); }
    /// The step itself: for gradients' own history.
    const Node& node() const { return node_; }

    /// The gradients of all outputs, of a node that has several; undefined where none came.
    const Tensor& dy(size_t output) const { return node_.outputs[output].grad; }

private:
    const Node& node_;
};

/// Takes the inputs' gradients from backward.
class Grads {
public:
    explicit Grads(const Node& node, std::vector<Tensor>& results)
        : node_(node), results_(results) {}

    /// Whether anybody wants input i's gradient: else the work can be left out.
    bool wants(size_t i) const { return node_.edges[i].wanted(); }
    /// Sizes of input i.
    const Shape& sizes(size_t i) const { return node_.edges[i].sizes; }
    size_t count() const { return node_.edges.size(); }

    /// Input i's gradient. Summed back to the input's sizes if it was stretched; ignored if nobody
    /// wants it. The tensor may be dy itself. In grad mode (create_graph) that is recorded, too.
    void set(size_t i, const Tensor& gradient);

    /// A fresh tensor with input i's sizes, not set, which becomes its gradient. Only if wanted.
    const Tensor& fresh(size_t i);

    /// The elements of fresh(i), to be written.
    template <class T>
    std::span<T> into(size_t i) {
        return fresh(i).mutable_span<T>();
    }

private:
    const Node& node_;
    std::vector<Tensor>& results_;
};

/// Whether an op on this input will be recorded.
inline bool needs_grad(const Tensor& x) {
    return x.requires_grad() && GradMode::enabled() && !InferenceMode::enabled();
}

/// x, or an undefined tensor: for saving only what somebody will need.
const Tensor& kept_if(bool needed, const Tensor& x);

/// Gives y a grad_fn if grad mode is on and an input requires grad. y is a fresh result, or a view
/// of the first input (then pass `view = true`, so that writes through it are known).
Tensor record(const OpInfo& info, std::initializer_list<TensorRef> inputs, Tensor y,
              const Saves& saves, BackwardFn backward);
Tensor record(const OpInfo& info, std::initializer_list<TensorRef> inputs, Tensor y,
              BackwardFn backward);
Tensor record(const OpInfo& info, std::span<const Tensor> inputs, Tensor y, const Saves& saves,
              BackwardFn backward);

/// The same for a view of x: remembers the base.
Tensor record_view(const OpInfo& info, const Tensor& x, Tensor y, const Saves& saves,
                   BackwardFn backward);

/// For ops with several outputs: backward reads saved.dy(k).
void record_many(const OpInfo& info, std::span<const Tensor> inputs, std::span<Tensor> outputs,
                 const Saves& saves, BackwardFn backward);

/// After x was written over in place by a differentiable op: x's grad_fn becomes this step, and
/// that of the tensor that x is a view of learns of it. `inputs[0]` stands for x before.
void record_inplace(const OpInfo& info, const Tensor& x, std::initializer_list<TensorRef> inputs,
                    const Saves& saves, BackwardFn backward);

}  // namespace engine
