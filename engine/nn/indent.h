#pragma once

#include <string>
#include <string_view>

namespace engine::nn {

/// Two spaces in front of every line but the first: what stands inside a printed module.
std::string indented(std::string_view text);

}  // namespace engine::nn
