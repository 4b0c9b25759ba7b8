#pragma once

#include "app/gfx/palette.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace app::gfx {

/// A matrix to be shown as colours. Points at the caller's data for the time of one call.
struct HeatMap {
    int rows = 0;                             ///< at most 128
    int cols = 0;                             ///< at most 128
    std::span<const float> values{};          ///< rows x cols, row by row
    std::span<const std::uint8_t> dropped{};  ///< empty, or rows x cols: not 0 where dropped
    Colormap colormap = Colormap::Diverging;
    float low = -1.0f;        ///< value of the first colour
    float high = 1.0f;        ///< value of the last colour
    int cell = 1;             ///< pixels along a cell's side; the picture is cols*cell x rows*cell
    bool struck_out = false;  ///< the whole map was dropped (Dropout2d)
    bool mark_zero = true;    ///< exactly 0 gets its own colour
};

/// What ImGui::Image takes: `reinterpret_cast<ImTextureID>(texture.id)`, and its size in pixels.
struct Texture {
    std::uintptr_t id = 0;
    int width = 0;
    int height = 0;
};

/// Keeps heat maps as coloured textures, painted again only when their data or the palette change.
/// Without a GPU it hands out an id that means nothing, so that panels can be laid out anywhere.
class TextureCache {
public:
    enum class Mode { Gpu, LayoutOnly };

    /// Mode::Gpu needs a current OpenGL 3.3 context, now and until destruction.
    explicit TextureCache(Mode mode);
    ~TextureCache();
    TextureCache(const TextureCache&) = delete;
    TextureCache& operator=(const TextureCache&) = delete;

    /// Colours of the theme; a change repaints every map at its next use.
    void set_palette(const Palette& palette);
    const Palette& palette() const;

    /// The picture of `map`, kept under `id` (one id a place on the screen, such as
    /// "pass/backbone.block1.fc"). Values and settings are compared by hash: callers need no
    /// revision.
    Texture heat_map(std::string_view id, const HeatMap& map);

    /// Rises whenever a texture's content changes: part of a frame's fingerprint.
    std::uint64_t texture_revision() const;

    /// texture_revision() at the time when the texture `id` was painted last; 0: not one of ours.
    std::uint64_t revision_of(std::uintptr_t id) const;

    /// To be called once a frame: forgets what was not shown for 600 frames.
    void new_frame();

private:
    struct Store;
    std::unique_ptr<Store> store_;
};

}  // namespace app::gfx
