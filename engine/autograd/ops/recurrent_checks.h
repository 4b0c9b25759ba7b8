#pragma once

#include "engine/autograd/ops_recurrent.h"

namespace engine {

/// What recurrent_layer() is given must fit together: weights can be replaced by any, and nothing
/// is read outside of them.
/// throws  RuntimeError in the words of PyTorch's products and sums
void check_recurrent_layer(RecurrentCell cell, const Tensor& x, const Tensor& h, const Tensor& c,
                           const RecurrentWeights& weights);

}  // namespace engine
