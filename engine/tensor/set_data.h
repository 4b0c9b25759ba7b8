#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

/// x.data = data: x stays the object it is, with its flags, history and gradient, and has the
/// other's elements from now on, which both then share.
/// throws  RuntimeError "data set to a tensor that requires gradients must be floating point or
///         complex dtype"
void set_data(const Tensor& x, const Tensor& data);

}  // namespace engine
