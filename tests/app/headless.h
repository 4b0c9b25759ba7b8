// A window's UI without a window: lay out, press, look at anchors. No display, no GPU.
#pragma once

#include "app/ui/context.h"

#include <GLFW/glfw3.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <string_view>
#include <utility>

namespace app::test {

class HeadlessUi {
public:
    struct Options {
        ImVec2 size{1280, 800};
        float scale = 1.0f;
        ui::ThemeId theme = ui::ThemeId::Light;
    };

    HeadlessUi() : HeadlessUi(Options{}) {}
    explicit HeadlessUi(const Options& options)
        : size(options.size), ui({.theme = options.theme, .scale = options.scale}) {
        ui.anchors().record_texts = true;
    }

    /// What each frame draws; set it once, then press and look.
    void show(std::function<void()> draw) {
        draw_ = std::move(draw);
        run_frames();
    }

    /// Draws `count` frames, and more until everything pressed was handed over.
    void run_frames(int count = 3) {
        for (int i = 0; i < count || !ui.input().empty(); ++i) frame();
        frame();  // the anchors of the last one become readable
    }

    void hover(std::string_view anchor) {
        const ui::Anchor& at = require(anchor);
        ui.input().move(at.center().x, at.center().y);
        run_frames(2);
    }

    void click(std::string_view anchor, int button = 0) {
        hover(anchor);
        const ui::Anchor& at = require(anchor);
        click_at(at.center(), button);
    }

    void click_at(ImVec2 point, int button = 0) {
        ui.input().click(point.x, point.y, button);
        run_frames();
        wait(0.5);  // the next click is no double click
    }

    void double_click_at(ImVec2 point) {
        ui.input().click(point.x, point.y);
        ui.input().click(point.x, point.y);
        run_frames();
    }

    void drag(ImVec2 from, ImVec2 to, int button = 0) {
        ui.input().move(from.x, from.y);
        ui.input().button(button, true);
        constexpr int kSteps = 4;
        for (int i = 1; i <= kSteps; ++i) {
            const float part = static_cast<float>(i) / kSteps;
            ui.input().move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
        }
        ui.input().button(button, false);
        run_frames();
    }

    void wheel_at(ImVec2 point, float dy) {
        ui.input().move(point.x, point.y);
        ui.input().wheel(0, dy);
        run_frames();
    }

    void key(int code) {
        ui.input().press(code);
        run_frames();
    }

    void key_with(int modifier, int code) {
        ui.input().key(modifier, true);
        ui.input().press(code);
        ui.input().key(modifier, false);
        run_frames();
    }

    void type(std::string_view text) {
        ui.input().text(text);
        run_frames();
    }

    /// Lets time pass, a tenth of a second a frame.
    void wait(double seconds) {
        for (; seconds > 0.0; seconds -= 0.1) frame(0.1f);
        frame();
    }

    const ui::Anchor* find(std::string_view path) const { return ui.anchors().find(path); }

    /// The anchor, or a failed test that lists what there is.
    const ui::Anchor& require(std::string_view path) const {
        if (const ui::Anchor* anchor = find(path)) return *anchor;
        std::string known;
        for (const ui::Anchor& anchor : ui.anchors().all()) known += "\n  " + anchor.path;
        ADD_FAILURE() << "no anchor " << path << "; there are:" << known;
        static const ui::Anchor nowhere{};
        return nowhere;
    }

    /// The texts that can never be read whole, one a line; empty when all is well.
    std::string clipped_texts() const {
        std::string list;
        for (const ui::DrawnText& text : ui.anchors().texts()) {
            if (text.clipped) list += "\"" + text.text + "\" in " + text.window + "\n";
        }
        return list;
    }

    bool shows_text(std::string_view words) const {
        for (const ui::DrawnText& text : ui.anchors().texts()) {
            if (text.text.find(words) != std::string::npos) return true;
        }
        return false;
    }

    ImVec2 size;
    mutable ui::Context ui;

private:
    void frame(float seconds = 1.0f / 60.0f) {
        ui.begin_frame(size, seconds);
        if (draw_) draw_();
        ui.end_frame();
    }

    std::function<void()> draw_;
};

/// Draws `inside` in one window over the whole size.
inline std::function<void()> in_window(std::function<void()> inside) {
    return [inside = std::move(inside)] {
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
        ImGui::Begin("test", nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
        inside();
        ImGui::End();
    };
}

}  // namespace app::test
