// Needs a display: run under Xvfb, skipped where there is none.
#include "app/ui/frame_loop.h"

#include "app/gfx/error.h"
#include "app/gfx/window.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <memory>
#include <thread>

namespace app::ui {
namespace {

class RealWindow : public testing::Test {
protected:
    void SetUp() override {
        if (std::getenv("DISPLAY") == nullptr) GTEST_SKIP() << "no display";
        window_ = std::make_unique<gfx::Window>(gfx::Window::Options{.width = 400, .height = 300});
        ui_ = std::make_unique<Context>(Context::Options{.textures = gfx::TextureCache::Mode::Gpu});
        loop_ = std::make_unique<FrameLoop>(*window_, *ui_);
    }
    void TearDown() override {
        loop_.reset();
        ui_.reset();
        window_.reset();
    }

    std::unique_ptr<gfx::Window> window_;
    std::unique_ptr<Context> ui_;
    std::unique_ptr<FrameLoop> loop_;
};

TEST_F(RealWindow, UnchangedFramesAreNotPainted) {
    std::string words = "before";
    const auto draw = [&] {
        begin_panel("p", {6, 6}, {200, 100}, {.title = "Panel"});
        text(words);
        end_panel();
    };
    for (int i = 0; i < 10; ++i) loop_->step(draw);
    EXPECT_FALSE(loop_->step(draw).painted);
    words = "after";
    EXPECT_TRUE(loop_->step(draw).painted);
    EXPECT_FALSE(loop_->step(draw).painted);
    EXPECT_TRUE(loop_->step(draw, true).painted) << "forced";
}

TEST_F(RealWindow, ShowsWhatWasDrawn) {
    const auto draw = [] {
        begin_panel("p", {20, 20}, {200, 100}, {});
        end_panel();
    };
    for (int i = 0; i < 4; ++i) loop_->step(draw, true);
    const gfx::Image image = window_->read_pixels();
    EXPECT_EQ(image.width, 400);
    // The buffers have been swapped; with two of them both hold the same picture by now.
    EXPECT_EQ(image.at(100, 60)[0], 0xff) << "panel";
    EXPECT_EQ(image.at(300, 250)[0], 0xee) << "ground";
}

TEST_F(RealWindow, AnotherThreadWakesTheSleepingLoop) {
    std::atomic<bool> news{false};
    int frames_with_news = 0;
    std::jthread other([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(300));  // the loop sleeps by now
        news = true;
        loop_->wake();
    });
    loop_->run([&] {
        if (news) ++frames_with_news;
        if (frames_with_news == 3) loop_->stop();
    });
    EXPECT_EQ(frames_with_news, 3) << "three frames after an event";
}

TEST_F(RealWindow, ScaleChangeBetweenFramesUploadsTheFontsAgain) {
    const auto draw = [] {
        begin_panel("p", {0, 0}, {400, 300}, {.title = "Panel"});
        end_panel();
    };
    for (int i = 0; i < 3; ++i) loop_->step(draw);
    ui_->set_scale(2.0f);
    EXPECT_TRUE(loop_->step(draw).painted);
    EXPECT_EQ(ui_->theme().scale, 2.0f);
}

TEST(WithoutDisplay, TheErrorSaysSo) {
    const char* before = std::getenv("DISPLAY");
    const std::string display = before == nullptr ? "" : before;
    ::unsetenv("DISPLAY");
    EXPECT_THROW(gfx::Window({.width = 100, .height = 100}), gfx::NoDisplay);
    if (!display.empty()) ::setenv("DISPLAY", display.c_str(), 1);
}

}  // namespace
}  // namespace app::ui
