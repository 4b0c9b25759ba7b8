#pragma once

#include "engine/nn/module.h"

#include <optional>
#include <string>

namespace engine::nn {

struct RecurrentOptions {
    int64_t input_size = 0;
    int64_t hidden_size = 0;
    int64_t num_layers = 1;
    Value bias = true;
    Value batch_first = false;
    Value dropout = 0.0;  ///< p of dropping what a layer gives to the next one, in train
    Value bidirectional = false;
    int64_t proj_size = 0;              ///< of an LSTM: outputs are W_hr h of this size; 0: none
    std::string nonlinearity = "tanh";  ///< of an RNN: "tanh" or "relu"
};

/// Layers of recurrent cells over a sequence: forward(input, hx=None) gives (output, h_n), an LSTM
/// takes hx = (h_0, c_0) and gives (output, (h_n, c_n)).
///
/// train   drops elements of what every layer but the last gives (a dropout of (steps, batch,
///         features), one effect a gap)
/// eval    drops nothing
/// shapes  input (T, N, in), (N, T, in) with batch_first, or (T, in); h_0, h_n (layers *
///         directions, N, out), c the same with hidden_size; None is zeros
/// throws  ValueError for a dropout outside [0, 1] or a proj_size that does not fit; RuntimeError
///         for sizes that do not fit ("Expected hidden size (1, 3, 4), got [1, 3, 5]")
ModulePtr RNN(RecurrentOptions options, Generator& generator);
ModulePtr LSTM(RecurrentOptions options, Generator& generator);
ModulePtr GRU(RecurrentOptions options, Generator& generator);

/// RNNBase.all_weights: a list for each layer and direction, in which what is not there is left
/// out. Empty for a module of another class.
std::optional<Value> all_weights(const Module& module);

}  // namespace engine::nn
