// Every state of the window at both sizes, both scales and both themes.

#include "tests/app/panels/harness.h"

#include <array>
#include <tuple>

namespace app::test {
namespace {

constexpr Sample kSamples[] = {
    Sample::Nothing,  Sample::TwoMoons,  Sample::Mixed, Sample::AllEval,    Sample::Workbench,
    Sample::Training, Sample::Replaying, Sample::Error, Sample::BatchOfOne, Sample::Images};

// Sample, 1080 lines, doubled, workbench.
using State = std::tuple<Sample, bool, bool, bool>;

class States : public testing::TestWithParam<State> {
protected:
    HeadlessUi::Options options() const {
        const auto& [sample, large, doubled, more] = GetParam();
        return {.size = large ? ImVec2(1920, 1080) : ImVec2(1280, 800),
                .scale = doubled ? 2.0f : 1.0f,
                .theme = doubled ? ui::ThemeId::Dark : ui::ThemeId::Light};
    }
    panels::WindowState state() const {
        return std::get<3>(GetParam()) ? workbench() : panels::WindowState{};
    }
    WindowUnderTest window{std::get<0>(GetParam()), options(), state()};
};

/// What can be pressed and seen, without what stands for a whole area.
std::vector<ui::Anchor> targets(const ui::Anchors& anchors) {
    std::vector<ui::Anchor> list;
    for (const ui::Anchor& anchor : anchors.all()) {
        if (anchor.id != 0 && anchor.visible) list.push_back(anchor);
    }
    return list;
}

TEST_P(States, NothingStandsOutsideTheWindow) {
    for (const ui::Anchor& anchor : window.ui.ui.anchors().all()) {
        if (!anchor.visible) continue;
        SCOPED_TRACE(anchor.path);
        EXPECT_LT(anchor.min.x, window.ui.size.x);
        EXPECT_LT(anchor.min.y, window.ui.size.y);
        EXPECT_GT(anchor.max.x, 0);
        EXPECT_GT(anchor.max.y, 0);
        EXPECT_LE(anchor.max.x, window.ui.size.x + 1);
    }
}

TEST_P(States, NoTextIsCutForGood) {
    EXPECT_EQ(window.ui.clipped_texts(), "");
}

TEST_P(States, ControlsStandApart) {
    const std::vector<ui::Anchor> all = targets(window.ui.ui.anchors());
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            const ui::Anchor &a = all[i], &b = all[j];
            // Boxes of one ImGui window: elsewhere scrolling hides what seems to lie over another.
            if (a.window != b.window) continue;
            if (a.id == b.id || a.path.ends_with("/row") || b.path.ends_with("/row")) continue;
            const float x = std::min(a.max.x, b.max.x) - std::max(a.min.x, b.min.x);
            const float y = std::min(a.max.y, b.max.y) - std::max(a.min.y, b.min.y);
            // The two segments of a switch share their hairline.
            EXPECT_FALSE(x > 2.5f && y > 2.5f) << a.path << " and " << b.path;
        }
    }
}

INSTANTIATE_TEST_SUITE_P(All, States,
                         testing::Combine(testing::ValuesIn(kSamples), testing::Bool(),
                                          testing::Bool(), testing::Bool()));

}  // namespace
}  // namespace app::test
