#pragma once

#include "engine/nn/container_protocol.h"
#include "engine/nn/sequential.h"

#include <vector>

/// torch.nn's containers. What their operators and methods do is in container_protocol.h.
namespace engine::nn {

/// Modules named "0", "1", ..., without a forward.
ModulePtr ModuleList(std::vector<ModulePtr> modules = {});
/// From anything that can be iterated.
/// throws  TypeError "ModuleList.extend should be called with an iterable, but got int"
ModulePtr ModuleList(const Value& modules);

/// Modules by name, in the order in which they came.
/// throws  TypeError "ModuleDict.update should be called with an iterable of key/value pairs, ..."
ModulePtr ModuleDict(const Value& modules = {});

/// Parameters named "0", "1", ...: a plain tensor becomes a Parameter, other values stay as they
/// are.
/// throws  TypeError "ParameterList.extend should be called with an iterable, but got int"
ModulePtr ParameterList(const Value& values = {});

/// The same by name. A plain dict is taken in the order of its keys, an OrderedDict in its own.
ModulePtr ParameterDict(const Value& parameters = {});

extern const Container kSequentialContainer;
extern const Container kModuleListContainer;
extern const Container kModuleDictContainer;
extern const Container kParameterListContainer;
extern const Container kParameterDictContainer;

}  // namespace engine::nn
