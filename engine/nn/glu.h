#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// y = a σ(b), where a and b are the halves of x along `dim`.
ModulePtr GLU(Value dim = -1);

}  // namespace engine::nn
