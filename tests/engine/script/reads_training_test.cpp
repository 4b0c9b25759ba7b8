#include "engine/script/reads_training.h"

#include "engine/script/standalone.h"

#include <gtest/gtest.h>

#include <string>

namespace engine::script {
namespace {

bool reads(std::string_view made, std::string_view before = "") {
    Standalone alone;
    run_file("import torch\nfrom torch import nn\n" + std::string(before) +
                 "\nm = " + std::string(made) + "\n",
             "net.py", alone.environment);
    return reads_training(*std::get<nn::ModulePtr>(alone.names.find("m")->data()));
}

TEST(ReadsTraining, IsSaidByTorchsOwnClasses) {
    EXPECT_TRUE(reads("nn.Dropout()"));
    EXPECT_TRUE(reads("nn.BatchNorm1d(2)"));
    EXPECT_FALSE(reads("nn.Linear(2, 2)"));
}

TEST(ReadsTraining, CountsHooks) {
    EXPECT_TRUE(reads("nn.utils.spectral_norm(nn.Linear(2, 2))"));
    EXPECT_FALSE(reads("nn.utils.weight_norm(nn.Linear(2, 2))"));
    constexpr std::string_view kHook = R"(
def noise(module, inputs, output):
    return output + 1 if module.training else output
m = nn.Linear(2, 2)
handle = m.register_forward_hook(noise)
)";
    EXPECT_TRUE(reads("m", kHook));
    EXPECT_FALSE(reads("m", std::string(kHook) + "handle.remove()\n"));
}

TEST(ReadsTraining, CountsParametrizations) {
    constexpr std::string_view kImport =
        "from torch.nn.utils.parametrizations import spectral_norm\n";
    EXPECT_TRUE(reads("spectral_norm(nn.Linear(2, 2)).parametrizations.weight[0]", kImport));
    EXPECT_FALSE(reads("spectral_norm(nn.Linear(2, 2))", kImport));
}

TEST(ReadsTraining, IsFoundInTheCodeOfAClass) {
    constexpr std::string_view kNoise = R"(
class Noise(nn.Module):
    def helped(self, x):
        for _ in range(2):
            x = x + 1 if self.training else x
        return x
    def forward(self, x):
        return self.helped(x)
class Louder(Noise):
    pass
class Deaf(nn.Module):
    def __init__(self):
        super().__init__()
        self.training = False
    def train(self, mode=True):
        self.training = mode or self.training
        return self
    def forward(self, x):
        return x
)";
    EXPECT_TRUE(reads("Noise()", kNoise));
    EXPECT_TRUE(reads("Louder()", kNoise));
    EXPECT_FALSE(reads("Deaf()", kNoise));
}

}  // namespace
}  // namespace engine::script
