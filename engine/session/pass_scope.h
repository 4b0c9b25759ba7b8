#pragma once

#include "engine/nn/context.h"
#include "engine/script/interpreter.h"
#include "engine/session/state.h"
#include "engine/session/tracer.h"

#include <atomic>
#include <cstdint>

namespace engine::session {

/// Who looks at a pass, and what may end it.
struct PassOptions {
    TraceRecorder* recorder = nullptr;
    const std::atomic<bool>* cancel = nullptr;
    bool align_draws = false;  ///< see nn::CallContext
    /// Statements of Python after which a pass is an error: nothing else ends a preview whose
    /// forward does not return. 0: none, for lines, which somebody watches.
    uint64_t step_limit = 20'000'000;
};

/// What a pass through a session's model runs in: chance, who looks, and the interpreter for
/// classes and hooks that its file or a line defines. One pass of a session, one scope.
class PassScope {
public:
    /// `generator` is the state's own, or a preview's.
    PassScope(SessionState& state, Generator& generator, const PassOptions& options = {});
    ~PassScope();
    PassScope(const PassScope&) = delete;
    PassScope& operator=(const PassScope&) = delete;

    /// `model(x)`: most models give a tensor, and some a tuple or a dict of them.
    /// throws  RuntimeError when it runs over the limit, and what the model raises
    nn::Value run(const Tensor& x);
    /// `criterion(output, y)`: a module of losses, or what a line put in its place.
    /// throws  NameError when there is none; TypeError when it gives no tensor
    Tensor loss(const nn::Value& output, const Tensor& y);
    nn::CallContext& context() { return context_; }
    /// What a line sees of the state.
    script::Environment& environment() { return environment_; }

private:
    SessionState& state_;
    nn::CallContext context_;
    script::Environment environment_;
    script::HostScope host_;
    uint64_t step_limit_;
};

}  // namespace engine::session
