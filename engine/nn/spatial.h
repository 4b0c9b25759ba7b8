#pragma once

#include "engine/nn/value.h"

#include <cstddef>
#include <cstdint>
#include <string_view>

/// Kernel sizes, strides and the like, which a learner writes as an int or as a tuple.
namespace engine::nn {

/// What an argument is called where it is refused: max_pool2d(), 'kernel_size', position 2.
struct ArgumentName {
    std::string_view function;
    std::string_view name;
    int position;
};

/// One int stands for `dims` of them; a sequence is taken as it is, whatever its length.
/// throws  TypeError "max_pool2d(): argument 'kernel_size' (position 2) must be tuple of ints, not
///         str", "max_pool2d(): argument 'kernel_size' must be tuple of ints, but found element of
///         type str at pos 2"
Shape spatial(const Value& value, std::size_t dims, const ArgumentName& argument);

/// As a constructor keeps it: a tuple of `dims` times the value, or the sequence as a tuple.
Value spatial_tuple(const Value& value, std::size_t dims);

/// Whether every element is that whole number.
bool all_are(const Value& sequence, int64_t number);

/// A flag that PyTorch's function takes.
/// throws  TypeError "max_pool2d(): argument 'ceil_mode' (position 6) must be bool, not str"
bool spatial_flag(const Value& value, const ArgumentName& argument);

}  // namespace engine::nn
