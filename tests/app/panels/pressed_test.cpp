// Everything that can be pressed does something, by mouse and by keyboard.

#include "app/ui/renderer.h"
#include "tests/app/panels/looks.h"
#include "tests/app/panels/seen.h"

#include <imgui_internal.h>

#include <algorithm>
#include <optional>
#include <set>

namespace app::test {
namespace {

using testing::IsEmpty;
using Wrong = std::vector<std::string>;

std::uint64_t picture(Stage& stage) {
    return ui::fingerprint(*ImGui::GetDrawData(), stage.ui.ui.textures().texture_revision());
}

/// What a press may have changed, in words.
std::string ledger(Stage& stage) {
    const panels::WindowState& state = stage.shell->state();
    std::string all;
    for (const std::string& each : stage.recorder.asked) all += each + ";";
    const auto add = [&](auto number) { all += std::to_string(number) + ";"; };
    add(stage.recorder.looks.size());
    add(stage.recorder.previews);
    add(static_cast<int>(state.theme));
    add(state.scale);
    for (const float each :
         {state.splits.left, state.splits.tree, state.splits.right, state.splits.strip,
          state.splits.lenses, state.splits.answers, state.splits.pass}) {
        add(each);
    }
    for (const bool each :
         {state.reduced_motion, state.workbench, state.presenter, state.help_open,
          state.asked_in_the_past.has_value(), state.edited.has_value(), state.leave_editor}) {
        add(static_cast<int>(each));
    }
    add(state.steps_per_second);
    add(state.cursor.value_or(-1));
    all += state.full_screen + ";" + state.narrow_tab + ";" + state.lower_tab + ";" +
           state.strip_tab + ";" + state.presented + ";" + state.dismissed_error + ";" +
           state.watch.selected;
    add(ImGui::GetCurrentContext()->OpenPopupStack.Size);
    all += ImGui::GetIO().GetClipboardTextFn(ImGui::GetIO().ClipboardUserData);
    return all;
}

std::string words(const SeenItem& item) {
    return item.name.empty() ? "an item without a name in " + item.window : item.name;
}

/// What is chosen already may be pressed again in vain, as a radio button may.
bool chosen_already(Stage& stage, const SeenItem& item) {
    const ui::Anchor* anchor = stage.ui.find(item.name);
    const bool now = anchor != nullptr && anchor->value == "now";
    const std::string& selected = stage.shell->state().watch.selected;
    return now || item.name == "tree/" + selected || item.name == "pass/card/" + selected;
}

/// What Space need not do, because other keys do it.
bool has_other_keys(const SeenItem& item) {
    constexpr std::string_view kExceptions[] = {
        "/ribbon/",  // the tooltip of the tree's switch says the same, by arrows
        "/plot",     // a plot takes +, - and 0
    };
    return item.name.empty() ||
           std::any_of(std::begin(kExceptions), std::end(kExceptions), [&](std::string_view each) {
               return item.name.find(each) != std::string::npos;
           });
}

/// Nothing is open, held or hovered; no preview runs by itself, which would look like an answer.
void start_anew(Stage& stage, Sample sample, const Look& look, const std::string& tab) {
    if (ImGui::GetCurrentContext()->OpenPopupStack.Size > 0) ImGui::ClosePopupToLevel(0, false);
    ImGui::ClearActiveID();
    ImGui::GetCurrentContext()->NavDisableHighlight = true;
    stage.ui.ui.input().move(-1, -1);
    panels::WindowState state = state_of(look, tab);
    state.reduced_motion = true;
    ImGui::SetClipboardText("");
    stage.set(sample, std::move(state));
}

Rect reachable(const SeenItem& item) {
    return item.target.cut(item.clip);
}

/// A place that hits this item and none that it holds.
ImVec2 place_on(const SeenItem& item) {
    const Rect rect = reachable(item);
    const ImVec2 center = rect.center();
    for (const SeenItem& other : seen_items()) {
        const bool inside = other.id != 0 && other.id != item.id &&
                            item.target.contains(other.target) &&
                            !other.target.contains(item.target);
        const Rect part = reachable(other);
        if (inside && part.min.x <= center.x && center.x <= part.max.x && part.min.y <= center.y &&
            center.y <= part.max.y) {
            return {rect.min.x + 4, rect.min.y + 4};
        }
    }
    return center;
}

/// The item where it stands now: a list may have scrolled since. Empty when it is out of reach.
std::optional<SeenItem> again(const SeenItem& item) {
    for (const SeenItem& now : seen_items()) {
        if (now.id == item.id && !reachable(now).empty()) return now;
    }
    return std::nullopt;
}

/// Presses what is there, and pulls at it if that does nothing (splitters, plots); compares.
bool acts_by_mouse(Stage& stage, const SeenItem& item) {
    const ImVec2 at = place_on(item);
    stage.ui.ui.input().move(at.x, at.y);
    stage.ui.wait(0.7);  // its tooltip is there already
    const std::string before = ledger(stage);
    const std::uint64_t shown = picture(stage);
    const auto changed = [&] { return ledger(stage) != before || picture(stage) != shown; };
    stage.ui.ui.input().click(at.x, at.y);
    stage.ui.run_frames(3);
    if (changed()) return true;
    stage.ui.drag(at, {at.x + 24, at.y + 24});
    stage.ui.ui.input().move(at.x, at.y);
    stage.ui.wait(0.7);
    return changed();
}

bool acts_by_space(Stage& stage, const SeenItem& item) {
    ImGuiContext& g = *ImGui::GetCurrentContext();
    ImGuiWindow* window = ImGui::FindWindowByName(item.window.c_str());
    ImGui::FocusWindow(window);
    ImGui::SetNavID(item.id, ImGuiNavLayer_Main, 0, window->NavRectRel[0]);
    g.NavDisableHighlight = false;
    g.NavDisableMouseHover = true;
    stage.ui.wait(0.7);
    const std::string before = ledger(stage);
    const std::uint64_t shown = picture(stage);
    stage.ui.key(GLFW_KEY_SPACE);
    return ledger(stage) != before || picture(stage) != shown;
}

std::vector<SeenItem> pressable(Stage& stage) {
    std::vector<SeenItem> list;
    std::set<ImGuiID> known;
    for (const SeenItem& item : seen_items()) {
        if (item.id == 0 || !item.enabled || reachable(item).empty()) continue;
        if (chosen_already(stage, item) || !known.insert(item.id).second) continue;
        list.push_back(item);
    }
    return list;
}

struct State {
    Look look;
    Sample sample;
    const char* tab;

    friend void PrintTo(const State& state, std::ostream* out) {
        *out << state.look.name << name_of(state.sample);
    }
};

class Pressed : public testing::TestWithParam<State> {
protected:
    Stage stage{{.size = GetParam().look.size,
                 .scale = GetParam().look.scale,
                 .theme = GetParam().look.theme}};
    void start() { start_anew(stage, GetParam().sample, GetParam().look, GetParam().tab); }
};

TEST_P(Pressed, EveryEnabledItemActs) {
    start();
    Wrong idle, deaf;
    const std::vector<SeenItem> items = pressable(stage);
    EXPECT_GT(items.size(), 20U);
    for (const SeenItem& listed : items) {
        start();
        const std::optional<SeenItem> found = again(listed);
        if (!found || chosen_already(stage, *found)) continue;
        const SeenItem& item = *found;
        if (!acts_by_mouse(stage, item)) idle.push_back(words(item));
        if (!item.presses || item.window.starts_with("split_") || has_other_keys(item)) continue;
        start();
        if (!acts_by_space(stage, item)) deaf.push_back(words(item));
    }
    EXPECT_THAT(idle, IsEmpty()) << "by mouse";
    EXPECT_THAT(deaf, IsEmpty()) << "by Space";
}

INSTANTIATE_TEST_SUITE_P(States, Pressed,
                         testing::Values(State{kLooks[0], Sample::Mixed, "tree"},
                                         State{kLooks[0], Sample::Images, "tree"},
                                         State{kLooks[2], Sample::Error, "tree"},
                                         State{kLooks[6], Sample::Training, "curves"},
                                         State{kLooks[6], Sample::Workbench, "code"},
                                         State{kLooks[8], Sample::Workbench, "batch_norm_lens"}),
                         [](const auto& each) { return testing::PrintToString(each.param); });

}  // namespace
}  // namespace app::test
