#pragma once

#include "engine/nn/module.h"

#include <string>
#include <utility>
#include <vector>

namespace engine::nn {

/// Calls its children one after the other, each with what the one before it returned; returns its
/// input when it has none. Children are named "0", "1", ...
ModulePtr Sequential(std::vector<ModulePtr> modules = {});

/// The same from an OrderedDict: the children's names are given.
ModulePtr Sequential(std::vector<std::pair<std::string, ModulePtr>> modules);

/// `container[index]`: by place, not by name; a negative index counts from the end.
/// throws  IndexError "index 5 is out of range"
ModulePtr item(const Module& container, int64_t index);

}  // namespace engine::nn
