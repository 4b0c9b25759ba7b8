#pragma once

#include "engine/autograd/node.h"
#include "engine/kernels/row_norm.h"

namespace engine {

/// What layer_norm and group_norm share: rows normalised each by itself, with the gradients of x,
/// weight and bias (either may be undefined). `kernel` is what a refused dtype is told.
Tensor row_norm(const OpInfo& info, std::string_view kernel, const Tensor& x, const Tensor& weight,
                const Tensor& bias, kernels::RowLayout layout, double eps);

/// OpInfo::recorded of both.
void recorded_row_norm(const Saved& saved, const Tensor& dy, Grads& dx);

}  // namespace engine
