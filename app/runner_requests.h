#pragma once

#include "app/opener.h"
#include "app/panels/requests.h"
#include "app/runner.h"

#include <cstddef>
#include <string>
#include <utility>

namespace app {

/// What panels ask for goes to a Runner, and what they want to open to an Opener.
class RunnerRequests final : public panels::Requests {
public:
    /// Without an opener (pictures) nobody looks into files.
    explicit RunnerRequests(Runner& runner, Opener* opener = nullptr)
        : runner_(runner), opener_(opener) {}

    void submit(engine::session::Command command) override { runner_.submit(std::move(command)); }
    void look(const engine::session::Watch& watch) override { runner_.look(watch); }
    void preview() override { runner_.preview(); }
    void play() override { runner_.play(); }
    void pause() override { runner_.pause(); }
    void complete(std::string text, std::size_t cursor) override {
        runner_.complete(std::move(text), cursor);
    }
    void set_speed(double steps_per_second) override { runner_.set_speed(steps_per_second); }
    void prepare(const engine::session::OpeningRequest& request) override {
        if (opener_ != nullptr) opener_->prepare(request);
    }
    void stop_preparing() override {
        if (opener_ != nullptr) opener_->stop();
    }

private:
    Runner& runner_;
    Opener* opener_;
};

}  // namespace app
