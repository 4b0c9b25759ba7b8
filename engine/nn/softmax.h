#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// yᵢ = e^xᵢ / Σⱼ e^xⱼ along `dim`. None lets the rank choose, as PyTorch still does: 0 for ranks
/// 0, 1 and 3, else 1.
ModulePtr Softmax(Value dim = {});
/// yᵢ = xᵢ − log Σⱼ e^xⱼ along `dim`
ModulePtr LogSoftmax(Value dim = {});
/// yᵢ = e^−xᵢ / Σⱼ e^−xⱼ along `dim`
ModulePtr Softmin(Value dim = {});
/// Softmax over the channels of (N, C, H, W) or (C, H, W).
ModulePtr Softmax2d();

/// The dimension that None stands for; warns that `name` should have been told.
int64_t softmax_dim(const Value& dim, const Tensor& x, std::string_view name);

}  // namespace engine::nn
