#pragma once

#include "engine/script/object.h"

#include <string_view>
#include <vector>

namespace engine::script {

/// Stable, as Python sorts; takes `key` and `reverse` out of the arguments.
void sort_values(Machine& machine, std::vector<nn::Value>& items, Arguments& arguments,
                 std::string_view name);

}  // namespace engine::script
