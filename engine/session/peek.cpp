#include "engine/session/peek.h"

#include "engine/base/error.h"
#include "engine/session/code_reader.h"
#include "engine/session/pass_scope.h"
#include "engine/session/task.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/views.h"

#include <memory>
#include <utility>

namespace engine::session {

namespace {

/// One pass of a fork that was thrown away.
struct Ran {
    Trace trace;
    Tensor output;
    std::string error, message;
    std::optional<CodeProblem> problem;
};

class Passes {
public:
    Passes(const SessionState& state, const ProbeBatch& probe, const PeekRequest& request)
        : state_(state), probe_(probe), request_(request) {}

    Ran run(Generator& generator, bool align, const std::function<void(nn::Module&)>& prepare) {
        SessionState fork = state_.fork_for_pass();
        if (prepare) prepare(*fork.model);
        TraceRecorder recorder(*fork.model, generator);
        PassScope pass(fork, generator,
                       {.recorder = &recorder, .cancel = request_.cancel, .align_draws = align});
        Ran ran;
        try {
            const nn::Value output = pass.run(probe_.inputs.snapshot());
            const Tensor shown = first_tensor(output);
            if (shown.defined()) ran.output = shown.snapshot();
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::Cancelled) throw;
            ran.error = error.line();
            ran.message = error.what();
            ran.problem = problem_of(error, request_.file);
        }
        ran.trace = recorder.take();
        return ran;
    }

    /// A pass of the Dropout alone, on the input that it had in `whole`, with the draws that it
    /// would have in the next whole pass.
    Ran run_dropout_alone(const Trace& whole, Generator& generator, bool align) {
        const TraceEvent& event = *whole.find(request_.dropout_path);
        SessionState fork = state_.fork_for_pass();
        const nn::ModulePtr dropout = fork.model->get_submodule(request_.dropout_path);
        const uint64_t before = event.words_before + event.skipped_before;
        generator.discard(before);
        TraceRecorder recorder(*fork.model, generator);
        PassScope pass(fork, generator,
                       {.recorder = &recorder, .cancel = request_.cancel, .align_draws = align});
        nn::call(*dropout, pass.context(), event.inputs.at(0).value.snapshot());
        Ran ran;
        ran.trace = recorder.take();
        const uint64_t own = ran.trace.words + ran.trace.skipped;
        generator.discard(whole.words + whole.skipped - before - own);
        return ran;
    }

private:
    const SessionState& state_;
    const ProbeBatch& probe_;
    const PeekRequest& request_;
};

Tensor first_sample(const TracedTensor& tensor) {
    if (!tensor.value.defined() || tensor.value.dim() == 0) return tensor.value;
    return views::select(tensor.value, 0, 0);
}

bool keep_dropout_pass(Peek& result, const Trace& trace) {
    const TraceEvent* const event = trace.find(result.dropout_path);
    if (!event || !event->finished || event->inputs.empty()) return false;
    if (!event->inputs[0].value.defined() || !event->output.value.defined()) return false;
    DropoutPass pass{first_sample(event->inputs[0]), first_sample(event->output), {}};
    if (event->effect && event->effect->noise.defined()) {
        pass.noise = views::select(event->effect->noise, 0, 0);
    }
    result.dropout_passes.insert(result.dropout_passes.begin(), std::move(pass));
    return true;
}

std::function<void(nn::Module&)> flags_to_compare_with(const PeekRequest& request) {
    switch (request.watch->compare) {
        case CompareWith::Nothing:
            return {};
        case CompareWith::AllEval:
            return [](nn::Module& model) { model.eval(); };
        case CompareWith::AllTrain:
            return [](nn::Module& model) { model.train(); };
        case CompareWith::Saved:
            break;
    }
    if (!request.saved_flags) return {};
    return [&request](nn::Module& model) {
        for (const auto& [path, module] : model.named_modules()) {
            module->training = request.saved_flags(path);
        }
    };
}

}  // namespace

Peek peek(const SessionState& state, const ProbeBatch& probe, const PeekRequest& request,
          const PreviewStream& stream) {
    const SetGradEnabled mode(state.grad_enabled);
    const bool align = !request.watch->let_stream_shift;
    Passes passes(state, probe, request);
    Peek result;
    result.batch = probe.words;
    result.aligned = align;
    result.before = state.hash();
    result.dropout_path = request.dropout_path;
    result.next = stream;

    Generator generator = stream.start;
    Generator newest_start = generator;
    Ran ran = passes.run(generator, align, {});
    result.next.start = generator;
    ++result.next.passes;

    if (!request.dropout_path.empty() && keep_dropout_pass(result, ran.trace)) {
        // When nothing random runs before it, the Dropout's input is the same in every pass.
        const bool alone = ran.trace.find(request.dropout_path)->words_before == 0;
        for (int pass = 1; pass + 1 < kLensPasses; ++pass) {
            if (alone) {
                const NoGrad no_grad;
                keep_dropout_pass(result,
                                  passes.run_dropout_alone(ran.trace, generator, align).trace);
            } else {
                keep_dropout_pass(result, passes.run(generator, align, {}).trace);
            }
        }
        newest_start = generator;
        ran = passes.run(generator, align, {});
        keep_dropout_pass(result, ran.trace);
        if (!align) {
            Generator aligned = newest_start;
            const Trace other = passes.run(aligned, true, {}).trace;
            if (const TraceEvent* const event = other.find(request.dropout_path)) {
                result.shifted_words = static_cast<int64_t>(event->skipped_before);
            }
        }
    }
    result.same_draw = result.shifted_words == 0;
    result.pass_counter = stream.passes + std::max<int64_t>(1, std::ssize(result.dropout_passes));
    result.output = std::move(ran.output);
    result.error = std::move(ran.error);
    result.error_message = std::move(ran.message);
    result.problem = std::move(ran.problem);

    if (const auto prepare = flags_to_compare_with(request)) {
        Ran other = passes.run(newest_start, align, prepare);
        result.compared = std::move(other.trace);
        result.compared_output = std::move(other.output);
        result.compared_error = std::move(other.error);
    }
    result.trace = std::move(ran.trace);
    result.after = state.hash();
    if (result.after != result.before) {
        raise(ErrorKind::RuntimeError, "a preview changed the session's state ({} -> {})",
              result.before.short_hex(), result.after.short_hex());
    }
    return result;
}

}  // namespace engine::session
