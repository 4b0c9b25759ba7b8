#include "app/panels/inspector_table.h"
#include "app/panels/panels.h"
#include "engine/session/command.h"
#include "tests/app/panels/one_panel.h"

#include <string>

namespace app::panels {
namespace {

using engine::session::InspectorView;
using engine::session::ModuleView;
using test::HeadlessUi;
using test::OnePanel;
using test::Sample;

/// The inspector's place in windows of 1280x800 and 1920x1080 at 100 % and 200 %, and its least.
const HeadlessUi::Options kNormal{.size = {360, 900}};
const HeadlessUi::Options kPlaces[] = {
    kNormal,
    {.size = {360, 560}, .theme = ui::ThemeId::Dark},
    {.size = {720, 700}, .scale = 2},
    {.size = {200, 500}},
    {.size = {200, 1200}},
};

class InspectorPanelPlaces
    : public testing::TestWithParam<std::tuple<HeadlessUi::Options, Sample>> {};

TEST_P(InspectorPanelPlaces, CutsNoText) {
    const auto& [options, sample] = GetParam();
    OnePanel inspector(make_inspector_panel(), sample, options);
    EXPECT_EQ(inspector.ui.clipped_texts(), "");
}

INSTANTIATE_TEST_SUITE_P(States, InspectorPanelPlaces,
                         testing::Combine(testing::ValuesIn(kPlaces),
                                          testing::Values(Sample::Nothing, Sample::TwoMoons,
                                                          Sample::Workbench, Sample::Images)));

TEST(InspectorPanel, ShowsEveryTensorWithItsNumbers) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    for (const char* name : {"parameters/weight", "parameters/bias", "buffers/running_mean",
                             "buffers/running_var", "buffers/num_batches_tracked"}) {
        inspector.ui.require("inspector/" + std::string(name));
    }
    for (const char* words : {"1.03", "4.15", "0.021", "0.212", "0.041", "in state_dict ✓"}) {
        EXPECT_TRUE(inspector.ui.shows_text(words)) << words;
    }
    EXPECT_EQ(inspector.ui.require("inspector/mode").value, "train");
}

TEST(InspectorPanel, OpensATensorAndClosesItAgain) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    inspector.ui.click("inspector/parameters/weight");
    EXPECT_EQ(inspector.window.watch.open_tensor, "weight");
    EXPECT_EQ(inspector.ui.find("inspector/map"), nullptr);  // the view still has the other one
    inspector.ui.click("inspector/parameters/weight");
    EXPECT_EQ(inspector.window.watch.open_tensor, "");
    inspector.ui.click("inspector/buffers/running_mean");
    EXPECT_EQ(inspector.ui.require("inspector/map").value, "running_mean");
    inspector.ui.click("inspector/close_map");
    EXPECT_EQ(inspector.window.watch.open_tensor, "");
}

TEST(InspectorPanel, TellsTheValueUnderTheMouse) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    const ui::Anchor map = inspector.ui.require("inspector/map");
    const auto& values = inspector.view.inspector.map.values;
    ASSERT_EQ(values.size(), 16u);
    inspector.ui.ui.input().move(map.min.x + 0.5f * (map.max.x - map.min.x) / 16, map.center().y);
    inspector.ui.run_frames();
    EXPECT_EQ(inspector.ui.require("inspector/map_value").value,
              "[0] = " + table_number(values[0]));
    inspector.ui.ui.input().move(map.max.x - 2, map.center().y);
    inspector.ui.run_frames();
    EXPECT_EQ(inspector.ui.require("inspector/map_value").value,
              "[15] = " + table_number(values[15]));
}

TEST(InspectorPanel, SubmitsRequiresGradAsALine) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    inspector.ui.click("inspector/requires_grad/False");
    EXPECT_EQ(inspector.requests.last_line(), "model.backbone.block1.bn.requires_grad_(False)");
}

TEST(InspectorPanel, LeavesBothLinksOpenWhereSomeTensorsRequireGrad) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    for (ModuleView& module : inspector.view.modules) {
        if (module.path == "backbone.block1.bn") module.requires_grad = 1;
    }
    inspector.ui.run_frames();
    EXPECT_EQ(inspector.ui.require("inspector/requires_grad/True").value, "");
    EXPECT_EQ(inspector.ui.require("inspector/requires_grad/False").value, "");
    EXPECT_TRUE(inspector.ui.shows_text("1 of 2 tensors"));
    inspector.ui.click("inspector/requires_grad/True");
    EXPECT_EQ(inspector.requests.last_line(), "model.backbone.block1.bn.requires_grad_(True)");
}

TEST(InspectorPanel, SaysWhyALinearHasNoBuffers) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    inspector.view.inspector.class_name = "Linear";
    inspector.view.inspector.buffers.clear();
    inspector.ui.run_frames();
    EXPECT_TRUE(
        inspector.ui.shows_text("No buffers. Linear has only parameters: the optimizer "
                                "changes those, forward never does."));
}

TEST(InspectorPanel, SaysWhatAModuleWithoutTensorsIs) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    InspectorView& view = inspector.view.inspector;
    view = {};
    view.path = "backbone.block1.drop";
    view.class_name = "Dropout";
    inspector.ui.run_frames();
    EXPECT_TRUE(inspector.ui.shows_text("Dropout keeps nothing: in train it draws a new mask"));
    view.path = "backbone";
    view.class_name = "Sequential";
    inspector.ui.run_frames();
    EXPECT_TRUE(inspector.ui.shows_text("What is in it has 352 weights and 6 buffers."));
}

TEST(InspectorPanel, ShowsAChangedMeanBesideTheOldOneForFourSeconds) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    inspector.view.inspector.buffers[0].mean = 0.253;
    inspector.ui.run_frames();
    EXPECT_TRUE(inspector.ui.shows_text("0.212 → 0.253"));
    EXPECT_EQ(inspector.ui.clipped_texts(), "");
    inspector.ui.wait(4.2);
    EXPECT_FALSE(inspector.ui.shows_text("→ 0.253"));
}

TEST(InspectorPanel, TakesAnotherModulesNumbersForNoChange) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    inspector.view.inspector.path = "backbone.block2.bn";
    inspector.view.inspector.buffers[0].mean = 0.253;
    inspector.ui.run_frames();
    EXPECT_FALSE(inspector.ui.shows_text("→ 0.253"));
}

TEST(InspectorPanel, CallsAnUpdateOfAPreviewWhatItWouldBe) {
    OnePanel inspector(make_inspector_panel(), Sample::Workbench, kNormal);
    EXPECT_THAT(inspector.ui.require("inspector/update").value, testing::StartsWith("would be "));
    inspector.view.batch_norm.writes = false;
    inspector.ui.run_frames();
    EXPECT_TRUE(inspector.ui.shows_text("not written in eval"));
}

TEST(InspectorPanel, SaysThatThereIsNoSession) {
    OnePanel inspector(make_inspector_panel(), Sample::Nothing, kNormal);
    EXPECT_TRUE(inspector.ui.shows_text("No session yet."));
}

TEST(TableNumber, HasThreeDigitsAndNoMoreWidthThanNeeded) {
    const std::pair<double, const char*> kCases[] = {
        {0, "0"},         {0.0412, "0.0412"},   {-0.019, "-0.019"}, {219, "219"},
        {1.03, "1.03"},   {1536, "1,536"},      {999.7, "1,000"},   {1.2e-6, "1.2e-06"},
        {4e9, "4.0e+09"}, {-1.0 / 0.0, "-inf"}, {0.0 / 0.0, "nan"},
    };
    for (const auto& [number, words] : kCases) EXPECT_EQ(table_number(number), words);
}

}  // namespace
}  // namespace app::panels
