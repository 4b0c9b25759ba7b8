#pragma once

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

}  // namespace engine
