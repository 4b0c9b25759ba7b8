#include "engine/session/view_builder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <map>
#include <tuple>

namespace engine::session {

namespace {

constexpr size_t kCardChannels = 16;

/// Mean |a - b|; empty where the two cannot be compared.
std::optional<double> gap_between(const TracedTensor& a, const TracedTensor& b) {
    if (!a.value.defined() || !b.value.defined() || !(a.shape == b.shape)) return std::nullopt;
    if (a.value.storage()->same_block(*b.value.storage())) return 0;
    const auto left = a.value.to_vector<double>(), right = b.value.to_vector<double>();
    double sum = 0;
    for (size_t i = 0; i < left.size(); ++i) sum += std::abs(left[i] - right[i]);
    return left.empty() ? 0 : sum / static_cast<double>(left.size());
}

std::string percent(double share) {
    return fmt::format("{:.3g} %", 100 * share);
}

void tell_effect(CardView& card, const nn::ModeEffect& effect, bool preview) {
    using Kind = nn::ModeEffect::Kind;
    switch (effect.kind) {
        case Kind::Passed:
            card.effect = "y = x";
            card.note = "nothing dropped";
            break;
        case Kind::Dropped:
            card.effect = fmt::format("{} of {} dropped", effect.dropped, effect.total);
            card.note = effect.dropped == effect.total
                            ? std::string("nothing kept")
                            : fmt::format("kept × {:.2f}", effect.factor);
            if (effect.shift != 0) card.note += fmt::format(" + {:.2f}", effect.shift);
            break;
        case Kind::BatchStatistics:
            card.effect = "batch stats used";
            card.note = !effect.wrote ? std::string("not written")
                                      : fmt::format("{} {}", preview ? "would move" : "moved",
                                                    percent(effect.momentum));
            break;
        case Kind::RunningStatistics:
            card.effect = "running stats used";
            card.note = "not written";
            break;
        case Kind::InstanceStatistics:
            card.effect = "each sample's stats used";
            card.note = !effect.wrote ? std::string("not written")
                                      : fmt::format("{} {}", preview ? "would move" : "moved",
                                                    percent(effect.momentum));
            break;
        case Kind::RandomSlopes:
            card.effect = fmt::format("{} of {} random slopes", effect.sloped, effect.total);
            card.note = fmt::format("{:.3g} to {:.3g}", effect.slope_low, effect.slope_high);
            break;
        case Kind::MeanSlope:
            card.effect = "one slope";
            card.note = fmt::format("× {:.3g}", effect.slope_low);
            break;
    }
}

template <class Value>
void add_sd(std::vector<float>& to, const std::vector<Value>& variances, size_t channels) {
    for (size_t c = 0; c < channels; ++c) {
        to.push_back(static_cast<float>(std::sqrt(static_cast<double>(variances[c]))));
    }
}

/// What BatchNorm's card draws: both rulers of its first channels.
void add_rulers(CardView& card, const TraceEvent& event) {
    using Kind = nn::ModeEffect::Kind;
    const Kind kind = event.effect->kind;
    if (kind != Kind::BatchStatistics && kind != Kind::RunningStatistics) return;
    // InstanceNorm's rulers are one a sample: a batch's would say what it does not do.
    if (event.class_name.starts_with("InstanceNorm")) return;
    if (event.inputs.empty() || !event.inputs[0].value.defined()) return;
    const ChannelStatistics batch = channel_statistics(event.inputs[0].value);
    const size_t channels = std::min(batch.mean.size(), kCardChannels);
    for (size_t c = 0; c < channels; ++c) {
        card.batch_mean.push_back(static_cast<float>(batch.mean[c]));
    }
    add_sd(card.batch_sd, batch.variance, channels);
    if (!event.effect->running_mean_before.defined()) return;
    card.running_mean = event.effect->running_mean_before.to_vector<float>();
    card.running_mean.resize(std::min(card.running_mean.size(), channels));
    add_sd(card.running_sd, event.effect->running_variance_before.to_vector<float>(),
           card.running_mean.size());
}

/// The same calls in the pass compared with, which may have made others, too: `if self.training:`.
class Counterparts {
public:
    explicit Counterparts(const Trace* compared) {
        if (!compared) return;
        for (const TraceEvent& event : compared->events) calls_[key(event)].push_back(&event);
    }

    /// Of the first call of its kind the first, of the second the second; null: there is none.
    const TraceEvent* next(const TraceEvent& event) {
        const auto it = calls_.find(key(event));
        if (it == calls_.end() || it->second.empty()) return nullptr;
        const TraceEvent* const first = it->second.front();
        it->second.pop_front();
        return first;
    }

private:
    using Key = std::tuple<std::string_view, std::string_view, int>;
    static Key key(const TraceEvent& event) { return {event.path, event.name, event.line}; }

    std::map<Key, std::deque<const TraceEvent*>> calls_;
};

CardView card_of(const TraceEvent& event, bool preview) {
    CardView card;
    card.line = event.line;
    card.path = event.path;
    card.title = event.name;
    card.class_name = event.class_name;
    card.training = event.training;
    card.reads_training = event.reads_training;
    card.grad_fn = event.output.grad_fn;
    if (event.finished && event.output.defined()) card.output_shape = event.output.shape.str();
    if (event.effect) tell_effect(card, *event.effect, preview);
    return card;
}

/// What a dropout multiplied its output by; none of what drops inside, as LSTM and attention do.
Tensor noise_of_output(const TraceEvent& event) {
    const std::string& name = event.is_function ? event.name : event.class_name;
    const bool dropout = name.find("ropout") != std::string::npos;
    return dropout && event.effect ? event.effect->noise : Tensor();
}

/// The picture and its numbers: what costs time, and what a frame does without.
void add_output(CardView& card, const TraceEvent& event) {
    if (event.effect) add_rulers(card, event);
    if (!event.finished || !event.output.defined()) return;
    const TracedTensor& output = event.output;
    const Statistics whole =
        output.value.defined() ? statistics_of(output.value) : *output.statistics;
    card.mean = whole.mean;
    card.sd = whole.sd;
    card.output = activation_map(output.value, whole, noise_of_output(event));
}

}  // namespace

PassSource pass_source(const Peek& peek) {
    PassSource source;
    source.trace = &peek.trace;
    source.compared = peek.compared ? &*peek.compared : nullptr;
    source.batch = peek.batch;
    source.error = peek.error;
    source.problem = peek.problem ? &*peek.problem : nullptr;
    source.hash = peek.after.short_hex();
    return source;
}

PassView fill_pass(const std::vector<ModuleView>& modules, const PassSource& source) {
    PassView pass;
    pass.preview = source.preview;
    pass.batch = source.batch;
    pass.error = source.error;
    pass.error_hint = hint_for(source.error);
    pass.hash = source.hash;
    if (!source.trace) return pass;
    const std::vector<TraceEvent>& events = source.trace->events;
    const int raised = source.trace->raised();
    Counterparts counterparts(source.compared);
    for (size_t i = 0; i < events.size(); ++i) {
        const TraceEvent& event = events[i];
        const bool holds_calls = event.end > static_cast<int>(i) + 1;
        const TraceEvent* const other = counterparts.next(event);
        const auto gap = other ? gap_between(event.output, other->output) : std::nullopt;
        if (event.depth == 0 && gap) pass.output_gap = *gap;
        if (event.depth == 0 && holds_calls) continue;  // the model itself: the pass is its frame
        CardView card = card_of(event, source.preview);
        card.module = event.is_function || !event.in_tree ? -1 : module_at(modules, event.path);
        card.call = static_cast<int>(i);
        card.depth = std::max(0, event.depth - 1);
        card.not_reached = !event.in_tree || is_ghost(*source.trace, card.call);
        card.is_frame = holds_calls;
        card.gap = gap;
        if (!card.is_frame) add_output(card, event);
        if (!card.is_frame && gap && *gap != 0 && pass.first_difference < 0) {
            pass.first_difference = static_cast<int>(pass.cards.size());
            card.first_difference = true;
        }
        if (static_cast<int>(i) == raised) pass.error_card = static_cast<int>(pass.cards.size());
        pass.cards.push_back(std::move(card));
    }
    return pass;
}

std::string hint_for(std::string_view error) {
    if (error.find("Expected more than 1 value per channel") != std::string_view::npos) {
        return "One sample has no spread to measure. Use 2 or more, drop_last=True, or bn.eval().";
    }
    return {};
}

}  // namespace engine::session
