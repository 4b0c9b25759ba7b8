#pragma once

#include "app/gfx/image.h"
#include "app/gfx/kept_target.h"
#include "app/ui/dirty_boxes.h"

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
    /// The same picture, but only what differs from the last call is painted (the rest was kept):
    /// for renderers on the processor, where painting is what a frame costs.
    void paint_changes();
    /// The next paint_changes paints everything.
    void forget() { dirty_.forget(); }
    /// What paint_changes has kept, to compare in tests.
    gfx::Image kept_pixels() const { return kept_.read_pixels(); }

private:
    void paint_box(ImDrawData& data, const PixelBox& box);

    Context& ui_;
    gfx::KeptTarget kept_;
    gfx::Rgb kept_ground_{};  ///< colour under all draw lists of what was kept
    DirtyBoxes dirty_;
};

/// Draws `frames` frames (popups and automatic sizes need three) and returns the last one's
/// picture: exactly what the window shows. `ui` was made with Mode::Gpu in `target`'s context.
gfx::Image render_picture(Context& ui, Renderer& renderer, gfx::Offscreen& target,
                          const std::function<void()>& draw, int frames = 3);

}  // namespace app::ui
