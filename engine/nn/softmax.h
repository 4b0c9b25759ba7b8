#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// yᵢ = e^xᵢ / Σⱼ e^xⱼ along `dim`. None lets the rank choose, as PyTorch still does: 0 for ranks
/// 0, 1 and 3, else 1.
ModulePtr Softmax(Value dim = {});
/// yᵢ = xᵢ − log Σⱼ e^xⱼ along `dim`
ModulePtr LogSoftmax(Value dim = {});

}  // namespace engine::nn
