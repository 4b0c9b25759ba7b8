#pragma once

#include "engine/nn/value.h"

#include <string_view>

namespace engine::script {

/// `left op right` where at least one is a tensor and the other a tensor or a number; op is one of
/// + - * / // % ** @ & | ^ << >>. Numbers meet tensors as in PyTorch: they only widen a tensor of a
/// lower category.
Tensor tensor_operator(std::string_view op, const nn::Value& left, const nn::Value& right);

/// `left op= right` of a tensor on the left, which is written over as Python's `x += y` does.
void tensor_operator_inplace(std::string_view op, const Tensor& left, const nn::Value& right);

/// `left op right` for == != < <= > >=, element by element.
Tensor tensor_comparison(std::string_view op, const nn::Value& left, const nn::Value& right);

/// -x, +x, ~x.
Tensor tensor_unary(std::string_view op, const Tensor& x);

}  // namespace engine::script
