// What real PyTorch prints of a model, rebuilt by us into a file that real PyTorch runs: it prints
// the same again, and a class whose forward nobody knows says so in PyTorch's words.
#include "engine/session/printed_model.h"
#include "tests/parity/live_torch.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace parity {
namespace {

using engine::session::parse_printed;
using engine::session::rebuild;

constexpr std::string_view kMark = "=====\n";

const char* const kModels[] = {
    "nn.Sequential(nn.Conv2d(3, 8, 3, padding='same', padding_mode='circular'), nn.BatchNorm2d(8), "
    "nn.ReLU(inplace=True), nn.MaxPool2d(2), nn.AdaptiveAvgPool2d((1, None)), nn.Flatten())",
    "nn.Sequential(OrderedDict([('up', nn.ConvTranspose2d(4, 2, 4, 2, 1, bias=False)), ('act', "
    "nn.LeakyReLU(0.2)), ('shuffle', nn.PixelShuffle(2)), ('size', nn.Upsample(scale_factor=2, "
    "mode='bilinear', align_corners=False))]))",
    "nn.ModuleDict({'words': nn.Embedding(10, 4, padding_idx=0), 'rnn': nn.LSTM(4, 8, 2, "
    "dropout=0.1, "
    "bidirectional=True), 'cell': nn.RNNCell(4, 8, nonlinearity='relu')})",
    "nn.ModuleList([nn.GroupNorm(2, 8), nn.LayerNorm((3, 4)), nn.InstanceNorm1d(4, affine=True), "
    "nn.LocalResponseNorm(2), nn.Softmax(dim=1), nn.GELU(), nn.PReLU(), nn.RReLU(), "
    "nn.Identity()])",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 4, 32, 0.2), 2, norm=nn.LayerNorm(16))",
    "nn.Transformer(16, 4, 1, 2, 32)",
    "nn.Sequential(nn.LazyLinear(4), nn.LazyConv2d(8, 3), nn.LazyBatchNorm1d())",
    "nn.ParameterList([nn.Parameter(torch.zeros(2, 3)), nn.Parameter(torch.zeros(4))])",
    "nn.Sequential(nn.Dropout(0.1), nn.ZeroPad2d((1, 2, 0, 1)), nn.ConstantPad1d(1, 2.5), "
    "nn.Unflatten(1, (2, 3)), nn.Bilinear(2, 3, 4), nn.Hardtanh(-2, 2), nn.Threshold(0.1, 20))",
    "nn.Linear(2, 3, bias=False)",
    "Net()",
};

constexpr const char* kNet = R"(
class Block(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.width = width
        self.fc = nn.Linear(width, width)
        self.down = nn.Sequential()
    def extra_repr(self):
        return f"width={self.width}"

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Linear(2, 4)
        self.blocks = nn.ModuleList([Block(4), Block(4)])
        self.swish = Swish()

class Swish(nn.Module):
    pass
)";

std::vector<std::string> parts(std::string_view text) {
    std::vector<std::string> all;
    while (!text.empty()) {
        const auto end = text.find(kMark);
        all.emplace_back(text.substr(0, end));
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + kMark.size());
    }
    return all;
}

TEST(PrintedLive, RealPrintsAreRebuiltAndPrintTheSameInRealPyTorch) {
    std::string program =
        "import torch\nfrom torch import nn\nfrom collections import OrderedDict\n";
    program += kNet;
    for (const char* const model : kModels) {
        program += "print(" + std::string(model) + ")\nprint('=====')\n";
    }
    std::string printed;
    if (!run_torch(program, printed)) NO_LIVE_TORCH();
    const std::vector<std::string> before = parts(printed);
    ASSERT_EQ(before.size(), std::size(kModels));
    std::string again;
    for (const std::string& each : before) {
        bool complete = false;
        const std::string source = rebuild(parse_printed(each, complete)).source;
        EXPECT_TRUE(complete) << each;
        again += "exec(r'''" + source + "''')\nprint(model)\nprint('=====')\n";
    }
    again +=
        "try:\n    model(torch.ones(1, 2))\nexcept NotImplementedError as error:\n"
        "    print(error)\n";
    ASSERT_TRUE(run_torch(again, printed));
    const std::vector<std::string> after = parts(printed);
    ASSERT_EQ(after.size(), before.size() + 1);
    for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(after[i], before[i]);
    EXPECT_EQ(after.back(), "Module [Net] is missing the required \"forward\" function\n");
}

}  // namespace
}  // namespace parity
