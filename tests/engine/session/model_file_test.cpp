// A person's own file as the session's model, and another text in its place.
#include "engine/session/model_file.h"

#include "engine/session/export_script.h"
#include "engine/session/session.h"
#include "engine/session/shipped_models.h"

#include <gtest/gtest.h>

namespace engine::session {
namespace {

constexpr const char* kFile = R"(import torch
from torch import nn

class Net(nn.Module):
    def __init__(self, hidden, p=0.25):
        super().__init__()
        self.fc = nn.Linear(2, hidden)
        self.bn = nn.BatchNorm1d(hidden)
        self.drop = nn.Dropout(p)
        self.head = nn.Linear(hidden, 2)

    def forward(self, x):
        return self.head(self.drop(torch.relu(self.bn(self.fc(x)))))
)";

Recipe own(const std::string& construct = "Net(hidden=8)") {
    Recipe recipe = recipe_named("two_moons");
    recipe.source = kFile;
    recipe.file = "net.py";
    recipe.construct = construct;
    return recipe;
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    return text.replace(text.find(what), what.size(), by);
}

TEST(ModelFile, IsTheModelThatTrains) {
    Session session(own());
    EXPECT_EQ(session.state().model->class_name(), "Net");
    EXPECT_EQ(session.source(), kFile);
    EXPECT_EQ(session.apply(Advance{4}).error, "");
    EXPECT_EQ(session.state().step, 4);
    ASSERT_EQ(session.apply(session::Run{"model.drop.eval()"}).error, "");
    ASSERT_EQ(session.apply(Advance{2}).error, "");
    const Hash128 there = session.state_hash();
    ASSERT_EQ(session.apply(Seek{1}).error, "");
    ASSERT_EQ(session.apply(Seek{6}).error, "");
    EXPECT_EQ(session.state_hash(), there);
    EXPECT_FALSE(session.diverged());
}

TEST(ModelFile, SaysWhatItLacksAndLeavesTheSession) {
    Session session(own());
    const Hash128 before = session.state_hash();
    Recipe recipe = own("");
    EXPECT_EQ(session.apply(Restart{recipe}).error,
              "TypeError: net.py makes no model by itself: say how to make one of Net");
    recipe.source = "x = 1\n";
    EXPECT_EQ(session.apply(Restart{recipe}).error,
              "TypeError: net.py makes no model: it has neither a class of nn.Module nor a "
              "variable `model`");
    recipe.source = "import torch\nmodel = torch.nn.Linear(2, 2)\nraise ValueError('no')\n";
    EXPECT_EQ(session.apply(Restart{recipe}).error, "ValueError: no");
    EXPECT_EQ(session.traceback(),
              "Traceback (most recent call last):\n  File \"net.py\", line 3, in <module>\n"
              "    raise ValueError('no')\nValueError: no\n");
    recipe.source = "model = 3\n";
    EXPECT_EQ(session.apply(Restart{recipe}).error,
              "TypeError: net.py: `model` should be an nn.Module, but it is a 'int'");
    recipe.source = "while True: pass\n";
    EXPECT_NE(session.apply(Restart{recipe}).error.find("net.py was stopped after"),
              std::string::npos);
    EXPECT_EQ(session.state_hash(), before);
}

TEST(ModelFile, AnEditKeepsWhatFits) {
    Session session(own());
    session.apply(Advance{3});
    session.apply(session::Run{"model.bn.eval()"});
    session.apply(session::Run{"model.fc.weight.requires_grad = False"});
    const Hash128 before = session.state_hash();
    const auto fc =
        session.state().model->get_submodule("fc")->parameters.find("weight")->snapshot();

    // Another head, and a layer more.
    const std::string text = replaced(
        replaced(kFile, "self.head = nn.Linear(hidden, 2)",
                 "self.head = nn.Linear(hidden, 2, bias=False)\n        self.more = nn.Identity()"),
        "torch.relu", "torch.tanh");
    ASSERT_EQ(session.apply(Edit{text}).error, "");
    EXPECT_EQ(session.source(), text);
    const nn::ModulePtr model = session.state().model;
    EXPECT_FALSE(model->get_submodule("bn")->training);
    const Tensor now = *model->get_submodule("fc")->parameters.find("weight");
    EXPECT_EQ(now.to_vector<float>(), fc.to_vector<float>());
    EXPECT_FALSE(now.requires_grad());
    EXPECT_NE(session.result_line().find("8 of 8 parameters and buffers kept"), std::string::npos)
        << session.result_line();
    ASSERT_EQ(session.apply(Advance{3}).error, "");
    const Hash128 after = session.state_hash();

    ASSERT_EQ(session.apply(Undo{}).error, "");  // the run
    ASSERT_EQ(session.apply(Undo{}).error, "");  // the edit
    EXPECT_EQ(session.state_hash(), before);
    EXPECT_EQ(session.source(), kFile);
    ASSERT_EQ(session.apply(Redo{}).error, "");
    ASSERT_EQ(session.apply(Redo{}).error, "");
    EXPECT_EQ(session.state_hash(), after);

    // A text that cannot be read changes nothing.
    EXPECT_EQ(session.apply(Edit{"class Net(nn.Module:\n"}).ok, false);
    EXPECT_EQ(session.state_hash(), after);
}

TEST(ModelFile, AnEditMayNameItsModelAnew) {
    Session session(own());
    ASSERT_EQ(session.apply(Advance{3}).error, "");
    ASSERT_EQ(session.apply(Edit{replaced(kFile, "class Net", "class Other")}).error, "");
    EXPECT_EQ(session.state().model->class_name(), "Other");
    EXPECT_EQ(session.state().model->get_submodule("fc")->parameter("weight").size(0), 8);
    ASSERT_EQ(session.apply(Advance{2}).error, "");
    // In place of the class, a model; and back again, with a step that replays both.
    ASSERT_EQ(session
                  .apply(Edit{"from torch import nn\nmodel = nn.Sequential(nn.Linear(2, 4), "
                              "nn.Linear(4, 2))\n"})
                  .error,
              "");
    EXPECT_EQ(session.state().model->class_name(), "Sequential");
    ASSERT_EQ(session.apply(Advance{2}).error, "");
    const Hash128 there = session.state_hash();
    ASSERT_EQ(session.apply(Seek{1}).error, "");
    ASSERT_EQ(session.apply(Seek{7}).error, "");
    EXPECT_EQ(session.state_hash(), there);
    EXPECT_NE(export_script(session).find("model = Other(hidden=8)\n"), std::string::npos);
}

TEST(ModelFile, AnEditForgetsClassesThatTheTextHasNoMore) {
    Session session(own());
    session.apply(session::Run{"mine = 3"});
    std::string text = kFile;
    text.replace(text.find("class Net"), 9, "class Other");
    EXPECT_EQ(session.apply(Edit{text + "\nNet\n"}).error, "NameError: name 'Net' is not defined");
    ASSERT_EQ(session.apply(Edit{text}).error, "");
    EXPECT_EQ(session.state().model->class_name(), "Other");
    EXPECT_NE(session.state().names.find("mine"), nullptr);
}

TEST(ModelFile, EveryShippedModelOpens) {
    for (const ShippedModel& shipped : shipped_models()) {
        Recipe recipe = recipe_named("two_moons");
        recipe.model = shipped.name;
        EXPECT_NO_THROW(Session{recipe}) << shipped.name;
    }
    EXPECT_GE(shipped_models().size(), 18U);
    Recipe recipe = recipe_named("two_moons");
    recipe.model = "nosuch";
    EXPECT_THROW(Session{recipe}, Error);
}

}  // namespace
}  // namespace engine::session
