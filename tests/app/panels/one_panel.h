// One panel in a window of its own, with requests that are written down.
#pragma once

#include "app/panels/panels.h"
#include "tests/app/headless.h"
#include "tests/app/sample_view.h"

#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace app::test {

class WrittenRequests final : public panels::Requests {
public:
    void submit(engine::session::Command command) override {
        commands.push_back(std::move(command));
    }
    void look(const engine::session::Watch&) override {}
    void preview() override { ++previews; }
    void play() override {}
    void pause() override { ++pauses; }
    void set_speed(double) override {}
    void prepare(const engine::session::OpeningRequest&) override {}
    void stop_preparing() override {}
    void complete(std::string text, std::size_t cursor) override {
        completions.emplace_back(std::move(text), cursor);
    }

    /// The line of the newest command; empty when it is none.
    std::string last_line() const {
        const auto* run =
            commands.empty() ? nullptr : std::get_if<engine::session::Run>(&commands.back());
        return run ? run->line : std::string();
    }

    std::vector<engine::session::Command> commands;
    std::vector<std::pair<std::string, std::size_t>> completions;
    int previews = 0;
    int pauses = 0;
};

/// Shows one panel over `box` (pixels) with a view that a test may change.
class OnePanel {
public:
    OnePanel(panels::PanelPtr panel, Sample sample, const HeadlessUi::Options& options)
        : ui(options),
          view(sample_view(sample)),
          panel_(std::move(panel)),
          box_{0, 0, options.size.x, options.size.y} {
        window.watch = view.watch;
        ui.show([this] {
            panels::Frame frame{view, window, requests};
            panel_->show(frame, box_);
        });
    }

    HeadlessUi ui;
    engine::session::SessionView view;
    panels::WindowState window;
    WrittenRequests requests;

private:
    panels::PanelPtr panel_;
    panels::Box box_;
};

}  // namespace app::test
