#include "app/gfx/context.h"
#include "app/gfx/error.h"
#include "app/gfx/gl.h"
#include "app/gfx/offscreen.h"
#include "app/gfx/texture_cache.h"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <limits>
#include <vector>

namespace app::gfx {
namespace {

Palette test_palette() {
    Palette palette;
    for (std::size_t i = 0; i < 9; ++i) {
        const float at = static_cast<float>(i) / 8.0f;
        palette.diverging[i] = {at, 1.0f - at, 0.5f};
        palette.sequential[i] = {at, at, 0.0f};
    }
    palette.zero = {0.0f, 0.0f, 1.0f};
    palette.hole = {1.0f, 1.0f, 1.0f};
    palette.cross = {0.0f, 0.0f, 0.0f};
    palette.not_a_number = {1.0f, 0.0f, 1.0f};
    return palette;
}

/// What a texture holds, first row first.
Image read_texture(const Texture& texture) {
    Image image{texture.width, texture.height, {}};
    image.rgba.resize(static_cast<std::size_t>(4 * texture.width * texture.height));
    glBindTexture(GL_TEXTURE_2D, static_cast<unsigned>(texture.id));
    glGetTexImage(GL_TEXTURE_2D, 0, GL_RGBA, GL_UNSIGNED_BYTE, image.rgba.data());
    return image;
}

void expect_color(const Image& image, int x, int y, const Rgb& wanted) {
    for (std::size_t i = 0; i < 3; ++i) {
        // One step of 255 for rounding in the shader.
        EXPECT_NEAR(image.at(x, y)[i], wanted[i] * 255.0f, 1.0f) << "at " << x << ", " << y;
    }
}

class HeatMaps : public testing::Test {
protected:
    HeatMaps() { cache_.set_palette(palette_); }

    Palette palette_ = test_palette();
    Offscreen target_{64, 64};
    TextureCache cache_{TextureCache::Mode::Gpu};
};

TEST_F(HeatMaps, ShaderColoursAsTheProcessorDoes) {
    const std::vector<float> values{-1.0f, -0.3f, 0.7f,
                                    5.0f,  0.0f,  std::numeric_limits<float>::quiet_NaN()};
    const Texture texture =
        cache_.heat_map("map", {.rows = 2, .cols = 3, .values = values, .cell = 4});
    ASSERT_EQ(texture.width, 12);
    ASSERT_EQ(texture.height, 8);
    const Image image = read_texture(texture);
    expect_color(image, 0, 0, color_at(palette_.diverging, 0.0f));
    expect_color(image, 4, 3, color_at(palette_.diverging, 0.35f));
    expect_color(image, 11, 0, color_at(palette_.diverging, 0.85f));
    expect_color(image, 0, 4, color_at(palette_.diverging, 1.0f));
    expect_color(image, 5, 5, palette_.zero);
    expect_color(image, 9, 6, palette_.not_a_number);
}

TEST_F(HeatMaps, DroppedCellsAreHolesWithACrossAndHatchedWhenSmall) {
    const std::vector<float> values(4, 1.0f);
    const std::vector<std::uint8_t> dropped{1, 0, 0, 0};
    const HeatMap map{.rows = 2, .cols = 2, .values = values, .dropped = dropped, .cell = 16};
    const Image large = read_texture(cache_.heat_map("large", map));
    expect_color(large, 8, 3, palette_.hole);
    EXPECT_LT(large.at(8, 8)[0], 128) << "the middle of the cross";
    expect_color(large, 24, 8, color_at(palette_.diverging, 1.0f));
    HeatMap small_map = map;
    small_map.cell = 3;
    const Image small = read_texture(cache_.heat_map("small", small_map));
    expect_color(small, 0, 0, palette_.cross);
    expect_color(small, 1, 0, palette_.hole);
}

TEST_F(HeatMaps, AreRepaintedOnlyWhenDataSettingsOrPaletteChange) {
    std::vector<float> values(16, 0.5f);
    HeatMap map{.rows = 4, .cols = 4, .values = values};
    const std::uintptr_t id = cache_.heat_map("a", map).id;
    const std::uint64_t first = cache_.texture_revision();
    EXPECT_EQ(cache_.heat_map("a", map).id, id);
    EXPECT_EQ(cache_.texture_revision(), first);
    values[15] = 0.25f;
    EXPECT_EQ(cache_.heat_map("a", map).id, id);
    EXPECT_EQ(cache_.texture_revision(), first + 1);
    map.struck_out = true;
    cache_.heat_map("a", map);
    EXPECT_EQ(cache_.texture_revision(), first + 2);
    Palette other = palette_;
    other.zero = {0.5f, 0.5f, 0.5f};
    cache_.set_palette(other);
    cache_.heat_map("a", map);
    EXPECT_EQ(cache_.texture_revision(), first + 3);
}

TEST_F(HeatMaps, LeaveTheFrameBeingPaintedAlone) {
    target_.bind();
    clear(64, 64, 1.0f, 0.0f, 0.0f);
    const std::vector<float> values(4, 1.0f);
    cache_.heat_map("a", {.rows = 2, .cols = 2, .values = values, .cell = 8});
    const Image image = read_bound_pixels(64, 64);
    expect_color(image, 0, 63, {1.0f, 0.0f, 0.0f});
    GLint viewport[4] = {};
    glGetIntegerv(GL_VIEWPORT, viewport);
    EXPECT_EQ(viewport[2], 64);
}

TEST(HeatMapWithoutGpu, IsLaidOutAndRefusesWrongSizes) {
    TextureCache cache(TextureCache::Mode::LayoutOnly);
    const std::vector<float> values(6, 1.0f);
    const Texture texture =
        cache.heat_map("a", {.rows = 2, .cols = 3, .values = values, .cell = 5});
    EXPECT_NE(texture.id, 0u);
    EXPECT_EQ(texture.width, 15);
    EXPECT_EQ(texture.height, 10);
    EXPECT_THROW(cache.heat_map("b", {.rows = 2, .cols = 2, .values = values}), Error);
    EXPECT_THROW(cache.heat_map("b", {.rows = 0, .cols = 0}), Error);
    EXPECT_THROW(cache.heat_map("b", {.rows = 1, .cols = 129, .values = std::vector<float>(129)}),
                 Error);
}

TEST(Png, IsWrittenTopRowFirstAndRefusalNamesTheFile) {
    Offscreen target(40, 20);
    clear(40, 20, 0.0f, 0.0f, 0.0f);
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 15, 40, 5);  // OpenGL counts from below: these are the top rows
    glClearColor(0.0f, 1.0f, 0.0f, 1.0f);
    glClear(GL_COLOR_BUFFER_BIT);
    glDisable(GL_SCISSOR_TEST);
    const Image image = target.read_pixels();
    expect_color(image, 0, 0, {0.0f, 1.0f, 0.0f});
    expect_color(image, 0, 19, {0.0f, 0.0f, 0.0f});
    const auto file = std::filesystem::path(testing::TempDir()) / "modescope_picture.png";
    write_png(file, image);
    std::ifstream in(file, std::ios::binary);
    char head[4] = "";
    in.read(head, 4);
    EXPECT_EQ(std::string(head + 1, 3), "PNG");
    std::filesystem::remove(file);
    try {
        write_png("/nowhere/picture.png", image);
        ADD_FAILURE() << "written to a folder that is not there";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("/nowhere/picture.png"), std::string::npos);
    }
}

}  // namespace
}  // namespace app::gfx
