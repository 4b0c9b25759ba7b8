// What a pass through a model that is written in Python leaves in its trace.
#include "engine/script/fixed_argument.h"
#include "engine/session/view_builder.h"
#include "tests/engine/session/script_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::session {
namespace {

using test::ScriptModel;
using testing::ElementsAre;

/// "fc:5": what was called on which line.
std::vector<std::string> calls(const Trace& trace) {
    std::vector<std::string> out;
    for (const TraceEvent& event : trace.events) {
        out.push_back(event.name + ":" + std::to_string(event.line));
    }
    return out;
}

constexpr std::string_view kNet = R"(import torch
from torch import nn

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(4, 4)
        self.drop = nn.Dropout(0.5)

    def forward(self, x):
        return self.drop(
            self.fc(x))

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block()
        self.head = nn.Sequential(nn.ReLU(), nn.Linear(4, 2))

    def forward(self, x):
        x = self.block(x)
        return self.head(x)

model = Net()
)";

TEST(TraceOfScripts, SaysOnWhichLineOfTheFileAModuleIsCalled) {
    ScriptModel net(kNet);
    // What Sequential calls stands nowhere: it has the line that called Sequential.
    EXPECT_THAT(calls(net.trace(Tensor::ones({3, 4}))),
                ElementsAre("model:0", "block:21", "fc:12", "drop:11", "head:22", "0:22", "1:22"));
}

TEST(TraceOfScripts, CountsNoLineOfAPrompt) {
    ScriptModel net(kNet);
    net.type("import torch\n\ndef twice(x):\n    return model(model(x)[:, [0, 0, 1, 1]])\n");
    TraceRecorder recorder(*net.model(), net.generator());
    recorder.follow(net.context());
    net.type("y = twice(torch.ones(2, 4))");
    net.context().tracer = nullptr;
    const Trace trace = recorder.take();
    ASSERT_FALSE(trace.events.empty());
    for (const TraceEvent& event : trace.events) {
        EXPECT_EQ(event.line == 0, event.depth == 0) << event.name;
    }
}

TEST(TraceOfScripts, TellsFunctionsMethodsAndOperatorsWhoseResultIsATensor) {
    ScriptModel net(R"(import torch
from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(torch.ones(4, 2))
        self.act = nn.GELU()

    def forward(self, x):
        x = torch.cat([F.relu(x), x], dim=1)
        if x.size(0) > 1 and x.dim() == 2 and x.shape[1] == 4:
            y = x.view(-1, 4) + 1
        y += x
        first, second = y.chunk(2)
        y[0] = 0
        z = self.act(y @ self.w.T.t())
        return -z[:, 0].max(0)[0]

model = Net()
)");
    EXPECT_THAT(calls(net.trace(Tensor::ones({2, 2}))),
                ElementsAre("model:0", "F.relu:12", "torch.cat:12", "view:14", "add:14", "add_:15",
                            "chunk:16", "[...] =:17", "T:18", "t:18", "matmul:18", "act:18",
                            "[...]:19", "max:19", "neg:19"));
}

TEST(TraceOfScripts, KeepsWhatAFunctionWasGivenAndGave) {
    ScriptModel net(R"(import torch
from torch import nn

class Net(nn.Module):
    def forward(self, x):
        x.add_(1)
        return torch.maximum(x, 3 * x)

model = Net()
)");
    const Trace trace = net.trace(Tensor::ones({2}));
    ASSERT_EQ(trace.events.size(), 4U);
    const TraceEvent& in_place = trace.events[1];
    EXPECT_TRUE(in_place.is_function);
    EXPECT_EQ(in_place.parent, 0);
    EXPECT_THAT(in_place.inputs.at(0).value.to_vector<float>(), ElementsAre(1, 1));
    EXPECT_THAT(in_place.output.value.to_vector<float>(), ElementsAre(2, 2));
    EXPECT_EQ(trace.events[3].inputs.size(), 2U);
    EXPECT_THAT(trace.events[3].output.value.to_vector<float>(), ElementsAre(6, 6));
}

TEST(TraceOfScripts, MakesOneEventOfAFunctionWithAnEffect) {
    ScriptModel net(R"(import torch
from torch import nn
import torch.nn.functional as F

class Net(nn.Module):
    def forward(self, x):
        x = x + torch.rand_like(x)
        x = F.dropout(F.dropout(x, 0.5), 0.5, self.training)
        return F.batch_norm(x, None, None, training=True)

model = Net()
)");
    const Trace trace = net.trace(Tensor::ones({3, 8}));
    EXPECT_THAT(calls(trace), ElementsAre("model:0", "torch.rand_like:7", "add:7", "F.dropout:8",
                                          "F.dropout:8", "F.batch_norm:9"));
    EXPECT_EQ(trace.events[3].effect->kind, nn::ModeEffect::Kind::Dropped);
    EXPECT_EQ(trace.events[5].effect->kind, nn::ModeEffect::Kind::BatchStatistics);
    // One word a float32, two a sample of bernoulli.
    EXPECT_EQ(trace.events[1].words_before, 0U);
    EXPECT_EQ(trace.events[3].words_before, trace.events[2].words_before);
    EXPECT_EQ(trace.events[4].words_before,
              trace.events[3].words_before + static_cast<uint64_t>(trace.events[3].effect->words));
    EXPECT_EQ(trace.events[3].call_text, "F.dropout(x, 0.5)");
    EXPECT_EQ(trace.events[1].call_text, "");
}

TEST(TraceOfScripts, GoesOnListeningAfterAFunctionThatRaised) {
    ScriptModel net(R"(import torch
from torch import nn

class Net(nn.Module):
    def forward(self, x):
        try:
            x = x @ x
        except RuntimeError:
            x = torch.relu(x)
        return x * 2

model = Net()
)");
    const Trace trace = net.trace(Tensor::ones({2, 3}));
    EXPECT_THAT(calls(trace), ElementsAre("model:0", "matmul:7", "torch.relu:9", "mul:10"));
    EXPECT_FALSE(trace.events[1].finished);
    EXPECT_EQ(trace.raised(), 1);
}

std::vector<std::string> ghosts(ScriptModel& net, const Tensor& x) {
    const Trace trace = net.trace(x);
    std::vector<std::string> out;
    for (const GhostView& ghost : fill_ghosts({}, trace)) {
        out.push_back(ghost.title + ", line " + std::to_string(ghost.line) + ": " + ghost.words);
    }
    return out;
}

constexpr std::string_view kGhosts = R"(import torch
from torch import nn
import torch.nn.functional as F

class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = [nn.Linear(4, 4), nn.Dropout(0.5)]
        self.parts = {'act': nn.Sequential(nn.Dropout(), nn.ReLU())}

    def forward(self, x):
        for layer in self.layers:
            x = layer(x)
        x = self.parts['act'](x)
        return F.dropout(x, p=0.2)

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.block = Block()
        self.p = 0.1

    def forward(self, x):
        x = self.block(self.block(x))
        x = F.dropout(x, 0.5, training=self.training)
        x = F.dropout(x, self.p,
                      True)
        x = nn.Dropout(0.3)(x)
        return F.alpha_dropout(x)

model = Net()
)";

TEST(Ghosts, AreWhatNoFlagReaches) {
    ScriptModel net(kGhosts);
    const auto expected = ElementsAre(
        "Linear(4→4), line 13: kept in a plain list",
        "Dropout(0.5), line 13: kept in a plain list, its flag stays True",
        "Sequential, line 14: kept in a plain dict, its flag stays True",
        "F.dropout(x, p=0.2), line 15: always drops, no flag reaches it",
        "F.dropout(x, self.p, True), line 26: always drops, no flag reaches it",
        "Dropout(0.3), line 28: made in forward, or kept outside the model, its flag stays True",
        "F.alpha_dropout(x), line 29: never drops, no flag reaches it");
    EXPECT_THAT(ghosts(net, Tensor::ones({2, 4})), expected);
    net.model()->eval();
    EXPECT_THAT(ghosts(net, Tensor::ones({2, 4})), expected);
}

TEST(Ghosts, AreFoundInEvalByWhatTheyStillDo) {
    ScriptModel net(R"(import torch.nn.functional as F
from torch import nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.always = True

    def forward(self, x):
        return F.dropout(x, training=self.always)

model = Net()
)");
    EXPECT_THAT(ghosts(net, Tensor::ones({9, 9})), ElementsAre());
    net.model()->eval();
    EXPECT_THAT(ghosts(net, Tensor::ones({9, 9})),
                ElementsAre("F.dropout(x, training=self.always), line 10: always drops, no flag "
                            "reaches it"));
}

TEST(Ghosts, HaveACardThatSaysSo) {
    ScriptModel net(kGhosts);
    const Trace trace = net.trace(Tensor::ones({2, 4}));
    const PassView pass = fill_pass({}, {.trace = &trace});
    const std::vector<GhostView> ghosts = fill_ghosts(pass.cards, trace);
    for (const GhostView& ghost : ghosts) {
        ASSERT_GE(ghost.card, 0);
        const CardView& card = pass.cards[static_cast<size_t>(ghost.card)];
        EXPECT_TRUE(card.not_reached) << ghost.title;
        EXPECT_EQ(card.line, ghost.line);
        EXPECT_FALSE(ghost.help.empty());
    }
}

TEST(FixedArgument, IsAConstantOrADefault) {
    struct Case {
        const char* call;
        bool fixed;
    };
    constexpr Case kCases[] = {
        {"F.dropout(x)", true},
        {"F.dropout(x, 0.2)", true},
        {"dropout(x, 0.2)", true},
        {"nn.functional.dropout(x, p=self.p)", true},
        {"F.dropout(x, 0.2, True)", true},
        {"F.dropout(f(x),\n0.2)", true},
        {"F.dropout(x, 0.2, self.training)", false},
        {"F.dropout(x, training=self.training)", false},
        {"F.dropout(x, training=not self.training)", false},
        {"F.dropout(*args)", false},
        {"drop(x)", false},
        {"F.dropout(x, **options)", false},
        {"x + y", false},
        {"", false},
        {"F.dropout(x", false},
    };
    for (const Case& one : kCases) {
        EXPECT_EQ(script::is_fixed_argument(one.call, "dropout", "training"), one.fixed)
            << one.call;
    }
    EXPECT_FALSE(script::is_fixed_argument("F.nothing(x)", "nothing", "training"));
}

}  // namespace
}  // namespace engine::session
