#include "tests/app/ui/gallery.h"

#include "app/gfx/offscreen.h"
#include "app/ui/panel.h"
#include "app/ui/renderer.h"
#include "tests/app/headless.h"

#include <cstdlib>
#include <set>

namespace app::test {
namespace {

TEST(Gallery, CutsNoTextAtAnyScaleAndTheme) {
    for (const float scale : {1.0f, 1.5f, 2.0f, 3.0f}) {
        HeadlessUi ui({.size = {1280 * scale, 800 * scale}, .scale = scale});
        ui.show(draw_gallery);
        EXPECT_EQ(ui.clipped_texts(), "") << "scale " << scale;
    }
}

/// Colours that occur in a picture.
std::set<std::uint32_t> colors(const gfx::Image& image) {
    std::set<std::uint32_t> found;
    for (std::size_t i = 0; i < image.rgba.size(); i += 4) {
        found.insert((std::uint32_t{image.rgba[i]} << 16) |
                     (std::uint32_t{image.rgba[i + 1]} << 8) | image.rgba[i + 2]);
    }
    return found;
}

// MODESCOPE_PICTURES=/tmp keeps the pictures to look at.
TEST(Gallery, IsPaintedWithoutAWindowInTheThemesColours) {
    for (const ui::ThemeId theme : {ui::ThemeId::Light, ui::ThemeId::Dark}) {
        for (const float scale : {1.0f, 2.0f}) {
            gfx::Offscreen target(static_cast<int>(1280 * scale), static_cast<int>(800 * scale));
            ui::Context ui(
                {.theme = theme, .scale = scale, .textures = gfx::TextureCache::Mode::Gpu});
            ui::Renderer renderer(ui);
            const gfx::Image image = ui::render_picture(ui, renderer, target, draw_gallery);
            const auto found = colors(image);
            const auto rgb = [](ui::Color color) {
                return ((color.u32 >> IM_COL32_R_SHIFT) & 255u) << 16 |
                       ((color.u32 >> IM_COL32_G_SHIFT) & 255u) << 8 |
                       ((color.u32 >> IM_COL32_B_SHIFT) & 255u);
            };
            const ui::Theme& t = ui.theme();
            for (const ui::Color color : {t.ground, t.panel, t.line, t.ink, t.train.outline,
                                          t.eval.outline, t.train.tint, t.eval.tint, t.zero_cell}) {
                EXPECT_TRUE(found.contains(rgb(color)))
                    << ui::name_of(theme) << " " << std::hex << rgb(color);
            }
            if (const char* folder = std::getenv("MODESCOPE_PICTURES")) {
                gfx::write_png(std::string(folder) + "/gallery-" + std::string(ui::name_of(theme)) +
                                   (scale > 1 ? "-200.png" : ".png"),
                               image);
            }
        }
    }
}

TEST(Gallery, PaintingOnlyTheChangesGivesTheSamePixels) {
    gfx::Offscreen target(1280, 800);
    ui::Context ui({.textures = gfx::TextureCache::Mode::Gpu});
    ui::Renderer renderer(ui);
    const ImVec2 stops[] = {{700, 150}, {260, 97}, {160, 20}, {160, 20}, {600, 550}, {900, 440}};
    int clicks = 0;
    for (const ImVec2 stop : stops) {
        clicks++ % 2 == 0 ? ui.input().click(stop.x, stop.y) : ui.input().move(stop.x, stop.y);
        for (int frame = 0; frame < 40 || !ui.input().empty(); ++frame) {
            ui.begin_frame({1280, 800}, 1.0f / 60.0f);
            draw_gallery();
            ui.end_frame();
            if (frame % 8 != 0) continue;
            target.bind();
            renderer.paint();
            const gfx::Image whole = target.read_pixels();
            target.bind();
            renderer.paint_changes();
            ASSERT_EQ(renderer.kept_pixels().rgba, whole.rgba)
                << "mouse at " << stop.x << ", " << stop.y;
            EXPECT_EQ(target.read_pixels().rgba, whole.rgba) << "copied";
        }
    }
    ui.set_theme(ui::ThemeId::Dark);
    ui.begin_frame({1280, 800}, 1.0f / 60.0f);
    draw_gallery();
    ui.end_frame();
    target.bind();
    renderer.paint();
    const gfx::Image whole = target.read_pixels();
    renderer.paint_changes();
    EXPECT_EQ(renderer.kept_pixels().rgba, whole.rgba) << "theme";
}

TEST(DirtyBoxes, AreTheOldAndNewPlacesOfWhatChangedOnly) {
    HeadlessUi ui;
    float x = 100;
    ui.show([&] {
        ui::begin_panel("still", {6, 6}, {80, 780}, {.title = "still"});
        ui::end_panel();
        ImGui::SetNextWindowPos({x, 300});
        ImGui::SetNextWindowSize({50, 50});
        ImGui::Begin("mover", nullptr, ImGuiWindowFlags_NoDecoration);
        ImGui::End();
    });
    ui::DirtyBoxes dirty;
    const auto update = [&] {
        return dirty.update(*ImGui::GetDrawData(), [](ImTextureID) { return 0u; });
    };
    EXPECT_EQ(update().size(), 1u) << "the whole screen at first";
    EXPECT_TRUE(update().empty());
    x = 900;
    ui.run_frames();
    const auto boxes = update();
    ASSERT_EQ(boxes.size(), 2u);
    for (const ui::PixelBox& box : boxes) EXPECT_LT(box.area(), 60 * 60);
}

TEST(Gallery, AnUnchangedFrameHasTheSameFingerprintAndHoverAnother) {
    HeadlessUi ui;
    ui.show(draw_gallery);
    const auto now = [&] {
        return ui::fingerprint(*ImGui::GetDrawData(), ui.ui.textures().texture_revision());
    };
    const std::uint64_t before = now();
    ui.run_frames();
    EXPECT_EQ(now(), before);
    ui.hover("mode0/eval");
    EXPECT_NE(now(), before);
}

}  // namespace
}  // namespace app::test
