#include "app/panels/flow.h"

#include <gtest/gtest.h>

#include <vector>

namespace app::panels {
namespace {

const FlowSizes kSizes{.gap = 10, .padding = 5};

TEST(Flow, BreaksRowsAtTheWidthAndGivesNeighboursOneHeight) {
    const std::vector<FlowItem> items{{0, false, 40, 20}, {0, false, 40, 30}, {0, false, 40, 20}};
    const FlowPlaces places = flow(items, 100, kSizes);
    EXPECT_EQ(places.boxes[0], (Box{0, 0, 40, 30}));
    EXPECT_EQ(places.boxes[1], (Box{50, 0, 40, 30}));
    EXPECT_EQ(places.boxes[2], (Box{0, 40, 40, 20}));
    EXPECT_EQ(places.height, 60);
}

TEST(Flow, DrawsAFrameAboutWhatIsDeeper) {
    const std::vector<FlowItem> items{{0, true, 10, 8},
                                      {1, true, 10, 8},
                                      {2, false, 40, 20},
                                      {1, false, 30, 20},
                                      {0, false, 10, 5}};
    const FlowPlaces places = flow(items, 200, kSizes);
    EXPECT_EQ(places.boxes[2], (Box{10, 16, 40, 20}));
    EXPECT_EQ(places.boxes[1], (Box{5, 8, 50, 33}));
    EXPECT_EQ(places.boxes[3], (Box{65, 8, 30, 33}));
    EXPECT_EQ(places.boxes[0], (Box{0, 0, 100, 46}));
    EXPECT_EQ(places.boxes[4].x, 110);
}

TEST(Flow, NarrowsACardThatIsWiderThanItsFrame) {
    const std::vector<FlowItem> items{{0, true, 10, 8}, {1, false, 300, 20}};
    const FlowPlaces places = flow(items, 100, kSizes);
    EXPECT_EQ(places.boxes[1].width, 90);
    EXPECT_EQ(places.boxes[0].width, 100);
}

TEST(Flow, StretchesOverTheRestOfARowOrTakesOneOfItsOwn) {
    std::vector<FlowItem> items{{0, false, 40, 20}, {.width = 50, .height = 30, .stretch = true}};
    EXPECT_EQ(flow(items, 120, kSizes).boxes[1], (Box{50, 0, 70, 30}));
    EXPECT_EQ(flow(items, 90, kSizes).boxes[1], (Box{0, 30, 90, 30}));
}

TEST(Flow, OfNothingIsNothing) {
    EXPECT_EQ(flow({}, 100, kSizes).height, 0);
}

TEST(Flow, GrowsCardsAsFarAsTheViewCutsNone) {
    const std::vector<FlowItem> items{{.width = 60, .height = 20, .flexible = true},
                                      {.width = 60, .height = 20, .flexible = true},
                                      {.width = 60, .height = 20, .flexible = true}};
    // Three rows: 3 * (20 + more) + 2 * 10.
    EXPECT_EQ(flexible_height(items, 100, kSizes, 500, 10, 50), 50) << "all of it is in sight";
    EXPECT_EQ(flexible_height(items, 100, kSizes, 140, 10, 50), 20) << "three rows just fit";
    EXPECT_EQ(flexible_height(items, 100, kSizes, 100, 10, 50), 24) << "two rows";
    EXPECT_EQ(flexible_height(items, 100, kSizes, 25, 10, 50), 50) << "nothing helps";
}

}  // namespace
}  // namespace app::panels
