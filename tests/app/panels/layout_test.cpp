#include "app/panels/layout.h"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace app::panels {
namespace {

constexpr std::string_view kBuilt[] = {"top_bar",         "banner",    "tree",      "dropout_lens",
                                       "batch_norm_lens", "pass",      "inspector", "answers",
                                       "curves",          "transport", "console",   "code"};

bool overlap(const Box& a, const Box& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}

struct LayoutCase {
    float width, height, scale;
    bool workbench, presenter, banner;
};

class LayoutOf : public testing::TestWithParam<LayoutCase> {
protected:
    LayoutOf() {
        const LayoutCase& given = GetParam();
        wish.width = given.width;
        wish.height = given.height;
        wish.scale = given.scale;
        wish.workbench = given.workbench;
        wish.presenter = given.presenter;
        wish.banner = given.banner;
        wish.built = kBuilt;
    }
    LayoutWish wish;
};

TEST_P(LayoutOf, PartsStandInsideTheWindowAndApart) {
    const Layout layout = arrange(wish);
    ASSERT_FALSE(layout.parts.empty());
    for (const Placed& part : layout.parts) {
        SCOPED_TRACE(part.panel);
        EXPECT_GE(part.box.x, 0);
        EXPECT_GE(part.box.y, 0);
        EXPECT_LE(part.box.right(), wish.width);
        EXPECT_LE(part.box.bottom(), wish.height);
        EXPECT_GT(part.box.width, 0);
        EXPECT_GT(part.box.height, 0);
        EXPECT_EQ(part.box.x, std::round(part.box.x)) << "whole pixels";
        for (const Placed& other : layout.parts) {
            if (&other == &part) continue;
            EXPECT_FALSE(overlap(part.box, other.box)) << other.panel;
        }
    }
}

TEST(Layout, TheFirstScreensMiddleShowsWhatTheModelHas) {
    for (const bool dropout : {true, false}) {
        for (const bool batch_norm : {true, false}) {
            LayoutWish wish;
            wish.has_dropout = dropout;
            wish.has_batch_norm = batch_norm;
            wish.built = kBuilt;
            const Layout layout = arrange(wish);
            EXPECT_EQ(layout.find("dropout_lens") != nullptr, dropout);
            EXPECT_EQ(layout.find("batch_norm_lens") != nullptr, batch_norm);
            EXPECT_EQ(layout.find("pass") != nullptr, !dropout && !batch_norm);
            wish.presenter = true;
            wish.presented = "dropout_lens";
            const char* const shown = dropout      ? "dropout_lens"
                                      : batch_norm ? "batch_norm_lens"
                                                   : "pass";
            EXPECT_NE(arrange(wish).find(shown), nullptr);
        }
    }
}

TEST_P(LayoutOf, EachSplitterMovesAFieldWithinItsLimits) {
    for (const Splitter& splitter : arrange(wish).splitters) {
        SCOPED_TRACE(splitter.id);
        Splits splits;
        ASSERT_NE(field(splits, splitter.id), nullptr);
        EXPECT_LT(splitter.low, splitter.high);
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, LayoutOf,
                         testing::Values(LayoutCase{1280, 800, 1, false, false, false},
                                         LayoutCase{1280, 800, 1, true, false, true},
                                         LayoutCase{1280, 800, 2, false, false, true},
                                         LayoutCase{1280, 800, 2, true, false, false},
                                         LayoutCase{1280, 800, 3, true, false, false},
                                         LayoutCase{1280, 800, 2.07f, false, true, false},
                                         LayoutCase{1920, 1080, 1, false, false, false},
                                         LayoutCase{1920, 1080, 1, true, false, true},
                                         LayoutCase{1920, 1080, 2, true, false, false},
                                         LayoutCase{1000, 700, 1, true, false, false},
                                         LayoutCase{999, 900, 1, false, false, false},
                                         LayoutCase{500, 800, 1, false, false, false},
                                         LayoutCase{200, 200, 1, true, false, true}));

LayoutWish first_screen() {
    LayoutWish wish;
    wish.built = kBuilt;
    return wish;
}

TEST(Layout, FirstScreenHasTheTreeAt296AndNoWorkbench) {
    const Layout layout = arrange(first_screen());
    ASSERT_NE(layout.find("tree"), nullptr);
    EXPECT_EQ(layout.find("tree")->box.width, 296);
    for (const char* part : {"dropout_lens", "batch_norm_lens", "answers", "curves", "transport"}) {
        EXPECT_NE(layout.find(part), nullptr) << part;
    }
    for (const char* part : {"pass", "inspector", "console", "code"}) {
        EXPECT_EQ(layout.find(part), nullptr) << part;
    }
}

TEST(Layout, WhatIsNotBuiltGetsNoPlaceAndItsNeighbourTakesIt) {
    LayoutWish wish = first_screen();
    constexpr std::string_view kWithout[] = {"tree", "dropout_lens", "transport"};
    wish.built = kWithout;
    const Layout layout = arrange(wish);
    EXPECT_EQ(layout.parts.size(), 3u);
    EXPECT_EQ(layout.find("dropout_lens")->box.height, layout.find("tree")->box.height);
}

TEST(Layout, OnePartCanFillTheWindow) {
    LayoutWish wish = first_screen();
    wish.full_screen = "curves";
    const Layout layout = arrange(wish);
    ASSERT_EQ(layout.parts.size(), 1u);
    EXPECT_EQ(layout.parts.front().panel, "curves");
    EXPECT_GT(layout.parts.front().box.width, 1260);
}

TEST(Layout, NarrowWindowsShowOneColumnAndTheNarrowestNoStrip) {
    LayoutWish wish = first_screen();
    wish.width = 999;
    wish.height = 900;
    wish.narrow_tab = "answers";
    const Layout narrow = arrange(wish);
    EXPECT_EQ(narrow.find("tree"), nullptr);
    EXPECT_NE(narrow.find("answers"), nullptr);
    EXPECT_NE(narrow.find("curves"), nullptr) << "a high column has room for two";
    EXPECT_NE(narrow.find("transport"), nullptr);
    ASSERT_EQ(narrow.tab_rows.size(), 1u);
    wish.width = 599;
    EXPECT_EQ(arrange(wish).find("transport"), nullptr);
}

TEST(Layout, ConsoleAndCodeShareAPlaceByTabsAndStandApartInAWideWindow) {
    LayoutWish wish = first_screen();
    wish.workbench = true;
    wish.strip_tab = "code";
    const Layout shared = arrange(wish);
    EXPECT_EQ(shared.find("console"), nullptr);
    ASSERT_NE(shared.find("code"), nullptr);
    EXPECT_EQ(shared.find("code")->tabs, "strip") << "the tabs are its header";
    wish.width = 1920;
    const Layout wide = arrange(wish);
    ASSERT_NE(wide.find("console"), nullptr);
    ASSERT_NE(wide.find("code"), nullptr);
    EXPECT_TRUE(wide.find("code")->tabs.empty());
    EXPECT_GT(wide.find("code")->box.x, wide.find("console")->box.right());
}

TEST(Layout, SplitsNeverPushAPartOut) {
    LayoutWish wish = first_screen();
    wish.workbench = true;
    wish.splits = {.left = 9000, .tree = 9000, .right = 9000, .strip = 9000, .pass = 9};
    const Layout layout = arrange(wish);
    for (const Placed& part : layout.parts) {
        EXPECT_LE(part.box.right(), wish.width) << part.panel;
        EXPECT_LE(part.box.bottom(), wish.height) << part.panel;
        EXPECT_GT(part.box.width, 100) << part.panel;
    }
}

}  // namespace
}  // namespace app::panels
