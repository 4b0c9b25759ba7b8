#include "app/ui/plot.h"

#include "app/ui/plot_axis.h"
#include "app/ui/plot_curve.h"
#include "app/ui/plot_store.h"
#include "tests/app/headless.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

namespace app::ui {
namespace {

using test::HeadlessUi;
using test::in_window;

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

std::vector<std::string> labels(double low, double high, AxisScale scale, float pixels,
                                bool whole = false) {
    const auto ticks = make_ticks({low, high, scale, 0.0f, pixels}, whole, 10.0f,
                                  [](const std::string& s) { return 7.0f * s.size(); });
    std::vector<std::string> result;
    for (const Tick& tick : ticks) result.push_back(tick.label);
    return result;
}

TEST(PlotTicks, AreOneTwoFiveWithEnoughDigits) {
    using Labels = std::vector<std::string>;
    EXPECT_EQ(labels(0, 1, AxisScale::Linear, 250),
              (Labels{"0.0", "0.2", "0.4", "0.6", "0.8", "1.0"}));
    EXPECT_EQ(labels(-0.5, 0.5, AxisScale::Linear, 100), (Labels{"-0.5", "0.0", "0.5"}));
    EXPECT_EQ(labels(0, 0.003, AxisScale::Linear, 200),
              (Labels{"0.000", "0.001", "0.002", "0.003"}));
    EXPECT_EQ(labels(0, 218, AxisScale::Linear, 300), (Labels{"0", "50", "100", "150", "200"}));
    EXPECT_EQ(labels(0, 2, AxisScale::Linear, 600, true), (Labels{"0", "1", "2"}));
    EXPECT_EQ(labels(0.001, 100, AxisScale::Log10, 300),
              (Labels{"0.001", "0.01", "0.1", "1", "10", "100"}));
    EXPECT_EQ(labels(1, 10, AxisScale::Log10, 300), (Labels{"1", "2", "5", "10"}));
}

TEST(PlotTicks, NeverOverlapAndNeverRunAway) {
    for (const double span : {1e-9, 0.37, 12.0, 1e12}) {
        for (const float pixels : {20.0f, 80.0f, 1000.0f}) {
            const AxisMap map{5.0, 5.0 + span, AxisScale::Linear, 0.0f, pixels};
            const auto width = [](const std::string& s) { return 7.0f * s.size(); };
            const auto ticks = make_ticks(map, false, 10.0f, width);
            EXPECT_LE(ticks.size(), 200u);
            for (std::size_t i = 1; i < ticks.size(); ++i) {
                EXPECT_GE(map.pixel(ticks[i].value) - map.pixel(ticks[i - 1].value),
                          0.5f * (width(ticks[i].label) + width(ticks[i - 1].label)) + 9.99f);
            }
        }
    }
    EXPECT_TRUE(labels(1, 1, AxisScale::Linear, 100).empty());
    EXPECT_TRUE(labels(kNan, 1, AxisScale::Linear, 100).empty());
    EXPECT_TRUE(labels(-1, 1, AxisScale::Log10, 100).empty());
}

TEST(PlotCurve, HasGapsAtNanAndKeepsEveryPeak) {
    const AxisMap x{0, 1e5, AxisScale::Linear, 0, 100};
    const AxisMap y{-1, 10, AxisScale::Linear, 100, 0};
    std::vector<double> values(100000, 0.0);
    values[50'500] = 9.0;  // one point in a thousand of its column
    values[70'000] = kNan;
    const auto strokes = make_strokes(Values::counting(values.size()), values, x, y);
    ASSERT_EQ(strokes.size(), 2u);
    std::size_t points = 0;
    float highest = 1e9f;
    for (const Stroke& stroke : strokes) {
        points += stroke.size();
        for (const ImVec2& point : stroke) highest = std::min(highest, point.y);
    }
    EXPECT_LE(points, 4u * 102u);
    EXPECT_FLOAT_EQ(highest, y.pixel(9.0));
}

struct Curves {
    std::vector<double> train{1.0, 0.5, 0.25, 0.125};
    PlotLimits limits{};
    double link_low = kNan;
    double link_high = kNan;
    bool linked = false;

    std::function<void()> draw() {
        return in_window([this] {
            if (!begin_plot("loss", {.size = {600, 400}})) return;
            setup_axis(Axis::X, {.label = "step", .whole = true});
            setup_legend(LegendPlace::Inside);
            setup_ribbon(1);
            if (linked) setup_axis_links(Axis::X, &link_low, &link_high);
            plot_line("train", Values::counting(train.size()), train, train_curve());
            plot_line("validation", Values::counting(train.size()), train, validation_curve());
            const RibbonSegment segments[] = {{.from = 0, .to = 2},
                                              {.from = 2, .to = 3, .training = false}};
            if (const int at = plot_ribbon(0, "block1", segments); at >= 0) clicked = at;
            limits = plot_limits();
            end_plot();
        });
    }
    int clicked = -1;
};

TEST(Plot, FitsItsDataWithAMarginAbovePeaks) {
    HeadlessUi ui;
    Curves curves;
    ui.show(curves.draw());
    EXPECT_EQ(curves.limits.x0, 0.0);
    EXPECT_EQ(curves.limits.x1, 3.0);
    EXPECT_EQ(curves.limits.y0, 0.0);
    EXPECT_GT(curves.limits.y1, 1.0);
    EXPECT_EQ(ui.clipped_texts(), "");
}

TEST(Plot, WheelZoomsAtTheCursorAndNewDataDoNotUndoIt) {
    HeadlessUi ui;
    Curves curves;
    ui.show(curves.draw());
    const Anchor area = ui.require("loss");
    const double middle = 1.5;
    ui.wheel_at(area.center(), 2);
    EXPECT_NEAR((curves.limits.x0 + curves.limits.x1) / 2, middle, 1e-6);
    EXPECT_LT(curves.limits.x1 - curves.limits.x0, 3.0);
    EXPECT_LT(curves.limits.y1, 1.0);
    const PlotLimits zoomed = curves.limits;
    curves.train.push_back(5.0);
    ui.run_frames();
    EXPECT_EQ(curves.limits.x1, zoomed.x1);
    EXPECT_EQ(curves.limits.y1, zoomed.y1);
    ui.double_click_at(area.center());
    EXPECT_EQ(curves.limits.x1, 4.0);
    EXPECT_GT(curves.limits.y1, 5.0);
}

TEST(Plot, WheelOverAnAxisZoomsThatAxisOnly) {
    HeadlessUi ui;
    Curves curves;
    ui.show(curves.draw());
    const PlotLimits before = curves.limits;
    const Anchor area = ui.require("loss");
    ui.wheel_at({area.center().x, area.max.y + 8}, 1);
    EXPECT_LT(curves.limits.x1 - curves.limits.x0, before.x1 - before.x0);
    EXPECT_EQ(curves.limits.y1, before.y1);
    const PlotLimits between = curves.limits;
    ui.wheel_at({area.min.x - 8, area.center().y}, 1);
    EXPECT_EQ(curves.limits.x1, between.x1);
    EXPECT_LT(curves.limits.y1 - curves.limits.y0, between.y1 - between.y0);
}

TEST(Plot, LeftDragPansByExactlyTheMousesWay) {
    HeadlessUi ui;
    Curves curves;
    ui.show(curves.draw());
    const Anchor area = ui.require("loss");
    const double per_pixel = 3.0 / (area.max.x - area.min.x);
    const ImVec2 from = area.center();
    ui.drag(from, {from.x - 100, from.y});
    EXPECT_NEAR(curves.limits.x0, 100 * per_pixel, 1e-3);
    EXPECT_NEAR(curves.limits.x1, 3.0 + 100 * per_pixel, 1e-3);
}

TEST(Plot, RightDragZoomsToTheBoxAndRightClickOpensTheMenu) {
    HeadlessUi ui;
    Curves curves;
    ui.show(curves.draw());
    const Anchor area = ui.require("loss");
    const double per_pixel = 3.0 / (area.max.x - area.min.x);
    ui.drag({area.min.x + 100, area.min.y + 50}, {area.min.x + 300, area.min.y + 150}, 1);
    EXPECT_NEAR(curves.limits.x0, 100 * per_pixel, 1e-2);
    EXPECT_NEAR(curves.limits.x1, 300 * per_pixel, 1e-2);
    EXPECT_EQ(ui.find("loss/menu/fit"), nullptr);
    ui.click_at(area.center(), 1);
    ui.click("loss/menu/csv");
    EXPECT_THAT(ImGui::GetClipboardText(), testing::HasSubstr("# train\nx,y\n0,1\n1,0.5\n"));
    ui.click_at(area.center(), 1);
    ui.click("loss/menu/fit");
    EXPECT_EQ(curves.limits.x0, 0.0);
}

TEST(Plot, LegendHidesACurveAndTheAxesFollow) {
    HeadlessUi ui;
    Curves curves;
    curves.train = {1.0, 2.0};
    ui.show(curves.draw());
    EXPECT_EQ(ui.require("loss/legend/train").value, "shown");
    ui.click("loss/legend/train");
    EXPECT_EQ(ui.require("loss/legend/train").value, "hidden");
    ui.click("loss/legend/validation");
    EXPECT_EQ(curves.limits.y1, 1.0) << "nothing left to fit";
}

TEST(Plot, CrosshairReadsEveryCurve) {
    HeadlessUi ui;
    Curves curves;
    ui.show(curves.draw());
    const Anchor area = ui.require("loss");
    ui.ui.input().move(area.min.x + (area.max.x - area.min.x) * 0.34f, area.center().y);
    ui.run_frames();
    EXPECT_TRUE(ui.shows_text("step 1"));
    EXPECT_TRUE(ui.shows_text("0.5"));
}

TEST(Plot, RibbonTellsWhichSegmentWasClicked) {
    HeadlessUi ui;
    Curves curves;
    ui.show(curves.draw());
    const Anchor row = ui.require("loss/ribbon/block1");
    ui.click_at({row.max.x - 20, row.center().y});
    EXPECT_EQ(curves.clicked, 1);
    EXPECT_EQ(curves.limits.x1, 3.0) << "a click on the ribbon moves nothing";
}

TEST(Plot, LinkedAxesShowTheSameStretch) {
    HeadlessUi ui;
    Curves curves;
    curves.linked = true;
    ui.show(curves.draw());
    EXPECT_TRUE(std::isnan(curves.link_low)) << "fitted";
    curves.link_low = 1.0;
    curves.link_high = 2.0;
    ui.run_frames();
    EXPECT_EQ(curves.limits.x0, 1.0);
    EXPECT_EQ(curves.limits.x1, 2.0);
    ui.double_click_at(ui.require("loss").center());
    EXPECT_TRUE(std::isnan(curves.link_low));
}

TEST(Plot, SurvivesNoDataNanAndInfinity) {
    const double infinity = std::numeric_limits<double>::infinity();
    for (const std::vector<double>& data : {std::vector<double>{},
                                            {kNan, kNan},
                                            {infinity, 1.0, -infinity},
                                            {0.0, 0.0},
                                            {1e308, -1e308}}) {
        for (const AxisScale scale : {AxisScale::Linear, AxisScale::Log10}) {
            HeadlessUi ui;
            ui.show(in_window([&] {
                if (!begin_plot("p", {.size = {300, 200}, .empty_text = "No step yet."})) return;
                setup_axis_scale(Axis::Y, scale);
                plot_line("a", Values::counting(data.size()), data, train_curve());
                plot_scatter("b", Values::counting(data.size()), data, {.marker = Marker::Circle});
                end_plot();
            }));
            ui.hover("p");
            EXPECT_EQ(ui.shows_text("No step yet."), data.empty());
        }
    }
}

}  // namespace
}  // namespace app::ui
