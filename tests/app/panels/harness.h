// The whole window over a view made by hand: what it asks for is written down, not carried out.
#pragma once

#include "app/panels/shell.h"
#include "tests/app/headless.h"
#include "tests/app/sample_view.h"

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace app::test {

/// Writes down each request in words: "run model.eval()", "seek 199", "play".
class Recorder final : public panels::Requests {
public:
    void submit(engine::session::Command command) override {
        std::visit([this](const auto& each) { note(each); }, command);
    }
    void look(const engine::session::Watch& watch) override { looks.push_back(watch); }
    void preview() override { ++previews; }
    void play() override { asked.emplace_back("play"); }
    void pause() override { asked.emplace_back("pause"); }
    void complete(std::string text, std::size_t cursor) override {
        completions.emplace_back(std::move(text), cursor);
    }
    void set_speed(double steps_per_second) override {
        asked.push_back("speed " + std::to_string(static_cast<int>(steps_per_second)));
    }

    void prepare(const engine::session::OpeningRequest& request) override {
        openings.push_back(request);
        asked.push_back("prepare " + request.file);
    }
    void stop_preparing() override { asked.emplace_back("stop preparing"); }

    std::vector<std::string> asked;
    std::vector<engine::session::OpeningRequest> openings;
    std::vector<engine::session::Watch> looks;
    std::vector<std::pair<std::string, std::size_t>> completions;
    std::vector<engine::session::Recipe> recipes;  // of each restart
    std::vector<std::string> edits;                // the texts
    int previews = 0;

private:
    void note(const engine::session::Run& run) { asked.push_back("run " + run.line); }
    void note(const engine::session::Edit& edit) {
        asked.push_back("edit");
        edits.push_back(edit.source);
    }
    void note(const engine::session::Advance& advance) {
        asked.push_back("advance " + std::to_string(advance.steps));
    }
    void note(const engine::session::AdvanceEpoch&) { asked.emplace_back("advance epoch"); }
    void note(const engine::session::Commit&) { asked.emplace_back("commit"); }
    void note(const engine::session::SetLoop& loop) {
        asked.push_back(loop.loop == engine::session::LoopKind::Textbook ? "loop textbook"
                                                                         : "loop keeps flags");
    }
    void note(const engine::session::Seek& seek) {
        asked.push_back("seek " + std::to_string(seek.step));
    }
    void note(const engine::session::Undo&) { asked.emplace_back("undo"); }
    void note(const engine::session::Redo&) { asked.emplace_back("redo"); }
    void note(const engine::session::Restart& restart) {
        asked.push_back("restart " + restart.recipe.id + (restart.replay ? "" : " from 0"));
        recipes.push_back(restart.recipe);
    }
    void note(const engine::session::OpenSaved& open) { asked.push_back("open " + open.file); }
    void note(const engine::session::Save& save) { asked.push_back("save " + save.file); }
    void note(const engine::session::Export& script) { asked.push_back("export " + script.file); }
};

/// The workbench is open.
inline panels::WindowState workbench() {
    panels::WindowState state;
    state.workbench = true;
    return state;
}

/// A window of its own; press through `ui`, look at `asked`.
class WindowUnderTest {
public:
    explicit WindowUnderTest(Sample sample = Sample::Mixed, HeadlessUi::Options options = {},
                             panels::WindowState state = {})
        : view(sample_view(sample)), ui(options), shell(with_look(std::move(state), options)) {
        ui.show([this] { shell.draw(view, recorder); });
        ui.run_frames();
        recorder.asked.clear();
    }

    std::vector<std::string>& asked() { return recorder.asked; }
    panels::WindowState& state() { return shell.state(); }

    engine::session::SessionView view;
    Recorder recorder;
    HeadlessUi ui;
    panels::Shell shell;

private:
    static panels::WindowState with_look(panels::WindowState state,
                                         const HeadlessUi::Options& options) {
        state.theme = options.theme;
        state.scale = options.scale;
        return state;
    }
};

/// One window after another in the same ImGui context: its fonts are made once, which is most of
/// what a WindowUnderTest costs. Scrolling and zooms of the one before may last.
class Stage {
public:
    explicit Stage(const HeadlessUi::Options& options) : ui(options), options_(options) {}

    void set(Sample sample, panels::WindowState state) {
        state.theme = options_.theme;
        state.scale = options_.scale;
        view = sample_view(sample);
        recorder = {};
        shell.emplace(std::move(state));
        ui.show([this] { shell->draw(view, recorder); });
        recorder = {};
    }

    engine::session::SessionView view;
    Recorder recorder;
    HeadlessUi ui;
    std::optional<panels::Shell> shell;

private:
    HeadlessUi::Options options_;
};

}  // namespace app::test
