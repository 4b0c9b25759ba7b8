#include "app/panels/smoothing.h"

#include <gtest/gtest.h>

#include <cmath>

namespace app::panels {
namespace {

engine::session::Curve every(int step, int count, float value) {
    engine::session::Curve curve;
    for (int i = 0; i < count; ++i) {
        curve.step.push_back(static_cast<float>(step * (i + 1)));
        curve.value.push_back(i == 0 ? 1.0F : value);
    }
    return curve;
}

TEST(Smoothed, StartsAtTheFirstValueAndKeepsAConstant) {
    Smoothed smoothed;
    for (const float shown : smoothed.of(every(1, 20, 1.0F))) EXPECT_NEAR(shown, 1, 1e-6);
}

// One step: m = 0.9 * 0.1 * 1 + 0.1 * 0 = 0.09, w = 0.19.
TEST(Smoothed, IsTheRunningMeanOfItsFormula) {
    Smoothed smoothed;
    EXPECT_NEAR(smoothed.of(every(1, 2, 0.0F))[1], 0.09 / 0.19, 1e-6);
}

TEST(Smoothed, LagsInStepsWhateverTheDistanceOfThePoints) {
    Smoothed each, fifth;
    const auto dense = each.of(every(1, 101, 0.0F));
    const auto sparse = fifth.of(every(5, 21, 0.0F));
    // 20 points of five steps each forget as much as 100 of one: 0.9^100, each over its own start.
    EXPECT_LT(dense.back(), 1e-4);
    EXPECT_LT(sparse.back(), 1e-4);
}

TEST(Smoothed, BeginsAnewWhenTheCurveIsAnother) {
    Smoothed smoothed;
    smoothed.of(every(1, 50, 0.0F));
    EXPECT_NEAR(smoothed.of(every(1, 1, 0.0F))[0], 1, 1e-6);
}

}  // namespace
}  // namespace app::panels
