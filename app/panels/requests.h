#pragma once

#include "engine/session/command.h"
#include "engine/session/opening_view.h"

#include <cstddef>
#include <string>

namespace app::panels {

/// What the window asks of the session's side. Nothing answers at once: the next view does.
class Requests {
public:
    virtual ~Requests() = default;

    virtual void submit(engine::session::Command command) = 0;
    /// Who looks, and at what; raises no revision.
    virtual void look(const engine::session::Watch& watch) = 0;
    /// One more preview of the probe batch; writes nothing.
    virtual void preview() = 0;
    virtual void play() = 0;
    virtual void pause() = 0;
    /// What may come at a cursor of the prompt: SessionView::completion will say.
    virtual void complete(std::string text, std::size_t cursor) = 0;
    /// While playing; 0: as fast as it goes.
    virtual void set_speed(double steps_per_second) = 0;
    /// Looks into what somebody wants to open; the answer appears in WindowState::opening.
    virtual void prepare(const engine::session::OpeningRequest& request) = 0;
    virtual void stop_preparing() = 0;
};

}  // namespace app::panels
