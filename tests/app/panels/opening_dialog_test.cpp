// The File menu, the list of models that ship, and the form that asks how to make a model.
#include "engine/session/model_source.h"
#include "engine/session/opening.h"
#include "tests/app/panels/harness.h"

#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

namespace app::test {
namespace {

using engine::session::Opening;
using engine::session::read_model_source;

constexpr const char* kFile =
    "# Nets\n# A block and a net of blocks.\nfrom torch import nn\n\n"
    "class Block(nn.Module):\n    def __init__(self, width: int):\n        pass\n\n"
    "class Net(nn.Module):\n    def __init__(self, block, layers, num_classes=10):\n        pass\n";

/// What the opener would answer, without running anything.
std::shared_ptr<Opening> answer_to(const engine::session::OpeningRequest& request) {
    auto answer = std::make_shared<Opening>();
    answer->request = request;
    answer->source = read_model_source(request.text, request.file);
    answer->made = true;
    answer->summary = "Net: 12 modules, 3,456 weights";
    answer->construct = request.construct.empty() && !answer->source.candidates.empty()
                            ? answer->source.candidates[0].construct()
                            : request.construct;
    answer->recipe.id = "custom";
    answer->recipe.source = answer->source.source;
    answer->recipe.construct = answer->construct;
    answer->recipe.start_step = 0;
    answer->offers.push_back({.id = "two_moons",
                              .title = "Two moons",
                              .runs = true,
                              .trains = true,
                              .output = "[2, 10]",
                              .error = {},
                              .losses = {},
                              .recipe = answer->recipe});
    answer->offers.push_back({.id = "noise 2",
                              .title = "Noise [2]",
                              .runs = true,
                              .trains = true,
                              .output = "[2, 10]",
                              .error = {},
                              .losses = {},
                              .recipe = answer->recipe});
    answer->offer = 0;
    return answer;
}

class OpeningWindow : public testing::TestWithParam<HeadlessUi::Options> {
protected:
    void bring(const std::string& text, const std::string& file) {
        window.state().opening.brought = panels::BroughtModel{
            .text = text, .file = file, .built_in = {}, .path = {}, .problem = {}};
        window.ui.run_frames(4);
    }
    /// Answers the newest request.
    std::shared_ptr<Opening> answer(bool clear = false) {
        auto made = answer_to(window.recorder.openings.back());
        made->clear = clear;
        window.state().opening.answer = made;
        window.ui.run_frames(6);
        return made;
    }
    const engine::session::OpeningRequest& asked() { return window.recorder.openings.back(); }

    WindowUnderTest window{Sample::Mixed, GetParam()};
};

TEST_P(OpeningWindow, TheMenuHasWhatThereIsToOpen) {
    window.state().opening.recent = {"/tmp/nets/my_net.py"};
    window.ui.click("top_bar/file");
    for (const char* const item :
         {"open", "paste", "built_in", "save", "export", "recent/my_net.py"}) {
        EXPECT_NE(window.ui.find("top_bar/file/" + std::string(item)), nullptr) << item;
    }
    EXPECT_EQ(window.ui.clipped_texts(), "");
    window.state().opening.built_in = engine::session::built_in_models();
    window.ui.click("top_bar/file/built_in");
    window.ui.run_frames(4);
    ASSERT_NE(window.ui.find("built_in/nested_mlp"), nullptr);
    EXPECT_EQ(window.ui.clipped_texts(), "");
    window.ui.click("built_in/nested_mlp");
    ASSERT_FALSE(window.recorder.openings.empty());
    EXPECT_EQ(asked().built_in, "nested_mlp");
    EXPECT_EQ(window.ui.find("built_in/close"), nullptr);
}

TEST_P(OpeningWindow, TheSessionsOwnModelTakesOtherDataAndAnotherLoss) {
    window.view.recipe.source = "class Net";
    window.view.recipe.construct = "Net(3, names=['a', 'b(,'])";
    auto text = std::make_shared<engine::session::CodeText>();
    text->source = "class Net";
    window.view.code.text = text;
    window.ui.click("top_bar/file");
    window.ui.click("top_bar/file/data");
    window.ui.run_frames(4);
    ASSERT_FALSE(window.recorder.openings.empty());
    EXPECT_EQ(asked().construct, "Net(3, names=['a', 'b(,'])");
    auto made = answer_to(asked());
    made->clear = made->made = true;
    made->source.candidates = {{.kind = engine::session::ModelCandidate::Kind::Class,
                                .name = "Net",
                                .parameters = {{"width", "", "", "8"}, {"names", "None", "", ""}}}};
    for (const char* const title : {"MSELoss(output, x)", "L1Loss(output, x)"}) {
        made->offers[0].losses.push_back({title, false, made->recipe});
    }
    window.state().opening.answer = made;
    window.ui.run_frames(6);
    EXPECT_EQ(window.ui.clipped_texts(), "");
    ASSERT_NE(window.ui.find("opening/field/width"), nullptr) << "clear, and asked all the same";
    EXPECT_EQ(window.ui.find("opening/field/width")->value, "3");
    EXPECT_EQ(window.ui.find("opening/field/names")->value, "['a', 'b(,']");
    window.ui.click("opening/loss");
    window.ui.click("opening/loss/L1Loss(output, x)");
    EXPECT_EQ(asked().loss, "L1Loss(output, x)");
}

TEST_P(OpeningWindow, SavesAndExportsWhereItIsTold) {
    const std::filesystem::path folder(testing::TempDir());
    for (const char* const what : {"save", "export"}) {
        window.state().opening.folder = folder.string();
        window.ui.click("top_bar/file");
        window.ui.click("top_bar/file/" + std::string(what));
        window.ui.run_frames(4);
        ASSERT_NE(window.ui.find("chooser/act"), nullptr) << what;
        EXPECT_EQ(window.ui.clipped_texts(), "");
        window.ui.click("chooser/act");
        window.ui.run_frames(4);
        EXPECT_EQ(window.ui.find("chooser/act"), nullptr) << what;
    }
    ASSERT_GE(window.asked().size(), 2U);
    EXPECT_EQ(window.asked().end()[-2], "save " + (folder / "two_moons.modescope").string());
    EXPECT_EQ(window.asked().back(), "export " + (folder / "two_moons_session.py").string());
}

TEST_P(OpeningWindow, ASavedSessionOpensByWayOfItsOwnCommand) {
    const std::string file = testing::TempDir() + "opening_window.modescope";
    std::ofstream(file) << "{}";
    window.state().opening.brought = panels::read_model_file(file);
    window.ui.run_frames(4);
    EXPECT_EQ(window.asked().back(), "open " + file);
    EXPECT_EQ(window.ui.find("opening/close"), nullptr);
    EXPECT_EQ(window.state().opening.recent.front(), file);
    std::filesystem::remove(file);
}

TEST_P(OpeningWindow, WhatIsClearOpensWithoutAWord) {
    bring("from torch import nn\nmodel = nn.Linear(2, 2)\n", "net.py");
    EXPECT_EQ(asked().file, "net.py");
    answer(true);
    EXPECT_EQ(window.asked().back(), "restart custom from 0");
    EXPECT_EQ(window.ui.find("opening/close"), nullptr);
}

TEST_P(OpeningWindow, TheFormAsksForArgumentsAndProposesThem) {
    bring(kFile, "nets.py");
    answer();
    EXPECT_EQ(window.ui.require("opening/field/block").value, "Block");
    EXPECT_EQ(window.ui.require("opening/field/layers").value, "[2, 2, 2, 2]");
    EXPECT_EQ(window.ui.require("opening/field/num_classes").value, "");
    EXPECT_EQ(window.ui.clipped_texts(), "");
    window.ui.click("opening/field/num_classes");
    window.ui.type("4");
    window.ui.wait(0.6);
    EXPECT_EQ(asked().construct, "Net(Block, [2, 2, 2, 2], num_classes=4)");
    answer();
    window.ui.key(GLFW_KEY_ENTER);
    EXPECT_EQ(window.asked().back(), "restart custom from 0");
    EXPECT_EQ(window.recorder.recipes.back().construct, "Net(Block, [2, 2, 2, 2], num_classes=4)");
    EXPECT_EQ(window.ui.find("opening/open"), nullptr);
}

TEST_P(OpeningWindow, AnotherClassOrOtherDataAreAskedForAnew) {
    bring(kFile, "nets.py");
    answer();
    window.ui.click("opening/model");
    window.ui.click("opening/model/Block(...)");
    EXPECT_EQ(asked().construct, "Block(16)");
    answer();
    EXPECT_EQ(window.ui.require("opening/field/width").value, "16");
    window.ui.click("opening/data");
    window.ui.click("opening/data/Noise [2]");
    EXPECT_EQ(asked().data, "noise 2");
}

TEST_P(OpeningWindow, AnErrorOfTheConstructorStandsInTheForm) {
    bring(kFile, "nets.py");
    auto made = answer_to(asked());
    made->made = false;
    made->offers.clear();
    made->error = "TypeError: 'int' object is not iterable";
    window.state().opening.answer = made;
    window.ui.run_frames(6);
    EXPECT_TRUE(window.ui.shows_text("TypeError: 'int' object is not iterable"));
    EXPECT_EQ(window.ui.clipped_texts(), "");
    const std::size_t before = window.asked().size();
    window.ui.key(GLFW_KEY_ENTER);
    EXPECT_EQ(window.asked().size(), before) << "what cannot be made opens nothing";
    window.ui.key(GLFW_KEY_ESCAPE);
    EXPECT_EQ(window.asked().back(), "stop preparing");
    EXPECT_EQ(window.ui.find("opening/close"), nullptr);
}

TEST_P(OpeningWindow, AFileThatDoesNotParseShowsItsTraceback) {
    bring("class Net(nn.Module:\n    pass\n", "broken.py");
    auto made = std::make_shared<Opening>();
    made->request = asked();
    made->source = read_model_source(asked().text, asked().file);
    made->error = made->source.error;
    made->traceback = made->source.traceback;
    window.state().opening.answer = made;
    window.ui.run_frames(6);
    EXPECT_TRUE(window.ui.shows_text("File \"broken.py\", line 1"));
    EXPECT_TRUE(window.ui.shows_text("class Net(nn.Module:"));
    EXPECT_TRUE(window.ui.shows_text("^"));
    window.ui.click("opening/copy");
    EXPECT_EQ(std::string(ImGui::GetClipboardText()), made->traceback);
    window.ui.click("opening/close");
    EXPECT_EQ(window.ui.find("opening/close"), nullptr);
}

TEST_P(OpeningWindow, PastingTakesTheClipboardAndSaysWhenItIsEmpty) {
    ImGui::SetClipboardText("nn.Sequential(nn.Linear(2, 2))");
    window.ui.key_with(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_V);
    ASSERT_FALSE(window.recorder.openings.empty());
    EXPECT_EQ(asked().text, "nn.Sequential(nn.Linear(2, 2))");
    EXPECT_EQ(asked().file, "");
    answer(true);
    ImGui::SetClipboardText(" ");
    window.ui.key_with(GLFW_KEY_LEFT_CONTROL, GLFW_KEY_V);
    window.ui.run_frames(4);
    EXPECT_TRUE(window.ui.shows_text("There is no text on the clipboard."));
    EXPECT_EQ(window.ui.clipped_texts(), "");
}

TEST_P(OpeningWindow, ASlowFileSaysSoAndCanBeStopped) {
    bring("model = 1\n", "slow.py");
    EXPECT_EQ(window.ui.find("opening/stop"), nullptr) << "most files are quick";
    window.ui.wait(0.6);
    window.ui.run_frames(3);
    EXPECT_TRUE(window.ui.shows_text("Running slow.py"));
    window.ui.click("opening/stop");
    EXPECT_EQ(window.asked().back(), "stop preparing");
    EXPECT_EQ(window.ui.find("opening/stop"), nullptr);
}

INSTANTIATE_TEST_SUITE_P(Looks, OpeningWindow,
                         testing::Values(HeadlessUi::Options{{1280, 800}, 1, ui::ThemeId::Light},
                                         HeadlessUi::Options{{1280, 800}, 2, ui::ThemeId::Dark},
                                         HeadlessUi::Options{{1920, 1080}, 1, ui::ThemeId::Dark}),
                         [](const auto& each) { return "Look" + std::to_string(each.index); });

}  // namespace
}  // namespace app::test
