#pragma once

#include "app/gfx/texture_cache.h"
#include "app/ui/anchors.h"
#include "app/ui/input_queue.h"
#include "app/ui/theme.h"

#include <imgui.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace app::ui {

struct PlotStore;

/// All that one window's widgets share: the ImGui context, theme, fonts, anchors, input, textures.
/// No session state. Several may live (tests); the last one made current is current.
class Context {
public:
    struct Options {
        ThemeId theme = ThemeId::Light;
        float scale = 1.0f;
        bool reduced_motion = false;
        gfx::TextureCache::Mode textures = gfx::TextureCache::Mode::LayoutOnly;
    };

    explicit Context(const Options& options);
    ~Context();
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    void make_current();

    const Theme& theme() const { return theme_; }
    Anchors& anchors() { return anchors_; }
    InputQueue& input() { return input_; }
    gfx::TextureCache& textures() { return *textures_; }
    PlotStore& plots() { return *plots_; }

    /// Takes effect at the next begin_frame; scale 1.0 to 3.0.
    void set_theme(ThemeId id) { wanted_theme_ = id; }
    void set_scale(float scale);
    ThemeId wanted_theme() const { return wanted_theme_; }
    float wanted_scale() const { return wanted_scale_; }

    /// Starts a frame of `size` pixels, `seconds` after the last one (clamped, so that a long sleep
    /// is no burst of key repeats). Hands over one frame's worth of input.
    void begin_frame(ImVec2 size, float seconds);
    /// Paints the ground between the panels and ends the frame; draw data are ready after it.
    void end_frame();

    /// Called between two frames after the font atlas was rebuilt: a renderer uploads it.
    std::function<void()> on_fonts_rebuilt;

    /// Keep drawing frames (60 a second) for so long from now. Nothing happens with reduced motion.
    void animate_for(double seconds);
    bool animating() const;
    /// Draw a frame in so many seconds even if nothing happens until then (a tooltip falls due).
    void wake_after(double seconds);
    /// Seconds until the next wished frame; negative when there is no wish.
    double next_wake() const;
    /// Seconds of all frames so far, sleeps included (ImGui's own time leaves them out).
    double clock() const { return clock_; }
    /// Seconds that the mouse has rested on the item `id`; the first call starts the count. After
    /// a press none, until the mouse has left: what the press changed must not be covered.
    double rested_on(ImGuiID id);
    bool reduced_motion() const { return reduced_motion_; }
    void set_reduced_motion(bool reduced) { reduced_motion_ = reduced; }

    /// A panel's box of this frame: what no panel covers is painted in the ground colour.
    void add_panel_box(ImVec2 min, ImVec2 max);

private:
    void apply_wishes();

    ImGuiContext* imgui_;
    Theme theme_;
    ThemeId wanted_theme_;
    float wanted_scale_;
    bool reduced_motion_;
    double clock_ = 0.0;
    double animate_until_ = 0.0;  // in clock_
    double wake_at_ = -1.0;       // in clock_; negative: no wish
    ImGuiID rested_id_ = 0;
    double rested_since_ = 0.0;
    bool rested_pressed_ = false;
    bool rested_asked_ = false;  // in this frame: else the mouse has left
    Anchors anchors_;
    InputQueue input_;
    std::unique_ptr<gfx::TextureCache> textures_;
    std::unique_ptr<PlotStore> plots_;
    std::string clipboard_;       // stands in until a window offers a real one
    std::vector<ImVec4> panels_;  // min x, min y, max x, max y
};

/// The Context of the current ImGui context.
Context& current();
inline const Theme& theme() {
    return current().theme();
}
inline float px(float unscaled) {
    return theme().px(unscaled);
}

}  // namespace app::ui
