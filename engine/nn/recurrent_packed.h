#pragma once

#include "engine/autograd/ops_recurrent.h"

#include <cstdint>
#include <span>

namespace engine::nn {

/// Refuses batch sizes that no packed sequence of so many rows has.
/// throws  RuntimeError
void check_packed_sizes(std::span<const int64_t> sizes, int64_t rows);

/// recurrent_layer() over packed steps: x (rows, in) holds step after step, of step t the first
/// sizes[t] sequences; sizes never grow. h (sizes[0], P), c likewise. Gives y (rows, P), and h and
/// c of every sequence after its own last step.
/// throws  as recurrent_layer()
RecurrentStates packed_layer(RecurrentCell cell, const Tensor& x, std::span<const int64_t> sizes,
                             const Tensor& h, const Tensor& c, const RecurrentWeights& weights,
                             bool reverse);

}  // namespace engine::nn
