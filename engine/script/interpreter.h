#pragma once

#include "engine/base/generator.h"
#include "engine/nn/module.h"
#include "engine/optim/optimizer.h"
#include "engine/tensor/tensor_defaults.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace engine::script {

class Heap;
class Machine;
struct Warnings;

/// What a line can see and change: a session's state by reference, and who watches.
struct Environment {
    nn::ModulePtr& model;         ///< null: the name is not the session's
    optim::Optimizer* optimizer;  ///< null: the name is not defined
    Generator& generator;
    bool& grad_enabled;
    TensorDefaults& tensor_defaults;
    nn::OrderedMap<nn::Value>& names;  ///< x, y, loss, and what lines bind
    nn::CallContext& context;          ///< of forward passes
    nn::FlagObserver flag_observer;    ///< told of every training flag written
    std::string printed;               ///< what print() wrote, where nobody takes it sooner
    /// Takes what print() writes at once, in place of `printed`.
    std::function<void(std::string_view)> output = {};
    /// Finds rings among the objects that lines make; null: they live until their names go.
    std::shared_ptr<Heap> heap = {};
    /// Statements that may run before RuntimeError; 0: as many as they like.
    uint64_t step_limit = 0;
    /// Hooks of every module, of a program of its own; null: there can be none.
    std::shared_ptr<nn::Hooks> global_hooks = {};
    /// Who runs the lines, while they run.
    Machine* machine = nullptr;
    /// The folder that torch.save and torch.load reach: a person chose it. Empty: there is none.
    std::string folder = {};
    /// Takes what Python writes to standard error: warnings. Without it nobody reads them.
    std::function<void(std::string_view)> errors = {};
    /// What the lines said to Python's `warnings`; made when it is first asked for.
    std::shared_ptr<Warnings> warnings = {};
    /// Seconds since 1970, as time.time() tells them: the engine has no clock of its own. Without
    /// one, time goes by the steps that the lines have run.
    std::function<double()> clock = {};

    void print(std::string_view text) {
        if (output) {
            output(text);
        } else {
            printed += text;
        }
    }
};

struct Result {
    std::string printed;  ///< by print(), lines ended
    /// What a Python prompt would show of the last expression's value; empty for None, for
    /// assignments and for calls that return their own module.
    std::string echo;
};

/// Runs what was typed at a prompt: a statement or several. What it changed before it failed stays
/// changed: who needs all or nothing forks first.
/// throws  ScriptError as Python would raise it: SyntaxError, NameError, TypeError, ... with its
///         traceback, or Error of kind Cancelled
Result run(std::string_view text, Environment& environment);

/// Runs a file: expressions show nothing, `__name__` is "__main__" or what is given.
/// throws  as run()
void run_file(std::string_view text, std::string_view file, Environment& environment,
              std::string_view name = "__main__");

/// Lets passes through a model find the classes of the user's own, for as long as it lives: a
/// session's own loop calls modules without any line.
class HostScope {
public:
    explicit HostScope(Environment& environment);
    ~HostScope();
    HostScope(const HostScope&) = delete;
    HostScope& operator=(const HostScope&) = delete;

private:
    TensorDefaultsScope tensor_defaults_;
    std::unique_ptr<Machine> machine_;
};

}  // namespace engine::script
