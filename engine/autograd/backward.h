#pragma once

#include <span>
#include <vector>

#include "engine/tensor/tensor.h"

namespace engine {

/// tensor.backward(gradient, retain_graph): adds to the `.grad` of every leaf that the tensor was
/// made from. The gradient may be left out for one element.
///
/// Nodes run in the reverse of the order they were made in, so sums are PyTorch's. If one throws,
/// no
/// `.grad` has moved.
///
/// throws  RuntimeError "grad can be implicitly created only for scalar outputs",
///         "element 0 of tensors does not require grad and does not have a grad_fn",
///         "Mismatch in shape: ...", "Trying to backward through the graph a second time ...",
///         "one of the variables needed for gradient computation has been modified by an inplace
///         operation: ..."
void backward(const Tensor& tensor, const Tensor& gradient = {}, bool retain_graph = false);

/// What a pass leaves behind it.
struct GraphOptions {
    bool retain = false;  ///< what the steps saved, for another pass
    bool create = false;  ///< a history of the gradients themselves (OpInfo::recorded)
};

/// torch.autograd.backward(tensors, grad_tensors, retain_graph, inputs): of several at once.
/// `gradients` is empty, or one a tensor (undefined: all ones). With `inputs`, nothing but their
/// `.grad` moves, and only the steps on the way to them run.
/// throws  NotImplementedError for a step whose gradient has no history, with graph.create
void backward(std::span<const Tensor> tensors, std::span<const Tensor> gradients,
              GraphOptions graph = {}, std::span<const Tensor> inputs = {});

/// torch.autograd.grad(outputs, inputs, grad_outputs): the gradients of the inputs, one each; no
/// `.grad` moves.
///
/// throws  RuntimeError "One of the differentiated Tensors appears to not have been used in the
///         graph. ..." unless allow_unused, which leaves such a gradient undefined; "One of the
///         differentiated Tensors does not require grad", and what backward() throws
std::vector<Tensor> grad(std::span<const Tensor> outputs, std::span<const Tensor> inputs,
                         std::span<const Tensor> grad_outputs, GraphOptions graph = {},
                         bool allow_unused = false);

}  // namespace engine
