// What a pass through a class in Python costs beside the engine's own modules: a list of arguments
// a call, and nothing that grows.
#include "engine/script/standalone.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/pool.h"
#include "tests/engine/counted_news.h"

#include <gtest/gtest.h>

namespace engine::script {
namespace {

struct Case {
    const char* name;
    const char* forward;
    int calls;  ///< that it makes: of modules, functions, methods and of itself
};

class SteadyPass : public testing::TestWithParam<Case> {};

TEST_P(SteadyPass, TakesAtMostTwoPiecesACall) {
    Standalone alone;
    run_file(std::string("import torch\n"
                         "from torch import nn\n"
                         "import torch.nn.functional as F\n"
                         "class Net(nn.Module):\n"
                         "    def __init__(self):\n"
                         "        super().__init__()\n"
                         "        self.fc = nn.Linear(3, 3)\n"
                         "        self.drop = nn.Dropout()\n"
                         "    def twice(self, x):\n"
                         "        return x + x\n"
                         "    def forward(self, x):\n") +
                 GetParam().forward + "net = Net()\n",
             "net.py", alone.environment);
    const nn::ModulePtr net = std::get<nn::ModulePtr>(alone.names.find("net")->data());
    const nn::Value x(Tensor::ones({2, 3}));
    const NoGrad no_grad;
    const HostScope host(alone.environment);
    const auto pass = [&] { nn::call(*net, alone.context, std::span(&x, 1)); };
    for (int i = 0; i < 3; ++i) pass();
    const uint64_t pieces = pool_system_allocations();
    const uint64_t news = test::news();
    constexpr int kPasses = 10;
    for (int i = 0; i < kPasses; ++i) pass();
    EXPECT_EQ(pool_system_allocations() - pieces, 0U);
    EXPECT_LE(test::news() - news, static_cast<uint64_t>(2 * GetParam().calls * kPasses));
}

const Case kCases[] = {
    {"modules", "        return self.drop(self.fc(self.fc(x)))\n", 4},
    {"functions", "        return F.relu(torch.tanh(x))\n", 3},
    {"methods", "        return self.twice(x).relu()\n", 3},
    {"operators", "        return (x + x) * x - x\n", 1},
};

INSTANTIATE_TEST_SUITE_P(Each, SteadyPass, testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace engine::script
