#pragma once

#include "app/gfx/image.h"

#include <cstdint>
#include <functional>

struct ImDrawData;

namespace app::gfx {
class Offscreen;
}

namespace app::ui {

class Context;

/// A hash of all that a frame would paint: equal to the last one, and the frame need not be
/// painted.
std::uint64_t fingerprint(const ImDrawData& data, std::uint64_t texture_revision);

/// Paints a Context's frames with the current OpenGL context.
class Renderer {
public:
    /// `ui` is current and lives longer.
    explicit Renderer(Context& ui);
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    /// Paints the finished frame into the bound framebuffer.
    void paint();

private:
    Context& ui_;
};

/// Draws `frames` frames (popups and automatic sizes need three) and returns the last one's
/// picture: exactly what the window shows. `ui` was made with Mode::Gpu in `target`'s context.
gfx::Image render_picture(Context& ui, Renderer& renderer, gfx::Offscreen& target,
                          const std::function<void()>& draw, int frames = 3);

}  // namespace app::ui
