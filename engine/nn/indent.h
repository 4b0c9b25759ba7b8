#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace engine::nn {

/// Two spaces in front of every line but the first: what stands inside a printed module.
std::string indented(std::string_view text);

/// A printed ModuleList, from its children's own texts: runs of children that print alike are one
/// line, "(0-2): 3 x Linear(...)".
std::string module_list_text(std::string_view class_name, const std::vector<std::string>& children);

}  // namespace engine::nn
