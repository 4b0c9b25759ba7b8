#include "app/ui/settings.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

namespace app::ui {
namespace {

class SettingsFile : public testing::Test {
protected:
    std::filesystem::path file_ = std::filesystem::path(testing::TempDir()) / "modescope_settings" /
                                  testing::UnitTest::GetInstance()->current_test_info()->name() /
                                  "settings.json";

    void SetUp() override { std::filesystem::remove_all(file_.parent_path()); }
    void TearDown() override { std::filesystem::remove_all(file_.parent_path()); }

    void write(const std::string& text) {
        std::filesystem::create_directories(file_.parent_path());
        std::ofstream(file_) << text;
    }
};

TEST_F(SettingsFile, ComesBackAsItWasSaved) {
    const Settings saved{.theme = ThemeId::Dark,
                         .scale = 1.5f,
                         .reduced_motion = true,
                         .window_width = 1920,
                         .window_height = 1080,
                         .layout = {{"left", 296.0f}},
                         .choices = {{"more", "open"}},
                         .imgui_ini = "[Table][0x1]\nColumn 0 \"µ\"\n"};
    ASSERT_TRUE(save_settings(file_, saved));
    EXPECT_EQ(load_settings(file_), saved);
}

TEST_F(SettingsFile, MissingGivesDefaults) {
    EXPECT_EQ(load_settings(file_), Settings{});
}

TEST_F(SettingsFile, BrokenGivesDefaults) {
    for (const char* text : {"", "{", "[]", "null", "\"x\"", "{\"scale\": 1.5", "\xff\xfe{}"}) {
        write(text);
        EXPECT_EQ(load_settings(file_), Settings{}) << text;
    }
}

TEST_F(SettingsFile, LyingEntriesAreLeftOutAndOthersKept) {
    write(R"({"theme": 3, "scale": 99, "window_width": -5, "window_height": 1e300,
              "layout": {"left": "wide", "right": 280}, "choices": [1], "imgui_ini": {}})");
    Settings expected;
    expected.layout["right"] = 280.0f;
    EXPECT_EQ(load_settings(file_), expected);
}

TEST_F(SettingsFile, CannotBeSavedUnderAFile) {
    write("{}");
    EXPECT_FALSE(save_settings(file_ / "below" / "settings.json", {}));
    EXPECT_FALSE(save_settings({}, {}));
}

TEST(SettingsPath, FollowsXdg) {
    ::setenv("XDG_CONFIG_HOME", "/tmp/config", 1);
    EXPECT_EQ(settings_path(), "/tmp/config/modescope/settings.json");
    ::setenv("XDG_CONFIG_HOME", "relative", 1);
    ::setenv("HOME", "/home/somebody", 1);
    EXPECT_EQ(settings_path(), "/home/somebody/.config/modescope/settings.json");
}

}  // namespace
}  // namespace app::ui
