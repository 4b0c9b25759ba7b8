#pragma once

#include "engine/nn/value.h"

#include <string_view>

namespace engine::script {

/// `left op right` as Python computes it, for numbers, strings and tensors; op is one of
/// + - * / // % ** @ & | ^ << >>.
/// throws  TypeError "unsupported operand type(s) for +: 'int' and 'str'", ZeroDivisionError's
/// words
nn::Value arithmetic(std::string_view op, const nn::Value& left, const nn::Value& right);

/// `left op right` for == != < <= > >=.
/// throws  TypeError "'<' not supported between instances of 'int' and 'str'"
nn::Value compare(std::string_view op, const nn::Value& left, const nn::Value& right);

/// -x, +x or ~x.
nn::Value negate(std::string_view op, const nn::Value& operand);

}  // namespace engine::script
