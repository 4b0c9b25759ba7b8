#pragma once

#include "engine/nn/module.h"

#include <string>

namespace engine::test {

/// The module that the Python expression `nn.{name}` makes; null for one that nobody has listed.
nn::ModulePtr make_module(const std::string& name);

}  // namespace engine::test
