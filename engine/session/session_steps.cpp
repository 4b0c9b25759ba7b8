#include "engine/base/error.h"
#include "engine/session/model_file.h"
#include "engine/session/session_core.h"

#include <fmt/format.h>

#include <deque>
#include <exception>

// Running the loop: new steps, and steps of the past that are run again.

namespace engine::session {

namespace {

/// Channels of BatchNorms whose means are kept for each measured step, two floats a channel.
constexpr int64_t kWatchedChannels = 512;

void hash_flags(const nn::Module& module, Hasher& hasher) {
    hasher.add(module.training);
    for (const auto& [name, child] : module.children) {
        if (child) hash_flags(*child, hasher);
    }
}

std::vector<float> floats(const Tensor& tensor) {
    return tensor.to_vector<float>();
}

void record_norms(const Trace& trace, int64_t step, Metrics& metrics) {
    int64_t channels = 0;
    for (const TraceEvent& event : trace.events) {
        if (!event.effect || !event.effect->running_mean_after.defined()) continue;
        if (event.effect->kind != nn::ModeEffect::Kind::BatchStatistics) continue;
        channels += event.effect->mean.numel();
        if (channels > kWatchedChannels) return;
        NormSeries& series = metrics.norms[event.path];
        if (!series.step.empty() && series.step.back() >= step) continue;  // called twice
        series.step.push_back(step);
        series.batch_mean.push_back(floats(event.effect->mean));
        series.running_mean.push_back(floats(event.effect->running_mean_after));
    }
}

std::optional<double> last_loss(const Metrics& metrics) {
    const std::vector<float>& values = metrics.train_loss.value;
    return values.empty() ? std::nullopt : std::optional<double>(values.back());
}

/// "block1.eval()" of "model.backbone.block1.eval()".
std::string short_call(std::string_view line) {
    const auto call = line.rfind('.');
    if (call == std::string_view::npos || call == 0) return std::string(line);
    const auto name = line.rfind('.', call - 1);
    return std::string(name == std::string_view::npos ? line : line.substr(name + 1));
}

}  // namespace

void Session::begin_run() {
    run_open_ = true;
    run_started_ = false;
    announcement_.clear();
    if (core_) core_->run_start = core_->state.fork();
}

void Session::end_run() {
    run_open_ = run_started_ = false;
    if (!core_ || !core_->run_start) return;
    const SessionState start = std::move(*core_->run_start);
    core_->run_start.reset();
    const int64_t steps = core_->state.step - start.step;
    if (steps <= 0) return;
    say(ConsoleLine::Kind::Comment,
        fmt::format("# {} of the loop, to step {}", counted(steps, "step"), core_->state.step));
    Changes changes;
    try {
        changes = compare(start, core_->state, 0);
    } catch (const Error&) {
        // What a line has made cannot be compared (a list in itself): the run counts all the same.
    }
    result_line_ =
        result_of_steps(changes, steps, std::nullopt, last_loss(core_->timeline.metrics));
    ++revision_;
}

Outcome Session::step(bool observe, const std::atomic<bool>* cancel) {
    error_.clear();
    ++revision_;
    try {
        core();
        forward_one(observe, cancel);
        return {};
    } catch (const Error& error) {
        fail(error.line());
    } catch (const std::exception& error) {
        fail(fmt::format("RuntimeError: {}", error.what()));
    }
    return {.ok = false, .error = error_};
}

void Session::advance(int64_t steps, bool to_epoch_end, const std::atomic<bool>* cancel) {
    Core& c = core();
    if (!to_epoch_end && steps < 1) {
        raise(ErrorKind::ValueError, "steps must be at least 1, got {}", steps);
    }
    if (!run_open_) run_started_ = false;
    announcement_.clear();
    const SessionState before = c.state.fork();
    const auto loss_before = last_loss(c.timeline.metrics);
    const int64_t left = c.loop.loader().batches() - c.state.loop.batch;
    const int64_t target = to_epoch_end ? left : steps;
    int64_t done = 0;
    for (; done < target && !(cancel && cancel->load()); ++done) {
        if (progress_ && done % 16 == 15) {
            progress_(fmt::format("Training to step {}", before.step + target),
                      static_cast<double>(done) / static_cast<double>(target));
        }
        forward_one(done + 1 == target, cancel);
    }
    if (!run_open_) run_started_ = false;
    say(ConsoleLine::Kind::Comment,
        fmt::format("# {} of the loop, to step {}", counted(done, "step"), c.state.step));
    result_line_ = result_of_steps(compare(before, c.state, 0), done, loss_before,
                                   last_loss(c.timeline.metrics));
}

void Session::forward_one(bool observe, const std::atomic<bool>* cancel) {
    Core& c = core();
    // An edited file may do what the one that was opened could not.
    if (!c.recipe.explore.empty() && c.state.source == model_source(c.recipe)) {
        raise(ErrorKind::RuntimeError, "{}", c.recipe.explore);
    }
    // In the past, training goes along the way it went: the journal's entries come in their turn.
    while (c.now < c.timeline.tip && c.now.entries < c.timeline.tip.entries &&
           c.timeline.journal[c.now.entries].step == c.now.step) {
        apply_entry(c.timeline.journal[c.now.entries]);
        ++c.now.entries;
    }
    if (c.now < c.timeline.tip) {
        replay_unit(cancel);
    } else {
        new_unit(observe, cancel);
    }
}

void Session::replay_unit(const std::atomic<bool>*) {
    Core& c = core();
    const UnitReport report = c.loop.run_unit(c.state, {});
    c.now.step = c.state.step;
    const auto at = static_cast<std::size_t>(c.now.step - 1);
    if (c.timeline.light_hashes.at(at) != light_hash(report.train.loss)) diverged_ = true;
}

void Session::new_unit(bool observe, const std::atomic<bool>*) {
    Core& c = core();
    const Position before = c.now;
    const bool measure = (c.state.step + 1) % c.recipe.measure_every == 0;

    Observed observed;
    if (observe) {
        // Snapshots: whoever writes copies first.
        for (auto& [name, t] : c.state.model->named_parameters()) {
            observed.before[name] = t.snapshot();
        }
        for (auto& [name, t] : c.state.model->named_buffers()) {
            observed.before[name] = t.snapshot();
        }
    }
    std::optional<TraceRecorder> recorder;
    if (observe || measure) recorder.emplace(*c.state.model, c.state.generator);

    struct Written {
        int line;
        std::string text;
        std::vector<PendingFlag> flags;
    };
    std::deque<Written> written;  // listeners keep references to its elements
    UnitReport report;
    try {
        report = c.loop.run_unit(c.state, {.recorder = recorder ? &*recorder : nullptr,
                                           .cancel = nullptr,
                                           .measure = measure,
                                           .validate = true,
                                           .flag_writer = [&](int line, std::string_view text) {
                                               written.push_back({line, std::string(text), {}});
                                               return flag_listener(written.back().flags,
                                                                    Writer::Loop, text);
                                           }});
    } catch (...) {
        // No fork was taken for this step: the way back is to come here again from a keyframe.
        const Position here = c.now;
        c.state = c.timeline.nearest(here).second.state->fork();
        c.now = c.timeline.nearest(here).first;
        travel(here, nullptr);
        throw;
    }
    c.now.step = c.state.step;
    c.timeline.tip = c.now;
    record_measured(report);
    for (const Written& one : written) {
        announce(one.flags, one.line, one.text);
        note_flags(one.flags);
    }
    c.timeline.light_hashes.push_back(light_hash(report.train.loss));
    if (recorder) {
        Trace trace = recorder->take();
        if (measure) record_norms(trace, c.now.step, c.timeline.metrics);
        if (observe) {
            observed.at = c.now;
            observed.trace = std::move(trace);
            const nn::Value* const y = c.state.names.find("y");
            observed.batch =
                fmt::format("training batch of {}", y && y->is_tensor() ? y->tensor().size(0) : 0);
            c.observed = std::move(observed);
        }
    }
    if (run_started_ && !c.timeline.units.empty() && c.timeline.units.back().after == before) {
        UndoUnit& run = c.timeline.units.back();
        run.after = c.now;
        run.words = counted(run.after.step - run.before.step, "step");
    } else {
        c.timeline.units.push_back(
            {.before = before, .after = c.now, .is_run = true, .words = "1 step", .replaced = {}});
        run_started_ = true;
    }
    c.timeline.offer_keyframe(c.now, c.state, options_.keyframe_limit);
}

void Session::record_measured(const UnitReport& report) {
    Metrics& metrics = core().timeline.metrics;
    const int64_t step = core().now.step;
    metrics.train_loss.add(step, report.train.loss);
    if (report.train.accuracy) metrics.train_accuracy.add(step, *report.train.accuracy);
    if (report.eval_loss) metrics.eval_loss.add(step, *report.eval_loss);
    if (report.validation) {
        metrics.validation_loss.add(step, report.validation->loss);
        if (report.validation->accuracy) {
            metrics.validation_accuracy.add(step, *report.validation->accuracy);
        }
    }
}

void Session::announce(const std::vector<PendingFlag>& flags, int line, std::string_view text) {
    // The person's write that was overwritten and stood longest says how long it lasted.
    std::optional<FlagWrite> lost;
    // A line of the loop that wrote the same value in between did not end it.
    for (const PendingFlag& flag : flags) {
        if (!flag.changed) continue;
        const std::vector<FlagWrite> writes = core().timeline.flags.history(flag.path, core().now);
        for (auto write = writes.rbegin(); write != writes.rend(); ++write) {
            if (write->training == flag.write.training) break;
            if (write->writer != Writer::Person) continue;
            if (!lost || write->step < lost->step) lost = *write;
            break;
        }
    }
    if (!lost) return;
    announcement_ =
        fmt::format("{} in the loop (line {}) wrote {}. Your {} lasted {}.", text, line,
                    counted(static_cast<int64_t>(flags.size()), "flag"), short_call(lost->line),
                    counted(flags.front().write.step - lost->step, "step"));
    say(ConsoleLine::Kind::Comment, "# " + announcement_, false);
}

uint64_t Session::light_hash(double loss) const {
    Hasher hasher;
    hasher.add(loss);
    core().state.generator.hash_into(hasher);
    hash_flags(*core().state.model, hasher);
    return hasher.digest().low;
}

}  // namespace engine::session
