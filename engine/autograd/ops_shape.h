#pragma once

#include "engine/tensor/tensor.h"

/// More functions that read x's elements in another shape or order, beside those of ops.h.
namespace engine {

/// The same elements as another tensor: AliasBackward0.
Tensor alias(const Tensor& x);

}  // namespace engine
