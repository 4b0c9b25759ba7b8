#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

/// Whether the elements fill a part of memory without gaps, in whatever order.
bool is_dense(const Tensor& x);

/// Refuses a write to a tensor whose elements stand on top of each other.
/// throws  RuntimeError "unsupported operation: more than one element of the written-to tensor ..."
void check_written(const Tensor& x);

/// The same, and a write that would change what it reads: `read` lies on a part of x's memory, but
/// not as x does.
/// throws  RuntimeError "unsupported operation: some elements of the input tensor ..."
void check_written(const Tensor& x, const Tensor& read);

}  // namespace engine
