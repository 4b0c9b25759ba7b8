#pragma once

#include <cstdint>

#include "engine/tensor/tensor.h"

namespace engine {

/// What a recurrent layer makes of its input x and of its state h (and c).
enum class RecurrentCell : uint8_t { Tanh, Relu, Lstm, Gru };

/// Gates of a cell: rows of its weights are `gates` times its hidden size.
constexpr int64_t gates_of(RecurrentCell cell) {
    return cell == RecurrentCell::Lstm ? 4 : cell == RecurrentCell::Gru ? 3 : 1;
}

/// Of one direction of one layer, with G gates, hidden size H and outputs of size P (H without a
/// projection).
struct RecurrentWeights {
    Tensor input;        ///< W_ih (G H, in)
    Tensor hidden;       ///< W_hh (G H, P)
    Tensor input_bias;   ///< b_ih (G H), or undefined
    Tensor hidden_bias;  ///< b_hh (G H), or undefined
    Tensor projection;   ///< W_hr (P, H) of an LSTM, or undefined
};

struct RecurrentStates {
    Tensor y;  ///< (steps, batch, P): h after each step
    Tensor h;  ///< (batch, P): after the last one
    Tensor c;  ///< (batch, H) of an LSTM, else undefined
};

/// One direction of one layer over all time steps, as one recorded step: StackBackward0, which is
/// what PyTorch's loop over the steps ends with. x (steps, batch, in), h (batch, P), c (batch, H)
/// of an LSTM; `reverse` begins at the last step and puts each output at its own place.
///
///     Tanh, Relu  h' = f(W_ih x + b_ih + W_hh h + b_hh)
///     Lstm        i, f, o = sigmoid(...), g = tanh(...), c' = f c + i g, h' = W_hr (o tanh c')
///     Gru         r, z = sigmoid(...), n = tanh(W_ih x + b_ih + r (W_hh h + b_hh)),
///                 h' = (1 - z) n + z h
///
/// throws  RuntimeError for several dtypes, or no step
RecurrentStates recurrent_layer(RecurrentCell cell, const Tensor& x, const Tensor& h,
                                const Tensor& c, const RecurrentWeights& weights, bool reverse);

/// transpose(x, 0, 1) under the name of transpose_(0, 1) of a result: TransposeBackward1.
Tensor swap_first_dims(const Tensor& x);

}  // namespace engine
