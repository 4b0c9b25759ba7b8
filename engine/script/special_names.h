#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine::script {

/// Names of a module ("copy", "warnings") that mean a little more, or nothing, here.
std::vector<std::string> special_names(std::string_view module);

}  // namespace engine::script
