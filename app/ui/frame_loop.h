#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace app::gfx {
class Window;
}

namespace app::ui {

class Context;

/// What one pass of the loop cost, in milliseconds; for `bench --frames`.
struct FrameCost {
    double layout = 0.0;  ///< ImGui and the panels
    double raster = 0.0;
    double swap = 0.0;
    bool painted = false;  ///< false: found equal to the last frame
};

/// Sleeps until something happens, draws three frames after it (popups and automatic sizes need
/// them), paints only what differs from the last frame, and never more than 60 times a second.
class FrameLoop {
public:
    /// `ui` is current, was made with Mode::Gpu in the window's context, and lives longer.
    FrameLoop(gfx::Window& window, Context& ui);
    ~FrameLoop();
    FrameLoop(const FrameLoop&) = delete;
    FrameLoop& operator=(const FrameLoop&) = delete;

    /// Until the window is closed or stop() was called in a frame.
    void run(const std::function<void()>& draw);
    void stop();

    /// One pass without waiting; for benchmarks and tests. `force`: paints in any case.
    FrameCost step(const std::function<void()>& draw, bool force = false);

    /// Paths of files that were dropped on the window since the last call.
    std::vector<std::string> take_dropped();

    /// There is news to draw. From any thread.
    void wake();

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace app::ui
