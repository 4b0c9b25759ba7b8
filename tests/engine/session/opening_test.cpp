// From a text to a session's recipe: what is made, and which data are found by trying.
#include "engine/session/opening.h"

#include "engine/data/noise.h"
#include "engine/session/session.h"
#include "engine/session/shipped_models.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace engine::session {
namespace {

using testing::HasSubstr;

Opening opened(const std::string& text, const std::string& construct = {},
               const std::string& data = {}) {
    return prepare_opening({.id = 1,
                            .text = text,
                            .file = "net.py",
                            .built_in = {},
                            .construct = construct,
                            .data = data,
                            .loss = {}});
}

/// The text of a class whose layers and forward are these lines.
std::string net(const std::string& layers, const std::string& forward) {
    return "import torch\nfrom torch import nn\nclass Net(nn.Module):\n    def __init__(self):\n"
           "        super().__init__()\n        " +
           layers + "\n    def forward(self, x):\n        " + forward + "\n";
}

/// What the loop of a session of this text compares, after two steps of it.
std::string loss_of(const std::string& text) {
    const Opening opening = opened(text);
    if (!opening.made) return opening.error;
    if (!opening.recipe.explore.empty()) return opening.recipe.explore;
    Session session(opening.recipe);
    const Outcome outcome = session.apply(Advance{2});
    if (!outcome.ok) return outcome.error;
    const Recipe& recipe = opening.recipe;
    return recipe.dataset + ": " + recipe.loss + "(" + recipe.prediction + ", " + recipe.target +
           ")";
}

TEST(Opening, TheLossIsFoundByTrying) {
    EXPECT_EQ(loss_of(net("self.f = nn.Linear(1, 1)", "return self.f(x)")),
              "sine: MSELoss(output, y)");
    // A criterion is not the model, nor what the model rebuilds its input by.
    EXPECT_EQ(
        loss_of(net("self.f = nn.Linear(1, 1)", "return self.f(x)") + "criterion = nn.MSELoss()\n"),
        "sine: MSELoss(output, y)");
    EXPECT_EQ(loss_of(net("self.f = nn.Linear(13, 1)  # l1_loss", "return self.f(x).squeeze(1)")),
              "sine: L1Loss(output, y)");
    EXPECT_EQ(loss_of(net("self.f = nn.Linear(2, 1)", "return self.f(x)")),
              "two_moons: BCEWithLogitsLoss(output.squeeze(1), y.float())");
    EXPECT_EQ(loss_of(net("self.f = nn.Linear(2, 1)", "return torch.sigmoid(self.f(x))[:, 0]")),
              "two_moons: BCELoss(output, y.float())");
    EXPECT_EQ(loss_of("# regression by F.smooth_l1_loss\n" +
                      net("self.f = nn.Linear(2, 1)", "return self.f(x)")),
              "sine: SmoothL1Loss(output, y)");
    EXPECT_EQ(loss_of(net("self.f = nn.Linear(64, 64)", "return self.f(x)")),
              "noise: MSELoss(output, x)");
    EXPECT_EQ(loss_of(net("self.f = nn.Conv2d(3, 3, 3, padding=1)", "return self.f(x).relu()")),
              "noise: MSELoss(output, x)");
    EXPECT_EQ(loss_of(net("self.f = nn.Conv2d(3, 4, 3)", "return self.f(x)")),
              "sine: MSELoss(output, y)");
    EXPECT_EQ(loss_of(net("self.e = nn.Embedding(30, 30)", "return self.e(x)")),
              "text: CrossEntropyLoss(output.transpose(1, 2), y)");
    EXPECT_EQ(loss_of(net("self.e = nn.Embedding(30, 30)",
                          "return self.e(x).view(-1, 30).log_softmax(1)")),
              "text: NLLLoss(output, y.flatten())");
    EXPECT_EQ(loss_of(net("self.r = nn.LSTM(5, 4)", "return self.r(x)")),
              "sine: MSELoss(output[0], y)");
    EXPECT_EQ(loss_of(net("self.f = nn.Linear(2, 2)",
                          "return (self.f(x), x) if self.training else self.f(x)")),
              "two_moons: CrossEntropyLoss((output if torch.is_tensor(output) else output[0]), y)");
}

TEST(Opening, TheDataAndTheLossCanBeChosen) {
    OpeningRequest request{.id = 1,
                           .text = net("self.f = nn.Linear(2, 1)", "return self.f(x)"),
                           .file = "net.py",
                           .built_in = {},
                           .construct = {},
                           .data = "sine 2",
                           .loss = "SmoothL1Loss(output, y)"};
    const Opening opening = prepare_opening(request);
    EXPECT_EQ(opening.recipe.dataset, "sine");
    EXPECT_EQ(opening.recipe.loss, "SmoothL1Loss");
    EXPECT_EQ(opening.loss, 1);
    request.data = "two_moons";
    EXPECT_EQ(prepare_opening(request).recipe.loss, "BCEWithLogitsLoss");
}

TEST(Opening, PointsArePreferredToNoiseThatFits) {
    const Opening opening = opened("from torch import nn\nmodel = nn.Linear(2, 2)\n");
    ASSERT_TRUE(opening.made) << opening.error;
    EXPECT_TRUE(opening.clear);
    EXPECT_EQ(opening.recipe.dataset, "two_moons");
    EXPECT_EQ(opening.recipe.explore, "");
    EXPECT_EQ(opening.summary, "Linear: 1 module, 6 weights");
    EXPECT_EQ(opening.offers.front().output, "[2, 2]");
}

TEST(Opening, NoiseHasTheShapeOfTheFirstLayer) {
    const Opening opening = opened(
        "from torch import nn\nmodel = nn.Sequential(nn.Conv2d(3, 4, 3), nn.Flatten(), "
        "nn.LazyLinear(5))\n");
    ASSERT_TRUE(opening.made) << opening.error;
    EXPECT_EQ(opening.recipe.dataset, "noise");
    EXPECT_THAT(opening.recipe.sample_shape, testing::ElementsAre(3, 32, 32));
    EXPECT_EQ(opening.recipe.classes, 5);
    EXPECT_EQ(opening.recipe.title, "Noise [3, 32, 32]");
    Session session(opening.recipe);
    EXPECT_TRUE(session.apply(Advance{2}).ok) << session.error();
}

TEST(Opening, TheHeaderSaysTheShape) {
    const Opening opening = opened(
        "# Net\n# A net.\n# Input: numbers of shape (N, 7, 4). Suggested data: random, 3 classes.\n"
        "from torch import nn\nmodel = nn.Sequential(nn.Flatten(), nn.Linear(28, 6))\n");
    ASSERT_TRUE(opening.made) << opening.error;
    EXPECT_THAT(opening.recipe.sample_shape, testing::ElementsAre(7, 4));
    EXPECT_EQ(opening.recipe.classes, 3);
}

TEST(Opening, TokensForAnEmbedding) {
    const Opening opening = opened(
        "from torch import nn\nclass Words(nn.Module):\n    def __init__(self):\n        "
        "super().__init__()\n        self.e = nn.Embedding(20, 8)\n        self.f = nn.Linear(8, "
        "3)\n"
        "    def forward(self, x):\n        return self.f(self.e(x).mean(1))\n");
    ASSERT_TRUE(opening.made) << opening.error;
    EXPECT_EQ(opening.recipe.tokens_below, 20);
    Session session(opening.recipe);
    EXPECT_TRUE(session.apply(Advance{1}).ok) << session.error();
}

TEST(Opening, WhatCannotTrainOpensAndSaysWhy) {
    const Opening twice = opened(
        "from torch import nn\nclass Two(nn.Module):\n    def __init__(self):\n        "
        "super().__init__()\n        self.f = nn.Linear(4, 3)\n    def forward(self, x):\n   "
        "     return {'y': self.f(x)}\n");
    ASSERT_TRUE(twice.made) << twice.error;
    EXPECT_THAT(twice.recipe.explore, HasSubstr("Its output is a dict"));
    Session session(twice.recipe);
    ASSERT_TRUE(session.loaded());
    const Outcome step = session.apply(Advance{1});
    EXPECT_FALSE(step.ok);
    EXPECT_THAT(step.error, HasSubstr("Its output is a dict"));
    EXPECT_TRUE(session.apply(engine::session::Run{"model.eval()"}).ok);
    EXPECT_FALSE(session.state().model->training);
}

TEST(Opening, APrintOpensAndSaysThatItsForwardIsMissing) {
    const Opening opening = opened(
        "Net(\n  (fc): Linear(in_features=2, out_features=3, bias=True)\n  (drop): Dropout(p=0.5, "
        "inplace=False)\n)\n");
    ASSERT_TRUE(opening.made) << opening.error;
    EXPECT_EQ(opening.recipe.explore,
              "Net: its forward is not in its print: open the .py file to run it.");
    Session session(opening.recipe);
    EXPECT_TRUE(session.apply(engine::session::Run{"model.drop.eval()"}).ok) << session.error();
    // A print of torch's own layers runs.
    EXPECT_EQ(opened("Sequential(\n  (0): Linear(in_features=2, out_features=2, bias=True)\n)\n")
                  .recipe.explore,
              "");
}

TEST(Opening, ModelsWithoutWeightsOrInputOpenToo) {
    for (const char* const text :
         {"from torch import nn\nmodel = nn.ReLU()\n",
          "from torch import nn\nmodel = nn.Module()\n",
          "from torch import nn\nmodel = nn.ModuleList([nn.Linear(2, 2)])\n",
          "from torch import nn\nmodel = nn.Sequential(nn.Linear(3, 4), nn.Linear(5, 6))\n"}) {
        const Opening opening = opened(text);
        ASSERT_TRUE(opening.made) << text << opening.error;
        EXPECT_NE(opening.recipe.explore, "") << text;
        const Session session(opening.recipe);
        EXPECT_TRUE(session.loaded()) << text;
    }
}

TEST(Opening, ErrorsAreTheFilesOwnAndTheConstructorsToo) {
    const Opening raises = opened("import torch\nmodel = torch.nn.Linear(2)\n");
    EXPECT_FALSE(raises.made);
    EXPECT_THAT(raises.error, HasSubstr("TypeError"));
    EXPECT_THAT(raises.traceback, HasSubstr("File \"net.py\", line 2"));
    const std::string net =
        "from torch import nn\nclass Net(nn.Module):\n    def __init__(self, width):\n        "
        "super().__init__()\n        self.f = nn.Linear(2, width)\n    def forward(self, x):\n     "
        " "
        "  return self.f(x)\n";
    EXPECT_THAT(opened(net, "Net('a')").error, HasSubstr("TypeError"));
    EXPECT_THAT(opened(net, "Net(").error, HasSubstr("SyntaxError"));
    const Opening three = opened(net, "Net(3)");
    EXPECT_TRUE(three.made) << three.error;
    EXPECT_EQ(three.recipe.construct, "Net(3)");
}

TEST(Opening, AFileThatNeverEndsIsStopped) {
    std::atomic<bool> cancel = true;
    EXPECT_THROW(prepare_opening({.id = 1,
                                  .text = "import torch.nn as nn\nclass N(nn.Module):\n    pass\n"
                                          "while True:\n    pass\n",
                                  .file = "a.py",
                                  .built_in = {},
                                  .construct = {},
                                  .data = {},
                                  .loss = {}},
                                 &cancel),
                 Error);
}

TEST(Opening, EveryModelThatShipsOpensAndSteps) {
    for (const ShippedModel& model : shipped_models()) {
        const Opening opening = prepare_opening({.id = 1,
                                                 .text = {},
                                                 .file = {},
                                                 .built_in = std::string(model.name),
                                                 .construct = {},
                                                 .data = {},
                                                 .loss = {}});
        ASSERT_TRUE(opening.made) << model.name << opening.error;
        EXPECT_TRUE(opening.clear) << model.name;
        EXPECT_EQ(opening.recipe.explore.empty(), model.name != "multi_task_net")
            << model.name << ": " << opening.recipe.explore;
        if (opening.recipe.dataset == "fashion_mnist") continue;  // read elsewhere
        Session session(opening.recipe);
        if (opening.recipe.explore.empty()) {
            EXPECT_TRUE(session.apply(Advance{1}).ok) << model.name << session.error();
        }
    }
}

TEST(Noise, IsWhatItsScriptDrawsAndRefusesWhatCannotBe) {
    Generator generator(7);
    const data::DatasetPtr made =
        data::noise(generator, {.sample_shape = {3, 4}, .tokens_below = 9, .classes = 5});
    EXPECT_EQ(made->train.inputs.sizes().str(), "[512, 3, 4]");
    EXPECT_EQ(made->train.inputs.dtype(), DType::Int64);
    EXPECT_EQ(made->class_names.size(), 5U);
    for (const int64_t id : made->validation.targets.to_vector<int64_t>()) EXPECT_LT(id, 5);
    EXPECT_THROW(data::noise(generator, {.sample_shape = {-1}}), Error);
    EXPECT_THROW(data::noise(generator, {.sample_shape = {1 << 20, 1 << 20}}), Error);
    EXPECT_THROW(data::noise(generator, {.sample_shape = {2}, .classes = 0}), Error);
}

}  // namespace
}  // namespace engine::session
