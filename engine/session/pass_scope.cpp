#include "engine/session/pass_scope.h"

#include "engine/base/error.h"
#include "engine/nn/module.h"

namespace engine::session {

PassScope::PassScope(SessionState& state, Generator& generator, const PassOptions& options)
    : state_(state),
      context_{
          .generator = generator, .cancel = options.cancel, .align_draws = options.align_draws},
      environment_{.model = state.model,
                   .optimizer = state.optimizer.get(),
                   .generator = generator,
                   .grad_enabled = state.grad_enabled,
                   .tensor_defaults = state.tensor_defaults,
                   .names = state.names,
                   .context = context_,
                   .flag_observer = {},
                   .printed = {},
                   .heap = state.heap,
                   .step_limit = options.step_limit},
      host_(environment_),
      step_limit_(options.step_limit) {
    if (options.recorder) options.recorder->follow(context_);
}

PassScope::~PassScope() {
    // A pass makes lists and closures; a session makes millions of passes.
    state_.heap->collect_if_due();
}

nn::Value PassScope::run(const Tensor& x) {
    const nn::Value arguments[] = {x};
    try {
        return nn::call(*state_.model, context_, arguments);
    } catch (const Error& error) {
        const bool pressed = context_.cancel != nullptr && context_.cancel->load();
        if (error.kind() != ErrorKind::Cancelled || pressed) throw;
        raise(ErrorKind::RuntimeError,
              "forward was stopped after {} steps: it does not seem to end", step_limit_);
    }
}

Tensor PassScope::loss(const nn::Value& output, const Tensor& y) {
    const nn::Value* const bound = state_.names.find("criterion");
    if (!bound) raise(ErrorKind::NameError, "name 'criterion' is not defined");
    const nn::Value criterion = *bound;
    const nn::Value arguments[] = {output, y};
    const auto* const module = std::get_if<nn::ModulePtr>(&criterion.data());
    const nn::Value loss = module ? nn::call(**module, context_, arguments)
                                  : context_.host->call(criterion, arguments);
    return loss.tensor("loss");
}

}  // namespace engine::session
