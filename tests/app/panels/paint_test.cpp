// The window painted off screen, exactly as a person sees it. With MODESCOPE_PICTURES=DIR the
// pictures are written there, to be looked at.

#include "app/gfx/offscreen.h"
#include "app/ui/renderer.h"
#include "tests/app/panels/harness.h"

#include <cstdlib>
#include <filesystem>
#include <set>

namespace app::test {
namespace {

struct PaintCase {
    const char* name;
    Sample sample;
    int width, height;
    ui::ThemeId theme;
    float scale;
    bool workbench;
    bool presenter;
};

const PaintCase kCases[] = {
    {"first", Sample::Mixed, 1280, 800, ui::ThemeId::Light, 1, false, false},
    {"first_dark", Sample::TwoMoons, 1280, 800, ui::ThemeId::Dark, 1, false, false},
    {"first_1080", Sample::AllEval, 1920, 1080, ui::ThemeId::Light, 1, false, false},
    {"first_double", Sample::Mixed, 1280, 800, ui::ThemeId::Light, 2, false, false},
    {"first_1080_double", Sample::Mixed, 1920, 1080, ui::ThemeId::Light, 2, false, false},
    {"workbench", Sample::Workbench, 1600, 1000, ui::ThemeId::Light, 1, true, false},
    {"workbench_dark", Sample::Workbench, 1600, 1000, ui::ThemeId::Dark, 1, true, false},
    {"workbench_small", Sample::Training, 1280, 800, ui::ThemeId::Light, 1, true, false},
    {"presenter", Sample::Mixed, 1280, 800, ui::ThemeId::Light, 1, false, true},
    {"images", Sample::Images, 1280, 800, ui::ThemeId::Light, 1, false, false},
    {"error", Sample::Error, 1280, 800, ui::ThemeId::Light, 1, false, false},
    {"replaying", Sample::Replaying, 1280, 800, ui::ThemeId::Light, 1, false, false},
    {"nothing", Sample::Nothing, 1280, 800, ui::ThemeId::Light, 1, false, false},
};

class Paint : public testing::TestWithParam<PaintCase> {};

TEST_P(Paint, ShowsMoreThanAGround) {
    const PaintCase& given = GetParam();
    gfx::Offscreen target(given.width, given.height);
    ui::Context context(
        {.theme = given.theme, .scale = given.scale, .textures = gfx::TextureCache::Mode::Gpu});
    ui::Renderer renderer(context);
    const engine::session::SessionView view = sample_view(given.sample);
    Recorder recorder;
    panels::WindowState state;
    state.theme = given.theme;
    state.scale = given.scale;
    state.workbench = given.workbench;
    state.presenter = given.presenter;
    panels::Shell shell(state);
    const gfx::Image image = ui::render_picture(
        context, renderer, target, [&] { shell.draw(view, recorder); }, 5);
    std::set<std::uint32_t> colors;
    for (std::size_t i = 0; i + 3 < image.rgba.size(); i += 4) {
        colors.insert(static_cast<std::uint32_t>(image.rgba[i] << 16 | image.rgba[i + 1] << 8 |
                                                 image.rgba[i + 2]));
    }
    EXPECT_GT(colors.size(), 100u);
    if (const char* folder = std::getenv("MODESCOPE_PICTURES")) {
        gfx::write_png(std::filesystem::path(folder) / (std::string(given.name) + ".png"), image);
    }
}

INSTANTIATE_TEST_SUITE_P(States, Paint, testing::ValuesIn(kCases),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace app::test
