#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/tensor/tensor.h"

/// Differentiable functions of tensors, named and behaving as PyTorch's. Each is one file in
/// autograd/ops/. Shapes broadcast where PyTorch broadcasts; errors are worded as PyTorch words
/// them. Functions that end in _ write into their first argument.
namespace engine {

// Arithmetic, by element. A double is a Python number.
Tensor add(const Tensor& a, const Tensor& b, double alpha = 1);
Tensor add(const Tensor& a, double b);
Tensor sub(const Tensor& a, const Tensor& b);
Tensor sub(const Tensor& a, double b);
Tensor sub(double a, const Tensor& b);
Tensor mul(const Tensor& a, const Tensor& b);
Tensor mul(const Tensor& a, double b);
Tensor div(const Tensor& a, const Tensor& b);
Tensor div(const Tensor& a, double b);
Tensor div(double a, const Tensor& b);
Tensor neg(const Tensor& x);
/// x ** exponent
Tensor pow(const Tensor& x, double exponent);

// Bools, by element; no gradient.
Tensor eq(const Tensor& a, const Tensor& b);
Tensor ne(const Tensor& a, const Tensor& b);
Tensor lt(const Tensor& a, const Tensor& b);
Tensor le(const Tensor& a, const Tensor& b);
Tensor gt(const Tensor& a, const Tensor& b);
Tensor ge(const Tensor& a, const Tensor& b);

// In place, recorded if grad mode is on.
void zero_(const Tensor& x);
void fill_(const Tensor& x, double value);
void copy_(const Tensor& x, const Tensor& source);
void add_(const Tensor& x, const Tensor& other, double alpha = 1);
void add_(const Tensor& x, double other);
void sub_(const Tensor& x, const Tensor& other);
void mul_(const Tensor& x, const Tensor& other);
void mul_(const Tensor& x, double other);
void div_(const Tensor& x, const Tensor& other);
void div_(const Tensor& x, double other);
Tensor relu_(const Tensor& x);

// Functions of each element.
Tensor relu(const Tensor& x);
Tensor tanh(const Tensor& x);
Tensor sigmoid(const Tensor& x);
Tensor exp(const Tensor& x);
Tensor log(const Tensor& x);
Tensor sqrt(const Tensor& x);
Tensor abs(const Tensor& x);

// Activations: formulas stand in ops/. With `inplace`, x is written over and returned.
Tensor leaky_relu(const Tensor& x, double slope = 0.01, bool inplace = false);
/// weight: one slope, or one for each place of dimension 1
Tensor prelu(const Tensor& x, const Tensor& weight);
Tensor elu(const Tensor& x, double alpha = 1, bool inplace = false);
Tensor selu(const Tensor& x, bool inplace = false);
Tensor celu(const Tensor& x, double alpha = 1, bool inplace = false);
/// `approximate`: "none" or "tanh"
Tensor gelu(const Tensor& x, std::string_view approximate = "none");
Tensor silu(const Tensor& x, bool inplace = false);
Tensor mish(const Tensor& x, bool inplace = false);
Tensor softplus(const Tensor& x, double beta = 1, double threshold = 20);
Tensor hardtanh(const Tensor& x, double low = -1, double high = 1, bool inplace = false);
Tensor hardswish(const Tensor& x, bool inplace = false);
Tensor hardsigmoid(const Tensor& x, bool inplace = false);
Tensor logsigmoid(const Tensor& x);
Tensor softsign(const Tensor& x);
Tensor tanhshrink(const Tensor& x);
Tensor softshrink(const Tensor& x, double lambda = 0.5);
Tensor hardshrink(const Tensor& x, double lambda = 0.5);
/// x <= limit ? value : x
Tensor threshold(const Tensor& x, double limit, double value, bool inplace = false);

// Products.
/// (n, k) (k, m) -> (n, m)
Tensor mm(const Tensor& a, const Tensor& b);
/// 1-D and 2-D operands, and batches of a times a 2-D b.
Tensor matmul(const Tensor& a, const Tensor& b);
/// x (..., in), weight (out, in), bias (out) or undefined -> (..., out)
Tensor linear(const Tensor& x, const Tensor& weight, const Tensor& bias);

// Shape. All but reshape and contiguous give views.
Tensor view(const Tensor& x, std::span<const int64_t> sizes);
Tensor reshape(const Tensor& x, std::span<const int64_t> sizes);
/// A fresh result in another shape, which is no view of it: UnsafeViewBackward0.
Tensor unsafe_view(const Tensor& x, std::span<const int64_t> sizes);
Tensor flatten(const Tensor& x, int64_t start_dim = 0, int64_t end_dim = -1);
Tensor select(const Tensor& x, int64_t dim, int64_t index);
Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t end, int64_t step = 1);
Tensor transpose(const Tensor& x, int64_t dim0, int64_t dim1);
/// TBackward0; 2-D at most.
Tensor t(const Tensor& x);
Tensor permute(const Tensor& x, std::span<const int64_t> dims);
Tensor expand(const Tensor& x, std::span<const int64_t> sizes);
Tensor unsqueeze(const Tensor& x, int64_t dim);
Tensor squeeze(const Tensor& x);
Tensor squeeze(const Tensor& x, int64_t dim);
Tensor contiguous(const Tensor& x);
Tensor clone(const Tensor& x);
Tensor to(const Tensor& x, DType dtype);
Tensor cat(std::span<const Tensor> tensors, int64_t dim = 0);
Tensor stack(std::span<const Tensor> tensors, int64_t dim = 0);

// Sums.
Tensor sum(const Tensor& x);
Tensor sum(const Tensor& x, std::span<const int64_t> dims, bool keepdim = false);
Tensor mean(const Tensor& x);
Tensor mean(const Tensor& x, std::span<const int64_t> dims, bool keepdim = false);
/// int64 index of the first largest; of all elements, or along a dimension. No gradient.
Tensor argmax(const Tensor& x);
Tensor argmax(const Tensor& x, int64_t dim, bool keepdim = false);

// Layers.
struct Conv2dOptions {
    std::array<int64_t, 2> stride{1, 1};
    std::array<int64_t, 2> padding{0, 0};
    std::array<int64_t, 2> dilation{1, 1};
    int64_t groups = 1;
};
/// x (N, C, H, W) or (C, H, W), weight (out, C / groups, kh, kw), bias (out) or undefined
Tensor conv2d(const Tensor& x, const Tensor& weight, const Tensor& bias,
              const Conv2dOptions& options = {});

struct MaxPool2dOptions {
    std::array<int64_t, 2> kernel{2, 2};
    std::array<int64_t, 2> stride{2, 2};
    std::array<int64_t, 2> padding{0, 0};
    std::array<int64_t, 2> dilation{1, 1};
    bool ceil_mode = false;
};
/// x (N, C, H, W) or (C, H, W). `indices`, if asked for, gets int64 places within each plane.
Tensor max_pool2d(const Tensor& x, const MaxPool2dOptions& options, Tensor* indices = nullptr);

struct AvgPool2dOptions {
    std::array<int64_t, 2> kernel{2, 2};
    std::array<int64_t, 2> stride{2, 2};
    std::array<int64_t, 2> padding{0, 0};
    bool ceil_mode = false;
    bool count_include_pad = true;
    std::optional<int64_t> divisor_override{};  ///< empty: the window's size
};
/// x (N, C, H, W) or (C, H, W)
Tensor avg_pool2d(const Tensor& x, const AvgPool2dOptions& options);
/// As many windows as asked for: window i of o over a length L is [i L / o, (i + 1) L / o), rounded
/// outwards.
Tensor adaptive_avg_pool2d(const Tensor& x, std::array<int64_t, 2> output_size);

/// What batch_norm normalised with: float tensors of shape (C), no history.
struct BatchNormResult {
    Tensor y;
    Tensor mean;
    Tensor var;     // biased; of the running statistics: running_var itself
    Tensor invstd;  // 1 / sqrt(var + eps)
};
/// y = weight * (x - mean) / sqrt(var + eps) + bias; x (N, C, ...), weight and bias (C) or
/// undefined. Statistics of this batch (over all dimensions but the second) if running_mean is
/// undefined, else the running ones. Moves nothing: the module moves its buffers (unbiased var is
/// var * n / (n - 1), n = numel / C).
BatchNormResult batch_norm(const Tensor& x, const Tensor& weight, const Tensor& bias,
                           const Tensor& running_mean, const Tensor& running_var,
                           double eps = 1e-5);

/// The same of each sample's channels by themselves: x (N, C, ...), running_mean and running_var
/// (C) or undefined. The statistics of the result are (N, C).
BatchNormResult instance_norm(const Tensor& x, const Tensor& weight, const Tensor& bias,
                              const Tensor& running_mean, const Tensor& running_var,
                              double eps = 1e-5);

/// y = (x - mean) / sqrt(var + eps) * weight + bias over the last dimensions, which are
/// normalized_shape; weight and bias of that shape, or undefined.
/// throws  RuntimeError "Given normalized_shape=[4], expected input with shape [*, 4], but got
/// input
///         of size[2, 4, 3]"
Tensor layer_norm(const Tensor& x, std::span<const int64_t> normalized_shape, const Tensor& weight,
                  const Tensor& bias, double eps = 1e-5);
/// The same over groups of channels of each sample: x (N, C, ...), weight and bias (C) or
/// undefined.
Tensor group_norm(const Tensor& x, int64_t num_groups, const Tensor& weight, const Tensor& bias,
                  double eps = 1e-5);

/// x * slopes, constants of x's sizes, under RReLU's name: RreluWithNoiseBackward0.
Tensor rrelu_with_slopes(const Tensor& x, const Tensor& slopes, bool inplace = false);

/// x * noise, where noise is a constant of x's sizes, or of (N, C, 1, 1) as feature dropout draws
/// it: MulBackward0, no gradient for noise.
Tensor mul_mask(const Tensor& x, const Tensor& noise);
/// The same into x.
void mul_mask_(const Tensor& x, const Tensor& noise);

Tensor softmax(const Tensor& x, int64_t dim);
Tensor log_softmax(const Tensor& x, int64_t dim);

// Losses: shape [].
/// x (N, C) of logarithms, target (N) int64; the mean over those that are not `ignore_index`.
Tensor nll_loss(const Tensor& x, const Tensor& target, int64_t ignore_index = -100);
/// nll_loss(log_softmax(x, 1), target)
Tensor cross_entropy(const Tensor& x, const Tensor& target, int64_t ignore_index = -100);
/// mean of (x - target)^2
Tensor mse_loss(const Tensor& x, const Tensor& target);

}  // namespace engine
