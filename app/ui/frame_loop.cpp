#include "app/ui/frame_loop.h"

#include "app/gfx/context.h"
#include "app/gfx/window.h"
#include "app/ui/context.h"
#include "app/ui/renderer.h"
#include "app/ui/window_input.h"

#define GLFW_INCLUDE_NONE
#include <GLFW/glfw3.h>

#include <imgui.h>
#include <backends/imgui_impl_glfw.h>

#include <algorithm>
#include <atomic>
#include <utility>

namespace app::ui {

namespace {

constexpr int kSettleFrames = 3;
constexpr double kFrameSeconds = 1.0 / 60.0;
constexpr double kBlinkSeconds = 0.25;  // the caret of a text field
constexpr double kSleepSeconds = 1.0;

}  // namespace

struct FrameLoop::State {
    gfx::Window& window;
    Context& ui;
    Renderer renderer;
    WindowInput input;
    bool software;
    std::atomic<bool> news{true};
    int settle = kSettleFrames;
    bool stopped = false;
    double last_frame = 0.0;
    std::uint64_t shown = 0;  // fingerprint of what the window shows; 0: nothing

    State(gfx::Window& on, Context& with)
        : window(on),
          ui(with),
          renderer(with),
          input(on.handle(), with.input()),
          software(gfx::software_renderer()) {}

    void wait() {
        if (settle > 0 || ui.animating() || !ui.input().empty()) {
            const double due = last_frame + kFrameSeconds - glfwGetTime();
            if (due > 0.001) {
                glfwWaitEventsTimeout(due);
            } else {
                glfwPollEvents();
            }
        } else {
            double sleep = ImGui::GetIO().WantTextInput ? kBlinkSeconds : kSleepSeconds;
            if (const double wish = ui.next_wake(); wish >= 0.0) {
                sleep = std::clamp(last_frame + wish - glfwGetTime() + 0.001, 0.001, sleep);
            }
            glfwWaitEventsTimeout(sleep);
        }
    }

    FrameCost frame(const std::function<void()>& draw, bool force) {
        FrameCost cost;
        const double start = glfwGetTime();
        ImGui_ImplGlfw_NewFrame();  // cursor shapes; its size and time are ours below
        const ImVec2 size{static_cast<float>(window.width()), static_cast<float>(window.height())};
        ImGui::GetIO().DisplayFramebufferScale = {1, 1};
        ui.begin_frame(size, static_cast<float>(start - last_frame));
        last_frame = start;
        draw();
        ui.end_frame();
        const double laid_out = glfwGetTime();
        cost.layout = (laid_out - start) * 1e3;

        const std::uint64_t now =
            fingerprint(*ImGui::GetDrawData(), ui.textures().texture_revision());
        if (input.take_exposed()) force = true;
        if (std::exchange(shown, now) == now && !force) return cost;
        if (force) renderer.forget();
        software ? renderer.paint_changes() : renderer.paint();
        const double rastered = glfwGetTime();
        window.swap();
        cost.raster = (rastered - laid_out) * 1e3;
        cost.swap = (glfwGetTime() - rastered) * 1e3;
        cost.painted = true;
        return cost;
    }
};

FrameLoop::FrameLoop(gfx::Window& window, Context& ui)
    : state_(std::make_unique<State>(window, ui)) {}

FrameLoop::~FrameLoop() = default;

void FrameLoop::run(const std::function<void()>& draw) {
    State& state = *state_;
    while (!state.stopped && !state.window.should_close()) {
        state.wait();
        const bool happened = state.input.take_happened();
        if (state.news.exchange(false) || happened) state.settle = kSettleFrames;
        if (state.window.iconified()) {
            glfwWaitEventsTimeout(0.5);
            continue;
        }
        // A burst of events is answered at most 60 times a second.
        if (glfwGetTime() - state.last_frame < kFrameSeconds - 0.001 && state.settle > 0) continue;
        if (state.settle > 0) --state.settle;
        state.frame(draw, false);
    }
}

void FrameLoop::stop() {
    state_->stopped = true;
}

FrameCost FrameLoop::step(const std::function<void()>& draw, bool force) {
    glfwPollEvents();
    return state_->frame(draw, force);
}

std::vector<std::string> FrameLoop::take_dropped() {
    return state_->input.take_dropped();
}

void FrameLoop::wake() {
    state_->news.store(true);
    gfx::Window::wake();
}

}  // namespace app::ui
