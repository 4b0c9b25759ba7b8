#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// What recurrent layers and cells start from: every parameter, in order, U(-1/√hidden_size,
/// 1/√hidden_size).
void reset_recurrent_parameters(Module& self, Generator& generator);

}  // namespace engine::nn
