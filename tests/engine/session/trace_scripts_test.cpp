// What a pass through a model that is written in Python leaves in its trace.
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

}  // namespace
}  // namespace engine::session
