#pragma once

#include "engine/nn/context.h"
#include "engine/script/interpreter.h"
#include "engine/session/state.h"
#include "engine/session/tracer.h"

#include <atomic>

namespace engine::session {

/// Who looks at a pass, and what may end it.
struct PassOptions {
    TraceRecorder* recorder = nullptr;
    const std::atomic<bool>* cancel = nullptr;
    bool align_draws = false;  ///< see nn::CallContext
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
};

}  // namespace engine::session
