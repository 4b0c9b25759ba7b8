#pragma once

#include "engine/base/generator.h"
#include "engine/nn/mode_effect.h"
#include "engine/nn/value.h"

#include <atomic>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace engine::nn {

/// Listens to a pass. A pass without one pays a branch a call.
class Tracer {
public:
    virtual ~Tracer() = default;
    /// A module is called; `inputs` are its positional arguments.
    virtual void enter(Module& module, std::span<const Value> inputs) = 0;
    virtual void leave(Module& module, const Value& output) = 0;
    /// The call did not return: an error is on its way.
    virtual void abandon(Module& module) = 0;
    /// What the mode did in the call that is open now.
    virtual void report(ModeEffect effect) = 0;
    /// A call that has no module: `torch.add`, `F.relu`. `name` as PyTorch writes it; `effect` is
    /// what its own `training` did (F.dropout), null for a function without one.
    virtual void function(std::string_view name, std::span<const Tensor> inputs,
                          const Tensor& output, const ModeEffect* effect) = 0;
};

class Args;

/// Runs what a user's own class defines in Python. Declared here, so that a pass through a model
/// finds its way into the script family and back.
class Host {
public:
    virtual ~Host() = default;
    /// `module(*args)` of a module whose class is the user's.
    virtual Value forward(Module& module, const Args& args) = 0;
    /// Calls a function, bound method or class of the script.
    virtual Value call(const Value& callable, std::span<const Value> args) = 0;
};

/// What surrounds a forward pass: where chance comes from, who looks, and when to give up.
struct CallContext {
    Generator& generator;
    Tracer* tracer = nullptr;
    /// Set by whoever wants the pass to end: every call then throws ErrorKind::Cancelled.
    const std::atomic<bool>* cancel = nullptr;
    /// Previews: a random module in eval skips the numbers that it would have used in train, so
    /// that a flip of one module leaves every later mask as it was ("same draw as before"). False
    /// is what plain PyTorch does ("let the stream shift").
    bool align_draws = false;
    /// Runs classes of the user's own; null where a model has none.
    Host* host = nullptr;
};

/// An argument by name: `attn_mask=m`.
using Keyword = std::pair<std::string, Value>;

/// The arguments of one call, in the order of forward's own, and its surroundings.
class Args {
public:
    Args(CallContext& context, std::span<const Value> values, const Module& module,
         std::span<const Keyword> keywords = {})
        : context_(context), values_(values), keywords_(keywords), module_(module) {}

    std::size_t size() const { return values_.size(); }
    const Value& operator[](std::size_t i) const;
    /// Argument `i` as a tensor; TypeError names the class and the argument otherwise.
    const Tensor& tensor(std::size_t i = 0) const;
    /// The same, or an undefined tensor for None.
    Tensor maybe_tensor(std::size_t i) const;
    std::span<const Value> values() const { return values_; }
    /// Only of a behaviour that binds its arguments by itself.
    std::span<const Keyword> keywords() const { return keywords_; }

    CallContext& context() const { return context_; }
    Generator& generator() const { return context_.generator; }
    bool traced() const { return context_.tracer != nullptr; }
    /// Tells the screen what the mode did; call it only when traced().
    void report(ModeEffect effect) const;

private:
    CallContext& context_;
    std::span<const Value> values_;
    std::span<const Keyword> keywords_;
    const Module& module_;  // for error messages
};

}  // namespace engine::nn
