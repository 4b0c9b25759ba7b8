#pragma once

#include "app/panels/requests.h"
#include "app/runner.h"

#include <utility>

namespace app {

/// What panels ask for goes to a Runner.
class RunnerRequests final : public panels::Requests {
public:
    explicit RunnerRequests(Runner& runner) : runner_(runner) {}

    void submit(engine::session::Command command) override { runner_.submit(std::move(command)); }
    void look(const engine::session::Watch& watch) override { runner_.look(watch); }
    void preview() override { runner_.preview(); }
    void play() override { runner_.play(); }
    void pause() override { runner_.pause(); }
    void set_speed(double steps_per_second) override { runner_.set_speed(steps_per_second); }

private:
    Runner& runner_;
};

}  // namespace app
