#pragma once

#include "engine/nn/value.h"

namespace engine::nn {

/// The tensor itself, or the first one in a tuple, list or dict; null when there is none.
const Tensor* first_tensor(const Value& value);

}  // namespace engine::nn
