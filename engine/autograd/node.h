#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/tensor/grad_fn.h"
#include "engine/tensor/tensor.h"

namespace engine {

class Grads;
struct GradListeners;
class Node;
class Saved;

/// Turns the gradient of an op's output into those of its inputs. A lambda without captures.
using BackwardFn = void (*)(const Saved& saved, const Tensor& dy, Grads& dx);

/// What an op is called and what it computes: one static object an op.
struct OpInfo {
    std::string_view name;     // "AddmmBackward0"
    std::string_view formula;  // "y = x W^T + b"
    /// The backward in recorded ops, for create_graph=True; null where there is none.
    BackwardFn recorded = nullptr;
};

/// Where a gradient goes: to the node that made the input, or to a leaf's `.grad`, or (both empty)
/// nowhere.
struct Edge {
    Ref<Node> node;
    uint32_t output = 0;  // which output of that node the input is
    Tensor leaf;
    Shape sizes;  // of the input, if it requires grad
    DType dtype = DType::Float32;

    bool wanted() const { return node || leaf.defined(); }
};

/// What a node keeps besides tensors and numbers: a module's hooks, a script's own function.
struct NodeExtra {
    virtual ~NodeExtra() = default;
};

/// One recorded step. Nodes come from a kept list and go back to it, with the room that their lists
/// have taken, so that a steady training step allocates none.
class Node final : public GradFn {
public:
    std::string_view name() const override { return info->name; }

    const OpInfo* info = nullptr;
    uint64_t sequence = 0;  // creation order in this thread's process
    BackwardFn backward = nullptr;
    std::vector<Edge> edges;  // one an input

    struct SavedTensor {
        Tensor tensor;
        uint32_t version = 0;
        std::string_view made_by;  // name of the node whose output it is, "" for a leaf
        uint32_t output = 0;
    };
    std::vector<SavedTensor> tensors;
    std::vector<double> numbers;
    std::vector<int64_t> integers;
    std::vector<Shape> shapes;
    std::shared_ptr<NodeExtra> extra;  // null for ordinary ops
    bool freed = false;                // what it had saved is gone
    bool in_place = false;             // what it saved has no history

    // Outputs, as the gradients of a node with several must be matched or made.
    struct Output {
        Shape sizes;
        DType dtype = DType::Float32;
        Tensor grad;  // while backward runs: the sum of what has come
        std::shared_ptr<GradListeners> listeners{};  // usually null
    };
    std::vector<Output> outputs;
    bool queued = false;

    /// From the kept list.
    static Ref<Node> make();

    /// Drops what backward needs (and keeps the edges).
    void free_saved();

private:
    void recycle() noexcept override;

    Node* next_waiting_ = nullptr;
};

}  // namespace engine
