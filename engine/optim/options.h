#pragma once

#include "engine/kernels/optim_adaptive.h"
#include "engine/nn/ordered_map.h"
#include "engine/nn/value.h"

#include <string_view>

/// What the rules of all optimizers read and check alike.
namespace engine::optim {

using Options = nn::OrderedMap<nn::Value>;

/// An option as a number; KeyError when it is not there.
double number(const Options& options, std::string_view name);
/// An option's truth; KeyError when it is not there.
bool flag(const Options& options, std::string_view name);
/// betas[index]
/// throws  TypeError, IndexError as Python words them for what has no such place
const nn::Value& beta(const Options& options, std::size_t index);

/// throws  ValueError "Invalid learning rate: -1" unless options[name] >= 0, where `words` is
///         "learning rate"
void refuse_negative(const Options& options, std::string_view name, std::string_view words);
/// throws  ValueError "Invalid beta parameter at index 0: 1.0"
void check_betas(const Options& options);
/// lr, eps, betas and weight_decay, in Adam's order.
void check_adam_like(const Options& options);

/// A tensor of the state, of the parameter's size; starts filled with `value`.
Tensor moment(Options& state, std::string_view name, const Tensor& parameter, double value = 0);
/// Counts a step: PyTorch keeps some counts as float tensors and others as ints.
double count_in_tensor(Options& state);
void count_in_number(Options& state);
/// weight_decay, and maximize where the class has it.
kernels::GradientOptions gradient_options(const Options& options);

}  // namespace engine::optim
