#pragma once

#include "engine/base/generator.h"
#include "engine/tensor/tensor.h"

#include <cstdint>

/// torch.nn.init: each writes into a tensor that it is given, past autograd. Bounds are computed in
/// double, in PyTorch's order of operations, so that the draws are PyTorch's bit for bit.
namespace engine::nn::init {

/// Elements that feed one output: size(1) times everything behind it.
/// throws  ValueError for fewer than two dimensions
int64_t fan_in(const Tensor& weight);

/// U(low, high)
void uniform_(const Tensor& tensor, double low, double high, Generator& generator);

/// U(-bound, bound), bound = √3 · gain / √fan_in, gain = √(2 / (1 + a²)) (leaky ReLU of slope a).
/// No element, no draw.
void kaiming_uniform_(const Tensor& weight, double a, Generator& generator);

/// What Linear and Conv2d start from: weight kaiming_uniform_(a = √5), then bias U(±1/√fan_in) if
/// there is one.
void linear_default_(const Tensor& weight, const Tensor& bias, Generator& generator);

}  // namespace engine::nn::init
