#pragma once

#include "engine/script/object.h"

#include <memory>
#include <optional>
#include <string_view>
#include <vector>

// Parts of torch that are Python in PyTorch, and here written in the language itself: library/*.py.
// Their classes may be inherited and their objects fork, hash and save as those of any script;
// classes and functions themselves are shared by everybody and never written.
namespace engine::script {

/// `torch.utils.data.DataLoader`; empty when no library has that name.
std::optional<nn::Value> library_name(std::string_view space, std::string_view name);
/// What `from torch.utils.data import *` takes.
std::vector<std::string_view> library_names(std::string_view space);
/// A class of any library by its name, or null.
ClassPtr library_class(std::string_view name);
/// The program that its functions say they come from.
/// throws  ValueError when there is none
std::shared_ptr<const Program> library_program(std::string_view file);

}  // namespace engine::script
