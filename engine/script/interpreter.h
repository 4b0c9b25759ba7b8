#pragma once

#include "engine/base/generator.h"
#include "engine/nn/module.h"
#include "engine/optim/optimizer.h"

#include <optional>
#include <string>
#include <string_view>

namespace engine::script {

/// What a line can see and change: a session's state by reference, and who watches.
struct Environment {
    nn::ModulePtr& model;
    optim::Optimizer* optimizer;  ///< null: the name is not defined
    Generator& generator;
    bool& grad_enabled;
    nn::OrderedMap<nn::Value>& names;  ///< x, y, loss, and what lines bind
    nn::CallContext& context;          ///< of forward passes
    nn::FlagObserver flag_observer;    ///< told of every training flag written
    std::string printed;               ///< what print() wrote
};

struct Result {
    std::string printed;  ///< by print(), lines ended
    /// What a Python prompt would show of an expression's value; empty for None, for assignments
    /// and for calls that return their own module.
    std::string echo;
};

/// Runs one line of the PyTorch subset. What it changed before it failed stays changed: who needs
/// all or nothing forks first.
/// throws  Error as Python would raise it: SyntaxError, NameError, AttributeError, TypeError, ...
Result run(std::string_view line, Environment& environment);

}  // namespace engine::script
