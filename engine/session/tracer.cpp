#include "engine/session/tracer.h"

#include "engine/nn/first_tensor.h"
#include "engine/nn/module.h"
#include "engine/script/call_site.h"
#include "engine/script/reads_training.h"
#include "engine/session/keeper.h"
#include "engine/session/module_summary.h"

#include <algorithm>
#include <utility>

namespace engine::session {

namespace {

/// One call may drop several times, as an LSTM does between its layers: counts are of all of them,
/// the noise is that of the last.
void add_counts(nn::ModeEffect& effect, const nn::ModeEffect& earlier) {
    effect.dropped += earlier.dropped;
    effect.total += earlier.total;
    effect.already_zero += earlier.already_zero;
    effect.words += earlier.words;
    effect.skipped += earlier.skipped;
}

}  // namespace

const TraceEvent* Trace::find(std::string_view path) const {
    const auto it = std::find_if(events.begin(), events.end(), [&](const TraceEvent& event) {
        return !event.is_function && event.in_tree && event.path == path;
    });
    return it == events.end() ? nullptr : &*it;
}

int Trace::raised() const {
    const auto it = std::find_if(events.begin(), events.end(),
                                 [](const TraceEvent& event) { return event.raised; });
    return it == events.end() ? -1 : static_cast<int>(it - events.begin());
}

TraceRecorder::TraceRecorder(nn::Module& model, const Generator& generator, int64_t budget_bytes)
    : model_(model),
      generator_(generator),
      words_at_start_(generator.words_drawn()),
      budget_(budget_bytes) {
    for (const auto& [path, module] : model.named_modules()) paths_.emplace(module.get(), path);
}

void TraceRecorder::follow(nn::CallContext& context) {
    context.tracer = this;
    context_ = &context;
}

std::string TraceRecorder::call_text() const {
    return context_ ? script::text_of_call(context_->host) : std::string();
}

TraceEvent& TraceRecorder::open_event() {
    const int index = static_cast<int>(trace_.events.size());
    TraceEvent& event = trace_.events.emplace_back();
    event.parent = open_.empty() ? -1 : open_.back();
    event.depth = static_cast<int>(open_.size());
    event.end = index + 1;
    if (context_) event.line = script::line_of_call(context_->host);
    event.words_before = words_drawn();
    event.skipped_before = trace_.skipped;
    return event;
}

TracedTensor TraceRecorder::keep(const Tensor& tensor) {
    TracedTensor kept;
    if (!tensor.defined()) return kept;
    kept.shape = tensor.sizes();
    kept.grad_fn = tensor.grad_fn_name();
    // One state of one storage is one block of memory, however many calls pass it on.
    const uint64_t state = tensor.storage_id() * 65536 + tensor.version();
    if (!kept_.contains(state)) {
        const auto bytes = static_cast<int64_t>(tensor.storage()->bytes());
        if (bytes > budget_) {
            trace_.over_budget = true;
            kept.statistics = statistics_of(tensor);
            return kept;
        }
        budget_ -= bytes;
        kept_.insert(state);
    }
    kept.value = tensor.snapshot();
    return kept;
}

void TraceRecorder::enter(nn::Module& module, std::span<const nn::Value> inputs) {
    TraceEvent& event = open_event();
    event.class_name = module.class_name();
    event.training = module.training;
    event.reads_training = script::reads_training(module);
    if (const auto it = paths_.find(&module); it != paths_.end()) {
        event.path = it->second;
        event.name = event.path.empty() ? "model" : event.path.substr(event.path.rfind('.') + 1);
    } else {
        event.in_tree = false;
        event.name = event.class_name;
        event.call_text = call_text();
        event.summary = module_summary(module);
        event.keeper = keeper_of(model_, module);
    }
    for (const nn::Value& input : inputs) {
        if (const Tensor* const tensor = nn::first_tensor(input))
            event.inputs.push_back(keep(*tensor));
    }
    open_.push_back(static_cast<int>(trace_.events.size()) - 1);
    words_told_ = words_drawn();
}

void TraceRecorder::leave(nn::Module&, const nn::Value& output) {
    TraceEvent& event = trace_.events[static_cast<size_t>(open_.back())];
    open_.pop_back();
    event.end = static_cast<int>(trace_.events.size());
    event.finished = true;
    words_told_ = words_drawn();
    if (const Tensor* const tensor = nn::first_tensor(output)) event.output = keep(*tensor);
}

void TraceRecorder::abandon(nn::Module&) {
    TraceEvent& event = trace_.events[static_cast<size_t>(open_.back())];
    open_.pop_back();
    event.end = static_cast<int>(trace_.events.size());
    event.raised = trace_.raised() < 0;  // calls are abandoned from the inside out
}

void TraceRecorder::report(nn::ModeEffect effect) {
    if (open_.empty()) return;
    trace_.skipped += static_cast<uint64_t>(effect.skipped);
    std::optional<nn::ModeEffect>& told = trace_.events[static_cast<size_t>(open_.back())].effect;
    if (told) add_counts(effect, *told);
    told = std::move(effect);
}

void TraceRecorder::function(std::string_view name, std::span<const Tensor> inputs,
                             const Tensor& output, const nn::ModeEffect* effect) {
    TraceEvent& event = open_event();
    event.is_function = true;
    event.name = name;
    event.finished = output.defined();
    event.raised = !event.finished && trace_.raised() < 0;
    event.words_before = std::exchange(words_told_, event.words_before);  // it has drawn already
    for (const Tensor& input : inputs) event.inputs.push_back(keep(input));
    event.output = keep(output);
    if (!effect) return;
    event.effect = *effect;
    event.call_text = call_text();
    trace_.skipped += static_cast<uint64_t>(effect->skipped);
}

Trace TraceRecorder::take() {
    trace_.words = words_drawn();
    return std::move(trace_);
}

}  // namespace engine::session
