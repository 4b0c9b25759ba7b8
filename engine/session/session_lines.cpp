#include "engine/base/error.h"
#include "engine/script/interpreter.h"
#include "engine/script/last_shown.h"
#include "engine/session/lines.h"
#include "engine/session/model_file.h"
#include "engine/session/optimizer_of.h"
#include "engine/session/pass_scope.h"
#include "engine/session/probe.h"
#include "engine/session/session_core.h"
#include "engine/session/train_loader.h"
#include "engine/tensor/grad_mode.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

// State commands: lines of PyTorch, a pass that counts, another loop.

namespace engine::session {

namespace {

/// Whether nothing is different. What cannot be walked is.
bool same(const SessionState& state, const SessionState& before) {
    try {
        return state.hash() == before.hash();
    } catch (const Error&) {
        return false;
    }
}

/// Puts the state back when what is done to it fails.
template <class Act>
void all_or_nothing(SessionState& state, const SessionState& before, Act act) {
    try {
        act();
    } catch (...) {
        // A slip of the finger keeps what a fork forgets: the history that loss.backward() needs.
        if (!same(state, before)) state = before.fork();
        throw;
    }
}

/// What lines see of a session beside its state.
struct Around {
    const Recipe& recipe;
    const data::Dataset& dataset;
    const std::atomic<bool>* cancel;
};

void run_script(std::string_view line, SessionState& state, const Around& around,
                const nn::FlagObserver& observer, script::LastShown& last, script::Result* result) {
    const SetGradEnabled grad_mode(state.grad_enabled);
    PassScope pass(state, state.generator, {.cancel = around.cancel, .step_limit = 0});
    pass.environment().flag_observer = observer;
    std::string warned;
    pass.environment().errors = [&warned](std::string_view text) { warned += text; };
    const TrainLoaderScope loader(line, around.recipe, around.dataset, state, pass);
    const script::LastShownScope scope(last);
    script::Result ran = script::run(line, pass.environment());
    ran.printed.insert(0, warned);
    if (result) *result = std::move(ran);
}

/// An Edit: the model of the new text, with what it could keep, in a new optimizer of the same kind
/// that goes on where the old one was.
CarriedOver remake(const Recipe& recipe, const std::string& source, SessionState& state,
                   const std::atomic<bool>* cancel, std::string* printed) {
    const nn::ModulePtr before = state.model;
    const std::shared_ptr<optim::Optimizer> optimizer = state.optimizer;
    state.source = source;
    std::string said = make_model(recipe, state, cancel);
    if (printed) *printed = std::move(said);
    const CarriedOver carried = carry_over(*before, *state.model);
    state.optimizer = optimizer_for(*state.model, *before, optimizer);
    return carried;
}

}  // namespace

void Session::run_line(const std::string& line, const std::atomic<bool>* cancel) {
    Core& c = core();
    say(ConsoleLine::Kind::Input, line);
    const SessionState before = c.state.fork();
    std::vector<PendingFlag> flags;
    script::Result result;
    script::LastShown last = c.shown.before(c.state);
    Changes changes;
    const auto origin = c.shown.origin(c.state, c.now);
    all_or_nothing(c.state, before, [&] {
        run_script(line, c.state, {c.recipe, *c.dataset, cancel},
                   flag_listener(flags, Writer::Person, line), last, &result);
        changes = compare(before, c.state, static_cast<int>(flags.size()));
        if (last.read && !origin && (changes.anything || !flags.empty())) {
            raise(ErrorKind::RuntimeError,
                  "`_` was shown before the session changed and cannot be kept: give the value a "
                  "name in the line that makes it");
        }
    });
    // A line that only asks leaves no trace, in the past least of all.
    const bool asked = !changes.anything && flags.empty();
    for (std::string& text : split_lines(result.printed)) {
        say(ConsoleLine::Kind::Output, std::move(text));
    }
    for (std::string& text : split_lines(result.echo)) {
        say(ConsoleLine::Kind::Output, std::move(text));
    }
    if (!asked) {
        // `_` is no part of the state, unless the line has made it a variable.
        const bool bound = c.state.names.find("_") != nullptr;
        record(Run{last.read ? *origin + line + (bound ? "" : "\ndel _") : line}, line);
        note_flags(flags);
    }
    c.shown.note(last, line, asked, c.now, c.state);
    result_line_ = result_of_line(changes);
}

void Session::edit(const std::string& source, const std::atomic<bool>* cancel) {
    Core& c = core();
    if (source == c.state.source) {
        result_line_ = "Nothing was written: the file is as it was.";
        return;
    }
    const std::string line = undo_words(Edit{source}, model_file_name(c.recipe));
    say(ConsoleLine::Kind::Comment, line);
    const SessionState before = c.state.fork();
    CarriedOver carried;
    std::string printed;
    all_or_nothing(c.state, before,
                   [&] { carried = remake(c.recipe, source, c.state, cancel, &printed); });
    for (std::string& text : split_lines(printed)) {
        say(ConsoleLine::Kind::Output, std::move(text));
    }
    record(Edit{source}, line);
    result_line_ =
        fmt::format("**{} made anew.** {} of {} parameters and buffers kept their values.",
                    c.state.model->class_name(), carried.kept, carried.kept + carried.fresh);
}

void Session::commit(const std::atomic<bool>* cancel) {
    Core& c = core();
    say(ConsoleLine::Kind::Input, "y = model(x)");
    const SessionState before = c.state.fork();
    TraceRecorder recorder(*c.state.model, c.state.generator);
    all_or_nothing(c.state, before, [&] { forward_probe(watch_, &recorder, cancel); });
    record(CommitOf{watch_}, undo_words(CommitOf{watch_}, {}));

    Observed observed{
        .at = c.now, .trace = recorder.take(), .committed = true, .batch = {}, .before = {}};
    observed.batch = probe_batch(*c.dataset, watch_).words;
    for (auto& [name, tensor] : before.model->named_parameters()) observed.before[name] = tensor;
    for (auto& [name, tensor] : before.model->named_buffers()) observed.before[name] = tensor;
    c.observed = std::move(observed);
    result_line_ = result_of_commit(compare(before, c.state, 0));
}

void Session::forward_probe(const Watch& probe, TraceRecorder* recorder,
                            const std::atomic<bool>* cancel) {
    SessionState& state = core().state;
    const SetGradEnabled grad_mode(state.grad_enabled);
    ProbeBatch batch = probe_batch(*core().dataset, probe);
    PassScope pass(state, state.generator, {.recorder = recorder, .cancel = cancel});
    nn::Value y = pass.run(batch.inputs);
    state.names.set("x", std::move(batch.inputs));
    state.names.set("y", std::move(y));
}

void Session::set_loop(LoopKind kind) {
    const bool textbook = kind == LoopKind::Textbook;
    say(ConsoleLine::Kind::Comment, textbook ? "# loop: textbook" : "# loop: keeps your flags");
    if (core().state.loop_kind == kind) {
        result_line_ = "Nothing was written: that loop runs already.";
        return;
    }
    change_loop(kind);
    record(SetLoop{kind}, undo_words(SetLoop{kind}, {}));
    result_line_ = textbook ? "**The loop now calls model.train() every epoch and model.eval() for "
                              "validation.** Flips are overwritten."
                            : "**The loop now keeps your flags.** Validation puts every one back.";
}

void Session::change_loop(LoopKind kind) {
    Core& c = core();
    c.state.loop_kind = kind;
    const auto& lines = c.loop.lines(kind);
    const auto action = c.state.loop.batch > 0 ? LoopAction::Batch : LoopAction::Epoch;
    const auto line = std::find_if(lines.begin(), lines.end(),
                                   [&](const LoopLine& one) { return one.action == action; });
    c.state.loop.line = static_cast<int>(line - lines.begin());
}

nn::FlagObserver Session::flag_listener(std::vector<PendingFlag>& into, Writer writer,
                                        std::string_view line) const {
    std::unordered_map<const nn::Module*, std::string> paths;
    for (auto& [path, module] : core().state.model->named_modules()) {
        paths.emplace(module.get(), path);
    }
    return [&into, writer, line = std::string(line), step = core().state.step,
            paths = std::move(paths)](nn::Module& module, bool before) {
        const auto path = paths.find(&module);
        if (path == paths.end()) return;  // not of this tree
        into.push_back(
            {.path = path->second,
             .write = {.step = step, .training = module.training, .writer = writer, .line = line},
             .changed = before != module.training});
    };
}

void Session::note_flags(const std::vector<PendingFlag>& flags) {
    for (const PendingFlag& flag : flags) {
        core().timeline.flags.note(core().now, flag.path, flag.write);
    }
}

void Session::record(StateChange change, std::string words) {
    Core& c = core();
    c.observed.reset();  // a pass that was undone may have stood at this very place
    UndoUnit unit{.before = c.now,
                  .after = {},
                  .is_run = false,
                  .words = std::move(words),
                  .replaced = nullptr};
    if (c.now < c.timeline.tip) {
        unit.replaced = std::make_shared<const Timeline>(c.timeline);
        c.timeline.truncate(c.now);
    }
    c.timeline.journal.push_back({c.state.step, std::move(change)});
    ++c.now.entries;
    c.timeline.tip = unit.after = c.now;
    c.timeline.units.push_back(std::move(unit));
    run_started_ = false;
}

void Session::apply_entry(const Entry& entry, const nn::FlagObserver& observer,
                          const std::atomic<bool>* cancel) {
    std::visit(
        [&](const auto& change) {
            using C = std::remove_cvref_t<decltype(change)>;
            if constexpr (std::is_same_v<C, Run>) {
                script::LastShown last;
                run_script(change.line, core().state, {core().recipe, *core().dataset, cancel},
                           observer, last, nullptr);
            } else if constexpr (std::is_same_v<C, Edit>) {
                remake(core().recipe, change.source, core().state, cancel, nullptr);
            } else if constexpr (std::is_same_v<C, CommitOf>) {
                forward_probe(change.probe, nullptr, cancel);
            } else {
                change_loop(change.loop);
            }
        },
        entry.change);
}

}  // namespace engine::session
