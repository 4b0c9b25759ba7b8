#include "engine/session/session.h"

#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/script/script_error.h"
#include "engine/session/code_reader.h"
#include "engine/session/data_request.h"
#include "engine/session/lines.h"
#include "engine/session/model_file.h"
#include "engine/session/optimizer_of.h"
#include "engine/session/session_core.h"
#include "engine/session/session_file.h"
#include "engine/session/task.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

namespace engine::session {

namespace {

std::string model_line(const Recipe& recipe, const nn::Module& model) {
    return recipe.construct.empty() ? fmt::format("model = {}()", model.class_name())
                                    : "model = " + recipe.construct;
}

}  // namespace

Session::Session(SessionOptions options) : options_(options) {}

Session::Session(const Recipe& recipe, SessionOptions options) : options_(options) {
    restart({recipe, false}, nullptr);
    ++revision_;
}

Session::~Session() = default;

Session::Core& Session::core() const {
    if (!core_) raise(ErrorKind::RuntimeError, "there is no session yet");
    return *core_;
}

const SessionState& Session::state() const {
    return core().state;
}
const Recipe& Session::recipe() const {
    return core().recipe;
}
const data::Dataset& Session::dataset() const {
    return *core().dataset;
}
const Timeline& Session::timeline() const {
    return core().timeline;
}
Position Session::position() const {
    return core().now;
}
const Loop& Session::loop() const {
    return core().loop;
}

const Observed* Session::observed() const {
    const Core& c = core();
    return c.observed && c.observed->at == c.now ? &*c.observed : nullptr;
}

FlagWrite Session::last_flag_write(std::string_view path) const {
    return core().timeline.flags.last(path, core().now);
}

void Session::set_progress(std::function<void(std::string_view, double)> progress) {
    progress_ = std::move(progress);
}

Outcome Session::apply(const Command& command, const std::atomic<bool>* cancel) {
    error_.clear();
    traceback_.clear();
    refused_.reset();
    ++revision_;
    try {
        carry_out(command, cancel);
        return {};
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Cancelled) {
            result_line_ = "Stopped. Everything is as it was before.";
            return {};
        }
        bool whole = false;
        if (const auto* const raised = dynamic_cast<const script::ScriptError*>(&error)) {
            traceback_ = raised->traceback();
            // What stands in the line itself needs no traceback.
            whole = raised->trace.size() > 1 || error.kind() == ErrorKind::SyntaxError;
        }
        if (const auto* const edit = std::get_if<Edit>(&command); edit && loaded()) {
            refused_ = CodeRefused{edit->source, problem_of(error, model_file_name(recipe()))};
        }
        fail(error.line());
        if (whole) {
            console_.back().text = traceback_.substr(0, traceback_.find_last_not_of('\n') + 1);
        }
    } catch (const std::exception& error) {
        fail(fmt::format("RuntimeError: {}", error.what()));
    }
    return {.ok = false, .error = error_};
}

void Session::carry_out(const Command& command, const std::atomic<bool>* cancel) {
    std::visit(
        [&](const auto& c) {
            using C = std::remove_cvref_t<decltype(c)>;
            if constexpr (std::is_same_v<C, Restart>) {
                restart(c, cancel);
            } else if constexpr (std::is_same_v<C, OpenSaved>) {
                restart(reopen(read_session(c.file)), cancel);
            } else {
                core();  // refuses when there is none
                if constexpr (std::is_same_v<C, Run>) run_line(c.line, cancel);
                if constexpr (std::is_same_v<C, Edit>) edit(c.source, cancel);
                if constexpr (std::is_same_v<C, Advance>) advance(c.steps, false, cancel);
                if constexpr (std::is_same_v<C, AdvanceEpoch>) advance(0, true, cancel);
                if constexpr (std::is_same_v<C, Commit>) commit(cancel);
                if constexpr (std::is_same_v<C, SetLoop>) set_loop(c.loop);
                if constexpr (std::is_same_v<C, Seek>) seek(c.step, cancel);
                if constexpr (std::is_same_v<C, Undo>) undo(cancel);
                if constexpr (std::is_same_v<C, Redo>) redo(cancel);
                if constexpr (std::is_same_v<C, Save>) save(c.file);
                if constexpr (std::is_same_v<C, Export>) export_to(c.file);
            }
        },
        command);
}

void Session::restart(const Restart& command, const std::atomic<bool>* cancel) {
    const Recipe& recipe = command.recipe;
    SessionState state;
    state.generator.manual_seed(recipe.seed);
    if (progress_) progress_("Running " + model_file_name(recipe), 0);
    const data::DatasetPtr dataset = library_.get(data_request(recipe), state.generator);
    state.source = model_source(recipe);
    const std::string printed = make_model(recipe, state, recipe.source.empty() ? nullptr : cancel);
    state.optimizer = optimizer_of(recipe, *state.model);
    state.names.set("criterion", criterion_of(recipe.loss));
    state.loop_kind = recipe.loop;
    state.loop.line = loop_start(recipe.loop);

    // The old session goes only when the new one stands.
    std::unique_ptr<Core> old = std::move(core_);
    core_.reset(new Core{.recipe = recipe,
                         .dataset = dataset,
                         .loop = Loop(recipe, dataset),
                         .state = std::move(state)});
    core_->timeline.keyframe_every = options_.keyframe_every;
    const auto console_before = console_.size();
    try {
        say(ConsoleLine::Kind::Input, fmt::format("torch.manual_seed({})", recipe.seed), false);
        say(ConsoleLine::Kind::Comment, fmt::format("# data: {}", dataset->extent), false);
        for (std::string& text : split_lines(printed)) {
            say(ConsoleLine::Kind::Output, std::move(text), false);
        }
        say(ConsoleLine::Kind::Input, model_line(recipe, *core_->state.model), false);
        say(ConsoleLine::Kind::Input, optimizer_line(recipe), false);
        say(ConsoleLine::Kind::Input, fmt::format("criterion = nn.{}()", recipe.loss), false);
        say(ConsoleLine::Kind::Input,
            fmt::format("train_loader = DataLoader(train_set, batch_size={}, shuffle=True)",
                        recipe.batch_size),
            false);
        if (recipe.loop == LoopKind::KeepsFlags) {
            // The loop's first line runs once, here, and so before any flip of a person.
            const std::string line = "model.train()";
            std::vector<PendingFlag> flags;
            core_->state.model->train(true, flag_listener(flags, Writer::Loop, line));
            note_flags(flags);
            say(ConsoleLine::Kind::Input, line, false);
        }
        core_->timeline.offer_keyframe({}, core_->state, options_.keyframe_limit);
        run_open_ = run_started_ = diverged_ = false;
        announcement_.clear();
        if (command.saved) return do_again(*command.saved, cancel);
        for (int64_t step = 0; command.replay && step < recipe.start_step; ++step) {
            if (cancel && cancel->load()) break;
            if (progress_ && step % 8 == 0) {
                progress_(fmt::format("Replaying to step {}", recipe.start_step),
                          static_cast<double>(step) / static_cast<double>(recipe.start_step));
            }
            new_unit(step + 1 == recipe.start_step, nullptr);
        }
    } catch (...) {
        core_ = std::move(old);
        console_.resize(std::min(console_.size(), console_before));
        throw;
    }
    core_->timeline.units.clear();  // the way to the first screen is nobody's entry
    run_started_ = false;
    if (core_->now.step > 0) {
        say(ConsoleLine::Kind::Comment,
            fmt::format("# {} of the loop", counted(core_->now.step, "step")), false);
    }
    Changes changes;
    for (const auto& [name, parameter] : core_->state.model->named_parameters()) {
        changes.weights += parameter.numel();
    }
    const std::string what = recipe.file.empty()
                                 ? fmt::format("**{}**", recipe.title)
                                 : fmt::format("**{}**, {}", recipe.file, recipe.title);
    result_line_ = fmt::format(
        "{}, seed {}, at step {}: {} in {}.", what, recipe.seed, core_->now.step,
        counted(changes.weights, "weight"),
        counted(static_cast<int64_t>(core_->state.model->named_modules().size()), "module"));
    // Its first sentence: what to do about it stands where there is room.
    if (!recipe.explore.empty()) {
        result_line_ += " " + recipe.explore.substr(0, recipe.explore.find(". "));
        if (!result_line_.ends_with('.')) result_line_ += '.';
    }
}

void Session::say(ConsoleLine::Kind kind, std::string text, bool by_person) {
    if (!is_utf8(text)) text = shown_utf8(text);  // a person can paste anything
    if (kind == ConsoleLine::Kind::Input || kind == ConsoleLine::Kind::Comment) last_line_ = text;
    if (console_.size() >= options_.console_lines) console_.erase(console_.begin());
    console_.push_back({.kind = kind,
                        .step = core_ ? core_->now.step : 0,
                        .text = std::move(text),
                        .by_person = by_person});
}

void Session::fail(const std::string& words) {
    error_ = words;
    say(ConsoleLine::Kind::Error, words);
    result_line_ = "**That failed, and nothing was changed.**";
}

}  // namespace engine::session
