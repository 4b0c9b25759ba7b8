#pragma once

#include "engine/tensor/tensor.h"

#include <span>

/// torch.nn.utils: what is done to the gradients of many parameters, and to all of them as one.
namespace engine::nn {

struct ClipOptions {
    double max_norm;
    double norm_type = 2;  ///< infinity: the largest magnitude
    bool error_if_nonfinite = false;
};
/// Scales all gradients so that the norm of their norms is at most max_norm; gives that norm as it
/// was. Parameters without a gradient do not count.
/// throws  RuntimeError for a norm that is no finite number, if asked for
Tensor clip_grad_norm_(std::span<const Tensor> parameters, const ClipOptions& options);

/// Puts every element of every gradient between -limit and limit.
void clip_grad_value_(std::span<const Tensor> parameters, double limit);

/// All parameters' elements, one behind the other; recorded.
Tensor parameters_to_vector(std::span<const Tensor> parameters);
/// Lets the parameters be the vector's parts: they alias it from then on.
void vector_to_parameters(const Tensor& vector, std::span<const Tensor> parameters);

}  // namespace engine::nn
