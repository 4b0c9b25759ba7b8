// Sessions leave as scripts, and the real PyTorch of this machine prints their losses.
#include "engine/nn/value.h"
#include "engine/session/export_script.h"
#include "engine/session/session.h"
#include "tests/parity/live_torch.h"
#include "tests/parity/recipe_runs.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <sstream>
#include <string>
#include <variant>
#include <vector>

namespace parity {
namespace {

using namespace engine::session;

/// What a person did: steps and commands in turn.
struct Story {
    std::string name;
    Recipe recipe;
    std::vector<Command> commands;
    int64_t steps;  ///< that the script must print
};

void PrintTo(const Story& each, std::ostream* out) {
    *out << each.name;
}

/// A small model of one expression, and what its loss compares.
Recipe task(const char* model, const char* loss, const char* prediction, const char* target) {
    Recipe recipe = recipe_named("two_moons");
    recipe.file = "net.py";
    recipe.source = std::string("import torch\nfrom torch import nn\n\n") + model;
    recipe.loss = loss;
    recipe.prediction = prediction;
    recipe.target = target;
    return recipe;
}

/// Each with a flip on the way, so that validation and modes come through, too.
std::vector<Story> task_stories() {
    std::vector<Story> stories;
    const auto add = [&](const char* name, Recipe recipe, LoopKind loop = LoopKind::KeepsFlags) {
        recipe.loop = loop;
        stories.push_back(
            {name,
             std::move(recipe),
             {Advance{20}, set_mode("", false), Advance{20}, set_mode("", true), Advance{20}},
             60});
    };
    Recipe regression = task(
        "model = nn.Sequential(nn.Linear(3, 16), nn.Tanh(), nn.Dropout(0.1), nn.Linear(16, 2))\n",
        "MSELoss", "output", "y");
    regression.dataset = "sine";
    regression.sample_shape = {3};
    regression.target_shape = {2};
    add("regression", regression);
    regression.loss = "SmoothL1Loss";
    add("regression_smooth", regression, LoopKind::Textbook);
    regression.loss = "L1Loss";
    add("regression_absolute", regression);
    add("binary_logits",
        task("model = nn.Sequential(nn.Linear(2, 16, bias=False), nn.BatchNorm1d(16), nn.ReLU(), "
             "nn.Linear(16, "
             "1))\n",
             "BCEWithLogitsLoss", "output.squeeze(1)", "y.float()"),
        LoopKind::Textbook);
    add("binary_sigmoid",
        task("model = nn.Sequential(nn.Linear(2, 16), nn.Dropout(0.2), nn.Linear(16, 1), "
             "nn.Sigmoid(), nn.Flatten(0))\n",
             "BCELoss", "output", "y.float()"));
    add("autoencoder", task("model = nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 2))\n",
                            "MSELoss", "output", "x"));
    const char* const words =
        "class Words(nn.Module):\n"
        "    def __init__(self):\n"
        "        super().__init__()\n"
        "        self.embed = nn.Embedding(12, 8)\n"
        "        self.rnn = nn.GRU(8, 16, batch_first=True)\n"
        "        self.head = nn.Linear(16, 12)\n"
        "    def forward(self, x):\n"
        "        h, state = self.rnn(nn.functional.dropout(self.embed(x), 0.1, "
        "self.training))\n"
        "        return self.head(h), state\n"
        "model = Words()\n";
    Recipe letters = task(words, "CrossEntropyLoss", "output[0].transpose(1, 2)", "y");
    letters.dataset = "text";
    letters.sample_shape = {9};
    letters.tokens_below = 12;
    add("letters", letters);
    add("auxiliary_output",
        task("class Net(nn.Sequential):\n"
             "    def forward(self, x):\n"
             "        y = super().forward(x)\n"
             "        return (y, x) if self.training else y\n"
             "model = Net(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 2))\n",
             "CrossEntropyLoss", "(output if torch.is_tensor(output) else output[0])", "y"),
        LoopKind::Textbook);
    return stories;
}

Recipe two_moons(LoopKind loop = LoopKind::KeepsFlags) {
    Recipe recipe = recipe_named("two_moons");
    recipe.loop = loop;
    return recipe;
}

/// A class of one's own, as people write them. (No bias before the BatchNorm: its gradient is
/// rounding alone, Adam makes whole steps of that, and a flip to eval shows them.)
Recipe own_file() {
    Recipe recipe = recipe_named("two_moons");
    recipe.title = "My own\nnet";
    recipe.file = "my_net.py";
    recipe.source = R"("""A net of my own."""
from __future__ import annotations

import torch
import torch.nn as nn
import torch.nn.functional as F


class Gate(nn.Module):
    def __init__(self, width: int):
        super().__init__()
        self.scale = nn.Parameter(torch.ones(width))
        self.register_buffer("calls", torch.zeros(()))

    def forward(self, x):
        if self.training:
            self.calls += 1
        return x * torch.sigmoid(self.scale)


class Net(nn.Module):
    def __init__(self, hidden=24, p=0.3):
        super().__init__()
        self.fc1 = nn.Linear(2, hidden, bias=False)
        self.bn = nn.BatchNorm1d(hidden)
        self.drop = nn.Dropout(p)
        self.gate = Gate(hidden)
        self.fc2 = nn.Linear(hidden, 2)

    def forward(self, x):
        h = F.relu(self.bn(self.fc1(x)))
        h = self.gate(self.drop(h))
        return self.fc2(F.dropout(h, 0.1, self.training))


step = "a name that the script wants, too"

if __name__ == "__main__":
    raise SystemExit("this is not for whoever opens the file as a model")
)";
    return recipe;
}

void replace(std::string& text, const std::string& what, const std::string& with) {
    text.replace(text.find(what), what.size(), with);
}

/// The script as whoever starts it runs it.
bool run_script(const std::string& script, std::string& output) {
    return run_torch(
        fmt::format("exec(compile({}, 'script.py', 'exec'), {{'__name__': '__main__'}})\n",
                    engine::nn::Value(script).repr()),
        output);
}

const std::vector<Story>& sessions() {
    static const std::vector<Story> all = [] {
        Recipe ends_epochs = two_moons();
        ends_epochs.validate_every = 0;
        ends_epochs.optimizer = "SGD";
        ends_epochs.momentum = 0.9;
        ends_epochs.lr = 0.1;
        std::vector<Story> stories = {
            {"plain_500", two_moons(), {Advance{500}}, 500},
            {"textbook_500", two_moons(LoopKind::Textbook), {Advance{500}}, 500},
            {"validates_at_epoch_ends", ends_epochs, {Advance{80}}, 80},
            {"flips",
             two_moons(),
             {set_mode("backbone.block1", false), Advance{7}, set_mode("", false), Advance{25},
              // The last step of an epoch: 1,000 points in batches of 32.
              set_mode("", true), set_flag("backbone.block2", false), Advance{18},
              set_learning_rate(0.003), set_requires_grad("backbone.block1", false), Advance{50},
              Run{"model.backbone.block2.drop.p = 0.2\nfor name in ('a', 'b'):\n    text = "
                  "'''two\nlines'''"},
              Advance{30}},
             130},
            {"flips_in_the_textbook_loop",
             two_moons(LoopKind::Textbook),
             {set_mode("backbone.block1.drop", false), Advance{32}, set_mode("", true),
              set_learning_rate(0.02), Advance{10}, set_mode("backbone", false), Advance{58}},
             100},
            {"changes_loops",
             two_moons(),
             {Advance{10}, SetLoop{LoopKind::Textbook}, Advance{54}, SetLoop{LoopKind::KeepsFlags},
              set_mode("backbone.block1", true), Advance{36}, SetLoop{LoopKind::Textbook},
              Advance{20}},
             120},
            {"passes_that_count",
             two_moons(),
             {Advance{5}, Commit{}, Advance{5}, set_mode("backbone", false), Commit{},
              Run{"torch.manual_seed(3)"}, Advance{20}},
             30},
            {"undone_and_branched",
             two_moons(),
             {Advance{40}, set_mode("", false), Advance{20}, Seek{25},
              set_mode("backbone.block2", false), Advance{30}, set_learning_rate(0.5), Undo{},
              set_mode("", false), Undo{}},
             55},
            {"own_file", own_file(), {Advance{20}, set_mode("bn", false), Advance{80}}, 100},
        };
        Recipe made = own_file();
        made.construct = "Net(hidden=8, p=0.0)";
        stories.push_back({"own_file_with_arguments", made, {Advance{50}}, 50});
        Recipe noise = own_file();
        noise.dataset = "noise";
        noise.sample_shape = {2};
        noise.classes = 2;
        stories.push_back({"noise", noise, {Advance{50}}, 50});
        Story edited{"edited",
                     own_file(),
                     {Advance{20}, set_mode("drop", false), set_learning_rate(0.02)},
                     60};
        std::string text = edited.recipe.source;
        replace(text, "p=0.3", "p=0.6");
        replace(text,
                "self.gate = ", "self.extra = nn.Linear(hidden, hidden)\n        self.gate = ");
        replace(text, "self.gate(self.drop(h))", "self.extra(self.gate(self.drop(h)))");
        edited.commands.push_back(Edit{text});
        edited.commands.push_back(Advance{40});
        stories.push_back(edited);

        // A file with names of the session's own, a title that says another coding, a dataclass.
        Recipe owns = own_file();
        owns.title = "coding: latin-1 \x01\r\nimport nothing";
        owns.file = "my\n\"\xe9net.py";
        replace(
            owns.source, "class Gate",
            "from dataclasses import dataclass\n\n\n@dataclass\nclass Sizes:\n    hidden: int = "
            "24\n\n\nclass Gate");
        owns.source += "\noptimizer = criterion = train_loader = None\n";
        std::string again = owns.source;
        replace(again, "p=0.3", "p=0.5");
        const Run draws{
            "for a, b in train_loader:\n    model.gate.calls += a.sum()\nprint(len(train_loader))"};
        stories.push_back({"own_names",
                           owns,
                           {Advance{10}, draws, set_learning_rate(0.02), Edit{again}, Advance{10},
                            draws, Advance{20}},
                           40});
        stories.push_back(
            {"lines_draw",
             two_moons(),
             {Advance{5}, Run{"x, y = next(iter(train_loader))\nmodel(x)"}, Advance{35}},
             40});
        stories.push_back({"lines_bind",
                           two_moons(),
                           {Advance{5}, Run{"train_loader = list(train_loader)"}, Advance{35}},
                           40});
        Recipe explores = two_moons();
        explores.explore = "It has nothing to train.";
        explores.file = "net.py";
        explores.source = "from torch import nn\n\nmodel = nn.Sequential(nn.ReLU())\n";
        stories.push_back(
            {"edited_to_train",
             explores,
             {Edit{"from torch import nn\n\nmodel = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), "
                   "nn.Linear(4, 2))\n"},
              Advance{20}},
             20});
        for (Story& each : task_stories()) stories.push_back(std::move(each));
        return stories;
    }();
    return all;
}

/// The numbers behind the word "loss" that stands behind a step's number, in order.
std::vector<double> losses_in(const std::string& output) {
    std::vector<double> losses;
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        int64_t step = 0;
        std::string loss;
        double value = 0;
        if (!(words >> step >> loss >> value) || loss != "loss") continue;
        EXPECT_EQ(step, std::ssize(losses) + 1) << line;
        losses.push_back(value);
    }
    return losses;
}

/// Within 1e-5 for fifty steps and 1e-4 from there on, of the loss.
void expect_equal(const std::vector<double>& theirs, const std::vector<float>& ours,
                  const std::string& script) {
    for (std::size_t i = 0; i < theirs.size(); ++i) {
        const double tolerance = i < 50 ? 1e-5 : 1e-4;
        ASSERT_LE(std::abs(ours[i] - theirs[i]), tolerance * std::abs(theirs[i]))
            << "step " << i + 1 << " of\n"
            << script;
    }
}

class Export : public testing::TestWithParam<Story> {};

TEST_P(Export, PrintsTheSessionsLossesInRealPyTorch) {
    const Story& each = GetParam();
    Session session(each.recipe);
    for (const Command& command : each.commands) {
        const Outcome outcome = session.apply(command);
        ASSERT_TRUE(outcome.ok) << outcome.error;
    }
    ASSERT_EQ(session.position().step, each.steps);
    const std::string script = export_script(session);
    std::string output;
    if (!run_script(script, output)) NO_LIVE_TORCH();
    const std::vector<double> theirs = losses_in(output);
    ASSERT_EQ(std::ssize(theirs), each.steps) << output << "\nof\n" << script;
    expect_equal(theirs, session.timeline().metrics.train_loss.value, script);
}

/// A pass that counts, on a class without a sample: the buffers are what it changed.
TEST(ExportedCommit, OfAClassWithoutASampleIsShuffled) {
    for (const ProbeKind kind : {ProbeKind::OneClass, ProbeKind::OneSample}) {
        Recipe recipe = own_file();
        replace(recipe.source, "self.calls += 1", "self.calls += x.sum()");
        Session session(recipe);
        Watch watch;
        watch.probe = kind;
        watch.probe_class = 7;
        session.set_watch(watch);
        for (const Command& command :
             {Command(set_mode("bn", false)), Command(Commit{}), Command(Advance{1})}) {
            const Outcome outcome = session.apply(command);
            ASSERT_TRUE(outcome.ok) << outcome.error;
        }
        const double calls = session.state()
                                 .model->get_submodule("gate")
                                 ->named_buffers()
                                 .at(0)
                                 .second.item<float>();
        std::string script = export_script(session);
        replace(script, "sys.exit()",
                "print('calls', float(model.gate.calls))\n            sys.exit()");
        std::string output;
        if (!run_script(script, output)) NO_LIVE_TORCH();
        const auto at = output.find("calls ");
        ASSERT_NE(at, output.npos) << output << "\nof\n" << script;
        EXPECT_NEAR(std::stod(output.substr(at + 6)), calls, 1e-3 * std::abs(calls)) << script;
    }
}

INSTANTIATE_TEST_SUITE_P(Sessions, Export, testing::ValuesIn(sessions()),
                         [](const auto& each) { return each.param.name; });

/// Shipped recipes, flipped on the way. Pictures at seeds where no rounding decides where a
/// gradient goes (recipe_runs.h says why): fifty steps without a flip, since a flip moves every
/// number behind it, to where nobody has looked for ties.
class ExportedRecipe : public testing::TestWithParam<Case> {};

TEST_P(ExportedRecipe, PrintsTheSessionsLossesInRealPyTorch) {
    if (!has_data(GetParam().recipe)) {
        if (torch_is_required()) FAIL() << "Fashion-MNIST is missing (dataset-fashion-mnist)";
        GTEST_SKIP() << "no Fashion-MNIST here: scripts/setup installs it";
    }
    bool has_torch = true;
    expect_same_losses(GetParam(), [&](uint64_t seed) -> std::vector<double> {
        Recipe recipe = recipe_named(GetParam().recipe);
        recipe.seed = seed;
        Session session(recipe);
        const Outcome outcome = session.apply(Advance{50});
        EXPECT_TRUE(outcome.ok) << outcome.error;
        std::string output;
        has_torch = run_script(export_script(session), output);
        if (!has_torch) return {};
        std::vector<double> losses = losses_in(output);
        EXPECT_EQ(losses.size(), 50U) << output;
        return losses;
    });
    if (!has_torch) NO_LIVE_TORCH();
}

INSTANTIATE_TEST_SUITE_P(Shipped, ExportedRecipe, testing::ValuesIn(cases()),
                         [](const auto& each) { return each.param.recipe; });

}  // namespace
}  // namespace parity
