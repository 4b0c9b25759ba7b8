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

/// Elements that one input feeds: size(0) times everything behind dimension 1.
/// throws  ValueError for fewer than two dimensions
int64_t fan_out(const Tensor& weight);

/// U(low, high)
void uniform_(const Tensor& tensor, double low, double high, Generator& generator);

/// U(-bound, bound), bound = √3 · gain / √fan_in, gain = √(2 / (1 + a²)) (leaky ReLU of slope a).
/// No element, no draw.
void kaiming_uniform_(const Tensor& weight, double a, Generator& generator);

/// What Linear and Conv2d start from: weight kaiming_uniform_(a = √5), then bias U(±1/√fan_in) if
/// there is one.
void linear_default_(const Tensor& weight, const Tensor& bias, Generator& generator);

/// N(mean, std)
void normal_(const Tensor& tensor, double mean, double std, Generator& generator);

/// U(-a, a), a = √3 · std, std = gain · √(2 / (fan_in + fan_out))
void xavier_uniform_(const Tensor& weight, Generator& generator, double gain = 1);

/// N(0, std) with the same std.
void xavier_normal_(const Tensor& weight, Generator& generator, double gain = 1);

}  // namespace engine::nn::init
