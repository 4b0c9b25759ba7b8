#include "engine/session/viewer.h"

#include "engine/base/error.h"
#include "engine/session/code_reader.h"
#include "engine/session/model_file.h"
#include "engine/session/task.h"
#include "engine/session/view_builder.h"

#include <algorithm>
#include <utility>

namespace engine::session {

namespace {

std::optional<double> newest(const Series& series, int64_t now) {
    const auto end = std::upper_bound(series.step.begin(), series.step.end(), now);
    if (end == series.step.begin()) return std::nullopt;
    return series.value[static_cast<std::size_t>(end - series.step.begin() - 1)];
}

Curve curve(const Series& series) {
    return thinned({&series.step, &series.value});
}

CurvesView curves_of(const Session& session, const std::vector<ModuleView>& modules) {
    const Timeline& timeline = session.timeline();
    const Metrics& metrics = timeline.metrics;
    std::vector<FlagHistory> histories;
    for (const ModuleView& module : modules) {
        histories.push_back({module.path, timeline.flags.history(module.path, session.position())});
    }
    return {.train_loss = curve(metrics.train_loss),
            .eval_loss = curve(metrics.eval_loss),
            .validation_loss = curve(metrics.validation_loss),
            .train_accuracy = curve(metrics.train_accuracy),
            .validation_accuracy = curve(metrics.validation_accuracy),
            .ribbon = fill_ribbon(modules, histories, session.position().step)};
}

LoopView loop_of(const Session& session) {
    const SessionState& state = session.state();
    LoopView view{.kind = state.loop_kind,
                  .lines = {},
                  .current_line = state.loop.line,
                  .announcement = session.announcement()};
    for (const LoopLine& line : session.loop().lines(state.loop_kind)) {
        view.lines.push_back(line.text);
    }
    return view;
}

double learning_rate(const SessionState& state) {
    if (state.optimizer->groups.empty()) return 0;
    const nn::Value* const lr = state.optimizer->groups.front().options.find("lr");
    return lr && lr->is_number() ? lr->number("lr") : 0;
}

/// Numbers of a session that need no pass.
void fill_plain(SessionView& view, const Session& session) {
    const SessionState& state = session.state();
    view.revision = session.revision();
    view.loaded = true;
    view.recipe = session.recipe();
    view.dataset_title = session.dataset().title;
    view.dataset_extent = session.dataset().extent;
    view.has_classes = has_classes(session.dataset().train);
    view.model_file = model_file_name(view.recipe);
    view.step = state.step;
    view.epoch = state.loop.epoch;
    view.batch = state.loop.batch;
    view.batches = session.loop().loader().batches();
    view.last_step = session.timeline().tip.step;
    view.lr = learning_rate(state);
    view.grad_enabled = state.grad_enabled;
    view.can_undo = session.timeline().undo_from(session.position()) != nullptr;
    view.can_redo = session.timeline().redo_from(session.position()) != nullptr;
    view.loop = loop_of(session);
}

/// What there is to read also when no session is loaded.
void fill_words(SessionView& view, const Session& session) {
    view.console = session.console();
    view.result_line = session.result_line();
    view.last_line = session.last_line();
    view.error = session.error();
    view.traceback = session.traceback();
}

/// A part of the view. One whose module a line has broken (bn.eps = 'a') stays empty: the pass says
/// what is wrong, and the tree is there to mend it.
template <class Fill>
auto or_empty(Fill fill) -> decltype(fill()) {
    try {
        return fill();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) throw;
        return {};
    }
}

}  // namespace

SessionView Viewer::view(const Session& session, const Look& look,
                         const std::atomic<bool>* cancel) {
    SessionView view;
    view.watch = look.watch;
    view.playing = look.playing;
    fill_words(view, session);
    if (!session.loaded()) return view;
    const TensorDefaultsScope defaults(session.state().tensor_defaults);
    fill_plain(view, session);

    const SessionState& state = session.state();
    const LastWrite last_write = [&](std::string_view path) {
        return session.last_flag_write(path);
    };
    fill_tree(view, state, nullptr, last_write);
    remember_flags(session, look.watch);
    follow(session);
    const bool stale = !peek_ || peeked_revision_ != session.revision() ||
                       !(peeked_watch_ == look.watch) || look.again;
    if (stale && (look.may_peek || !peek_)) preview(session, look, view.modules, cancel);

    const PassSource source = pass_on_screen(session, look);
    fill_tree(view, state, source.trace, last_write);
    if (look.watch.cards) {
        view.pass = or_empty([&] { return fill_pass(view.modules, source); });
    }
    view.ghosts = fill_ghosts(view.pass.cards, *source.trace);
    view.code = code(session, source);
    view.pass.preview = source.preview;
    view.pass.batch = source.batch;
    view.pass.error = source.error;
    if (!source.error.empty() && !view.recipe.explore.empty()) {
        view.pass.error_hint = view.recipe.explore;
    }
    view.pass.hash = source.hash;
    if (look.watch.lenses) {
        view.dropout = dropout_;
        const int norm = choose_batch_norm(view.modules, look.watch.selected);
        Tensor before;
        if (const Observed* const observed = session.observed(); observed && norm >= 0) {
            const auto it = observed->before.find(
                view.modules[static_cast<std::size_t>(norm)].path + ".running_mean");
            if (it != observed->before.end()) before = it->second;
        }
        view.batch_norm = or_empty([&] {
            return fill_batch_norm_lens(view.modules, state, *source.trace, source.error,
                                        look.watch, before);
        });
    }
    if (look.watch.inspector) {
        view.inspector = or_empty([&] { return inspector(session, look.watch); });
    }
    if (look.watch.answers) view.answers = answers_;
    view.answers.train_accuracy = newest(session.timeline().metrics.train_accuracy, state.step);
    view.answers.validation_accuracy =
        newest(session.timeline().metrics.validation_accuracy, state.step);
    view.answers.flipped = flipped_;
    view.curves = curves_of(session, view.modules);
    view.state_hash = hash_;
    return view;
}

/// Previews draw from a copy of the session's generator that goes on from one to the next; when the
/// session itself has drawn, from a new copy.
void Viewer::follow(const Session& session) {
    const Generator& generator = session.state().generator;
    if (stream_ && follows_ == generator) return;
    const int64_t passes = stream_ ? stream_->passes : 0;
    stream_ = PreviewStream(generator);
    stream_->passes = passes;
    follows_ = generator;
}

void Viewer::preview(const Session& session, const Look& look,
                     const std::vector<ModuleView>& modules, const std::atomic<bool>* cancel) {
    const Watch& watch = look.watch;
    const bool same_probe = peek_ && watch.probe == peeked_watch_.probe &&
                            watch.probe_class == peeked_watch_.probe_class &&
                            watch.brightness == peeked_watch_.brightness &&
                            probe_dataset_ == &session.dataset();
    if (!same_probe) {
        probe_ = probe_batch(session.dataset(), watch);
        probe_dataset_ = &session.dataset();
        last_output_ = Tensor();
        flipped_.reset();
    } else if (peeked_revision_ != session.revision()) {
        last_output_ = peek_->output;
    }
    if (look.again && peek_ && follows_ == session.state().generator) stream_ = peek_->next;

    const int dropout = watch.lenses ? choose_dropout(modules, watch.selected) : -1;
    PeekRequest request;
    request.watch = &watch;
    if (dropout >= 0) request.dropout_path = modules[static_cast<std::size_t>(dropout)].path;
    request.saved_flags = [this](std::string_view path) {
        const auto it = saved_flags_.find(std::string(path));
        return it == saved_flags_.end() || it->second;
    };
    request.cancel = cancel;
    request.file = model_file_name(session.recipe());
    peek_ = peek(session.state(), probe_, request, *stream_);
    peeked_revision_ = session.revision();
    peeked_watch_ = watch;
    hash_ = peek_->before.short_hex();

    const Tensor& other = peek_->compared ? peek_->compared_output : last_output_;
    const Tensor scores = class_scores(session.recipe(), peek_->output);
    const Tensor others = class_scores(session.recipe(), other);
    flipped_ = scores.defined() && others.defined() ? std::optional(share_flipped(scores, others))
                                                    : std::nullopt;
    if (watch.lenses) {
        dropout_ = or_empty([&] { return fill_dropout_lens(modules, session.state(), *peek_); });
    }
    if (watch.answers) {
        answers_ = or_empty([&] {
            return fill_answers(session.recipe(), session.state(), session.dataset(), probe_,
                                *peek_, *stream_, {}, cancel);
        });
    }
}

/// Another batch or comparison than the one that the pass ran with asks for a preview.
bool Viewer::still_looks_at_commit(const Session& session, const Watch& watch) {
    if (committed_revision_ != session.revision()) {
        committed_revision_ = session.revision();
        committed_watch_ = watch;
    }
    const Watch& then = committed_watch_;
    return watch.probe == then.probe && watch.probe_class == then.probe_class &&
           watch.brightness == then.brightness && watch.compare == then.compare &&
           watch.dragged_sample == then.dragged_sample;
}

/// While training, the last real step; while paused, the preview, but for the moment after a pass
/// that counted.
PassSource Viewer::pass_on_screen(const Session& session, const Look& look) {
    const Observed* const observed = session.observed();
    const bool real =
        observed && !look.again &&
        (look.playing || (observed->committed && still_looks_at_commit(session, look.watch)));
    if (!real) return pass_source(*peek_);
    return {.trace = &observed->trace,
            .compared = nullptr,
            .preview = false,
            .batch = observed->batch,
            .error = {},
            .hash = hash_};
}

InspectorView Viewer::inspector(const Session& session, const Watch& watch) const {
    InspectorPast past;
    past.channel = std::max(watch.channel, 0);
    const Observed* const observed = session.observed();
    if (observed) past.before_last_step = &observed->before;
    const auto& norms = session.timeline().metrics.norms;
    if (const auto it = norms.find(watch.selected); it != norms.end()) {
        const NormSeries& series = it->second;
        const auto channel = static_cast<std::size_t>(past.channel);
        for (std::size_t i = 0; i < series.step.size(); ++i) {
            if (channel >= series.batch_mean[i].size()) break;
            past.step.push_back(static_cast<float>(series.step[i]));
            past.batch_mean.push_back(series.batch_mean[i][channel]);
            past.running_mean.push_back(series.running_mean[i][channel]);
        }
    }
    return fill_inspector(session.state(), watch, past);
}

/// The text is read once for all views until it changes.
CodeView Viewer::code(const Session& session, const PassSource& source) {
    const std::string file = model_file_name(session.recipe());
    if (!code_ || code_->source != session.source() || code_->file != file) {
        code_ = read_code(file, session.source());
    }
    CodeView view;
    view.text = code_;
    view.refused = session.refused();
    if (source.trace) tell_pass(view, *source.trace, source.error);
    if (source.problem && source.problem->line > 0) view.problem = *source.problem;
    return view;
}

void Viewer::remember_flags(const Session& session, const Watch& watch) {
    if (watch.compare == compare_) return;
    compare_ = watch.compare;
    if (compare_ != CompareWith::Saved) return;
    saved_flags_.clear();
    for (const auto& [path, module] : session.state().model->named_modules()) {
        saved_flags_[path] = module->training;
    }
}

}  // namespace engine::session
