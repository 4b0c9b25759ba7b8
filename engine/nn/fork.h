#pragma once

#include "engine/nn/module.h"
#include "engine/nn/value.h"
#include "engine/tensor/tensor.h"

#include <memory>
#include <unordered_map>

namespace engine::nn {

/// What one fork of a state has copied so far. Use one for everything that belongs together (model,
/// optimizer, names), so that whatever is one object stays one: shared modules, tied weights, a
/// list under two names.
struct ForkContext {
    ForkMemo tensors;
    std::unordered_map<const Module*, ModulePtr> modules;
    std::unordered_map<const Sequence*, std::shared_ptr<Sequence>> sequences;
    std::unordered_map<const Dict*, std::shared_ptr<Dict>> dicts;
};

/// A copy of the module and all below it: class, flag, attributes, parameters with their gradients,
/// buffers. Memory is shared until somebody writes. The same module twice gives the same copy.
ModulePtr fork(const Module& module, ForkContext& context);

/// Null gives null.
ModulePtr fork(const ModulePtr& module, ForkContext& context);

/// Deep: tensors, modules, lists, tuples and dicts inside are copied by the same rules.
Value fork(const Value& value, ForkContext& context);

}  // namespace engine::nn
