#pragma once

#include "engine/session/command.h"
#include "engine/session/session.h"
#include "engine/session/view.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace app {

/// A session on a thread of its own: commands go in, immutable views come out. Every function may
/// be called from any thread and none of them waits for the session, but run_until_idle() and the
/// destructor.
class Runner {
public:
    enum class Mode {
        Threaded,
        Synchronous,  ///< nothing happens but in run_until_idle(): for pictures and tests
    };

    explicit Runner(Mode mode = Mode::Threaded, engine::session::SessionOptions options = {});
    /// Ends what is being done between two steps, and the thread.
    ~Runner();
    Runner(const Runner&) = delete;
    Runner& operator=(const Runner&) = delete;

    /// Called after each new view, on the session's thread; empty: nobody is. When it returns, the
    /// old one is called no more.
    void set_wake(std::function<void()> wake);

    /// In turn. A new session, a jump in time or a number of steps ends playing; a Restart also
    /// ends the long command that is being done.
    void submit(engine::session::Command command);
    /// Who looks, and at what: the newest counts.
    void look(const engine::session::Watch& watch);
    /// One more preview of the probe batch.
    void preview();
    /// What may come at a cursor of the prompt; answered between two pieces of work, in the view.
    void complete(std::string text, std::size_t cursor);
    void play();
    /// Ends playing, and the long command that is being done.
    void pause();
    /// While playing; 0: as fast as it goes.
    void set_speed(double steps_per_second);

    /// The newest finished view; never null. At most 60 a second are made, and one after every
    /// command.
    engine::session::SessionViewPtr view() const;

    /// Nothing is waiting or being done, and it does not play.
    bool idle() const;
    /// Until idle; in Synchronous mode this does the work.
    void run_until_idle();

private:
    class Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace app
