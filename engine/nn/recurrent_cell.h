#pragma once

#include "engine/nn/module.h"

#include <string>

namespace engine::nn {

struct RecurrentCellOptions {
    int64_t input_size = 0;
    int64_t hidden_size = 0;
    Value bias = true;
    std::string nonlinearity = "tanh";  ///< of an RNNCell: "tanh" or "relu"
};

/// One step of a recurrent layer: forward(input, hx=None) gives the next h, an LSTMCell takes hx =
/// (h, c) and gives (h, c). Formulas stand at recurrent_layer().
///
/// shapes  input (N, in) or (in); h, c (N, hidden) or (hidden); None is zeros
/// throws  RuntimeError "input has inconsistent input_size: got 5 expected 3", ...
ModulePtr RNNCell(RecurrentCellOptions options, Generator& generator);
ModulePtr LSTMCell(RecurrentCellOptions options, Generator& generator);
ModulePtr GRUCell(RecurrentCellOptions options, Generator& generator);

}  // namespace engine::nn
