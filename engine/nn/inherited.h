#pragma once

#include <cstddef>
#include <string_view>

/// Python's errors name the class that defines a method, not the one it was called on:
/// "_BatchNorm.forward() missing 1 required positional argument: 'input'".
namespace engine::nn {

/// The class of torch.nn that defines `class_name`'s forward.
std::string_view class_of_forward(std::string_view class_name);

struct InitClass {
    std::string_view name;
    std::size_t hidden = 0;  ///< arguments that its caller does not write: RNNBase's mode
};
/// The class of torch.nn that defines its __init__.
InitClass class_of_init(std::string_view class_name);

}  // namespace engine::nn
