#pragma once

#include "engine/base/generator.h"
#include "engine/tensor/tensor.h"

#include <cstdint>
#include <optional>
#include <string_view>

/// torch.nn.init: each writes into a tensor that it is given, past autograd. Bounds are computed in
/// double, in PyTorch's order of operations, so that the draws are PyTorch's bit for bit.
namespace engine::nn::init {

/// Elements that feed one output: size(1) times everything behind it.
/// throws  ValueError for fewer than two dimensions
int64_t fan_in(const Tensor& weight);

struct Fans {
    int64_t in;   ///< elements that feed one output
    int64_t out;  ///< outputs that one element feeds: size(0) times everything behind size(1)
};
/// throws  ValueError for fewer than two dimensions
Fans fans(const Tensor& weight);

/// What keeps the variance behind a nonlinearity: 1, 5/3 for tanh, √2 for relu, ... `slope` is
/// leaky_relu's; empty is its 0.01.
/// throws  ValueError "Unsupported nonlinearity foo"
double calculate_gain(std::string_view nonlinearity, std::optional<double> slope = {});

/// U(low, high)
void uniform_(const Tensor& tensor, double low, double high, Generator& generator);
/// N(mean, std²)
void normal_(const Tensor& tensor, double mean, double std, Generator& generator);
/// N(mean, std²) within [low, high]: a uniform draw through the inverse of its distribution.
void trunc_normal_(const Tensor& tensor, double mean, double std, double low, double high,
                   Generator& generator);
void constant_(const Tensor& tensor, double value);
/// Ones on the diagonal of a matrix.
void eye_(const Tensor& tensor);
/// Ones that make a convolution hand its input on, in each of `groups`.
void dirac_(const Tensor& tensor, int64_t groups = 1);

/// U(±√3 std), std = gain √(2 / (fan_in + fan_out))
void xavier_uniform_(const Tensor& weight, Generator& generator, double gain = 1);
/// N(0, std²) of the same std
void xavier_normal_(const Tensor& weight, Generator& generator, double gain = 1);

/// What kaiming_* scale by: std = gain / √fan. The default is a leaky ReLU's of slope `a`.
struct KaimingOptions {
    double a = 0;
    std::string_view mode = "fan_in";
    std::string_view nonlinearity = "leaky_relu";
};
/// U(±√3 std); no element, no draw
void kaiming_uniform_(const Tensor& weight, const KaimingOptions& options, Generator& generator);
/// N(0, std²)
void kaiming_normal_(const Tensor& weight, const KaimingOptions& options, Generator& generator);
void kaiming_uniform_(const Tensor& weight, double a, Generator& generator);

/// gain times a matrix with orthonormal rows or columns, as (size(0), everything behind it).
void orthogonal_(const Tensor& tensor, double gain, Generator& generator);
/// N(0, std²) with ⌈sparsity · rows⌉ zeros in each column of a matrix.
void sparse_(const Tensor& tensor, double sparsity, double std, Generator& generator);

/// What Linear and Conv2d start from: weight kaiming_uniform_(a = √5), then bias U(±1/√fan_in) if
/// there is one.
void linear_default_(const Tensor& weight, const Tensor& bias, Generator& generator);

}  // namespace engine::nn::init
