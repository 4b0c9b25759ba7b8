// What can be pressed is large enough to hit, the back row can read, and nothing jitters.

#include "app/ui/renderer.h"
#include "tests/app/panels/looks.h"
#include "tests/app/panels/seen.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cmath>

namespace app::test {
namespace {

using testing::IsEmpty;
using Wrong = std::vector<std::string>;

std::uint64_t picture(Stage& stage) {
    return ui::fingerprint(*ImGui::GetDrawData(), stage.ui.ui.textures().texture_revision());
}

std::string words(const SeenItem& item) {
    return item.name.empty() ? "an item without a name in " + item.window : item.name;
}

/// Nothing is open, held or hovered; no preview runs by itself, which would look like an answer.
void start_anew(Stage& stage, Sample sample, const Look& look, const std::string& tab) {
    if (ImGui::GetCurrentContext()->OpenPopupStack.Size > 0) ImGui::ClosePopupToLevel(0, false);
    ImGui::ClearActiveID();
    ImGui::GetCurrentContext()->NavDisableHighlight = true;
    stage.ui.ui.input().move(-1, -1);
    panels::WindowState state = state_of(look, tab);
    state.reduced_motion = true;
    stage.set(sample, std::move(state));
}

Rect reachable(const SeenItem& item) {
    return item.target.cut(item.clip);
}

class Controls : public testing::TestWithParam<Look> {
protected:
    Stage stage{{.size = GetParam().size, .scale = GetParam().scale, .theme = GetParam().theme}};
};

/// What may be smaller, and why.
bool has_another_way(const SeenItem& item) {
    constexpr std::string_view kExceptions[] = {
        "console/line/",             // lines of text; Up and Down fetch them too
        "code/line/",                // lines of text; [ and ] walk through their calls
        "batch_norm_lens/channel/",  // as wide as forty allow; the arrows of the header step
                                     // through
        "/ribbon/",                  // the tooltip of the tree's switch says the same
        "/legend/",                  // stands over the curves: larger would hide more of them
    };
    return std::any_of(std::begin(kExceptions), std::end(kExceptions), [&](std::string_view each) {
        return item.name.find(each) != std::string::npos;
    });
}

/// 24 x 24 px with the free space around: a circle of 24 px in the middle of a smaller target
/// meets no other target. What holds others (a row, a plot) is no neighbour of theirs.
Wrong too_small() {
    Wrong wrong;
    std::vector<SeenItem> all = seen_items();
    std::erase_if(all, [](const SeenItem& item) {
        return item.id == 0 || item.window.starts_with("split_") || reachable(item).empty();
    });
    const float least = 24 * ui::theme().scale;
    for (const SeenItem& item : all) {
        // Scrolled half out of sight: what there is of it counts as whole.
        if (has_another_way(item) || !item.clip.cut(item.target).contains(item.target)) continue;
        if (item.target.width() >= least - 0.5f && item.target.height() >= least - 0.5f) continue;
        const ImVec2 middle = item.target.center();
        for (const SeenItem& other : all) {
            if (other.id == item.id || other.window != item.window) continue;
            if (other.target.contains(item.target) || item.target.contains(other.target)) continue;
            const float x = std::clamp(middle.x, other.target.min.x, other.target.max.x);
            const float y = std::clamp(middle.y, other.target.min.y, other.target.max.y);
            if (std::hypot(x - middle.x, y - middle.y) >= least / 2 - 1) continue;
            wrong.push_back(words(item) + " beside " + words(other));
        }
    }
    return wrong;
}

TEST_P(Controls, TargetsAreLargeEnoughToHit) {
    for (const std::string& tab : tabs_of(GetParam())) {
        for (const Sample sample : kSamples) {
            SCOPED_TRACE(std::string(name_of(sample)) + ", " + tab);
            start_anew(stage, sample, GetParam(), tab);
            EXPECT_THAT(too_small(), IsEmpty());
        }
    }
}

TEST_P(Controls, NothingJittersOnceThePreviewsAreOver) {
    for (const std::string& tab : tabs_of(GetParam())) {
        for (const Sample sample : kSamples) {
            SCOPED_TRACE(std::string(name_of(sample)) + ", " + tab);
            stage.ui.ui.input().move(-1, -1);
            stage.set(sample, state_of(GetParam(), tab));
            stage.ui.wait(5);
            const std::uint64_t shown = picture(stage);
            for (int frame = 0; frame < 10; ++frame) {
                stage.ui.run_frames(0);
                ASSERT_EQ(picture(stage), shown) << "frame " << frame;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Looks, Controls, testing::ValuesIn(kLooks),
                         [](const auto& each) { return std::string(each.param.name); });

/// lenses.md: mode words, numbers and the result line 45 px at 1080 lines, all else 28 px.
Wrong too_small_for_the_back_row(float lines) {
    Wrong wrong;
    for (const SeenText& text : seen_texts()) {
        const bool leading =
            text.text == "train" || text.text == "eval" || text.window.starts_with("transport");
        const float least = lines >= 1080 ? (leading ? 45.0f : 28.0f) : (leading ? 33.0f : 21.0f);
        if (text.em >= least - 0.01f) continue;
        wrong.push_back("\"" + text.text + "\" in " + text.window + ": " + std::to_string(text.em));
    }
    return wrong;
}

using Presented = Controls;

TEST_P(Presented, TheBackRowCanReadIt) {
    for (const std::string& tab : tabs_of(GetParam())) {
        for (const Sample sample : kSamples) {
            SCOPED_TRACE(std::string(name_of(sample)) + ", " + tab);
            start_anew(stage, sample, GetParam(), tab);
            EXPECT_THAT(too_small_for_the_back_row(GetParam().size.y), IsEmpty());
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Looks, Presented, testing::Values(kLooks[12], kLooks[13]),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace app::test
