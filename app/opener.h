#pragma once

#include "engine/session/opening.h"

#include <functional>
#include <memory>

namespace app {

/// Looks into model files on a thread of its own, so that neither window nor session waits for a
/// stranger's file. One at a time: a new request ends the one before it. Every function may be
/// called from any thread.
class Opener {
public:
    Opener();
    ~Opener();
    Opener(const Opener&) = delete;
    Opener& operator=(const Opener&) = delete;

    /// Called after each answer, on the opener's thread.
    void set_wake(std::function<void()> wake);
    void prepare(engine::session::OpeningRequest request);
    /// Ends what is being done; there will be no answer.
    void stop();
    /// The newest answer; null before the first.
    engine::session::OpeningPtr answer() const;

private:
    struct Worker;
    std::unique_ptr<Worker> worker_;
};

}  // namespace app
