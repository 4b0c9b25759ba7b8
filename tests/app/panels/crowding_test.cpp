// Nothing stands on or sticks out of something else, in every state, size and screen of the window.

#include "tests/app/panels/looks.h"
#include "tests/app/panels/seen.h"

namespace app::test {
namespace {

std::string words(const SeenItem& item) {
    return item.name.empty() ? "an item without a name in " + item.window : item.name;
}

std::string place(const Rect& box) {
    const auto whole = [](float each) { return std::to_string(static_cast<int>(each)); };
    return " [" + whole(box.min.x) + " " + whole(box.min.y) + " " + whole(box.max.x) + " " +
           whole(box.max.y) + "]";
}

using Wrong = std::vector<std::string>;

bool cross(const Rect& a, const Rect& b) {
    const Rect both = a.cut(b);
    return both.width() > 1 && both.height() > 1;
}

Wrong texts_on_texts() {
    Wrong wrong;
    const std::vector<SeenText> all = seen_texts();
    if (all.empty()) wrong.emplace_back("no text at all");
    for (std::size_t i = 0; i < all.size(); ++i) {
        for (std::size_t j = i + 1; j < all.size(); ++j) {
            if (!cross(all[i].shown, all[j].shown)) continue;
            wrong.push_back("\"" + all[i].text + "\" in " + all[i].window + place(all[i].shown) +
                            " and \"" + all[j].text + "\" in " + all[j].window +
                            place(all[j].shown));
        }
    }
    return wrong;
}

Wrong texts_over_edges() {
    Wrong wrong;
    const std::vector<SeenItem> items = seen_items();
    for (const SeenText& text : seen_texts()) {
        for (const SeenItem& item : items) {
            if (item.id == 0 || item.window != text.window) continue;
            const Rect shown = item.box.cut(item.clip);
            if (!cross(text.shown, shown) || shown.contains(text.shown)) continue;
            wrong.push_back("\"" + text.text + "\"" + place(text.shown) + " over the edge of " +
                            words(item) + place(shown));
        }
    }
    return wrong;
}

Wrong boxes_cut_sideways() {
    Wrong wrong;
    for (const SeenItem& item : seen_items()) {
        if (item.box.empty() || item.box.contains(item.clip)) continue;
        // How ImGui measures what a field of several lines can scroll to: nothing is drawn there.
        if (item.id == 0 && item.window.find("/###input_") != std::string::npos) continue;
        if (item.box.min.x >= item.clip.min.x - 1 && item.box.max.x <= item.clip.max.x + 1) {
            continue;
        }
        wrong.push_back(words(item) + place(item.box) + " is cut by" + place(item.clip));
    }
    return wrong;
}

class Crowding : public testing::TestWithParam<Look> {};

TEST_P(Crowding, NothingStandsOnOrSticksOutOfSomethingElse) {
    const Look& look = GetParam();
    Stage stage({.size = look.size, .scale = look.scale, .theme = look.theme});
    for (const std::string& tab : tabs_of(look)) {
        for (const Sample sample : kSamples) {
            stage.set(sample, state_of(look, tab));
            SCOPED_TRACE(std::string(name_of(sample)) + ", " + tab);
            EXPECT_THAT(texts_on_texts(), testing::IsEmpty());
            EXPECT_THAT(texts_over_edges(), testing::IsEmpty());
            EXPECT_THAT(boxes_cut_sideways(), testing::IsEmpty());
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Looks, Crowding, testing::ValuesIn(kLooks),
                         [](const auto& each) { return std::string(each.param.name); });

}  // namespace
}  // namespace app::test
