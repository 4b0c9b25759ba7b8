// What print(model) shows, read back: every layer prints as it did.
#include "engine/session/printed_model.h"

#include "engine/script/machine.h"
#include "engine/script/native.h"
#include "engine/script/script_error.h"
#include "engine/script/standalone.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace engine::session {
namespace {

using script::Standalone;

/// Runs a file that binds `model`, and prints it.
std::string print_of(const std::string& source) {
    Standalone session;
    try {
        script::run_file(source, "made.py", session.environment, "made");
        script::Machine machine(session.environment);
        return machine.repr(*session.names.find("model"));
    } catch (const script::ScriptError& error) {
        return error.traceback() + "\n" + source;
    }
}

std::string printed(const std::string& expression) {
    return print_of(
        "import torch\nimport torch.nn as nn\nfrom collections import OrderedDict\n"
        "model = " +
        expression + "\n");
}

std::string rebuilt(const std::string& print) {
    bool complete = false;
    return print_of(rebuild(parse_printed(print, complete)).source);
}

// Every class that needs arguments, and forms of print that differ.
const std::vector<std::string> kExpressions = {
    "nn.Linear(3, 4, bias=False)",
    "nn.Bilinear(2, 3, 4)",
    "nn.Identity()",
    "nn.Conv1d(3, 8, 5, padding='same', dilation=2)",
    "nn.Conv2d(4, 8, (3, 5), stride=2, padding=1, groups=2, bias=False, padding_mode='reflect')",
    "nn.Conv3d(1, 2, 3)",
    "nn.ConvTranspose1d(3, 4, 4, stride=2, padding=1, output_padding=1)",
    "nn.ConvTranspose2d(3, 4, 4, stride=2, padding=1)",
    "nn.ConvTranspose3d(3, 4, 4)",
    "nn.LazyLinear(4)",
    "nn.LazyConv1d(8, 3)",
    "nn.LazyConv2d(8, 3, padding=1)",
    "nn.LazyConv3d(8, 3)",
    "nn.LazyConvTranspose1d(8, 3)",
    "nn.LazyConvTranspose2d(8, 3)",
    "nn.LazyConvTranspose3d(8, 3)",
    "nn.LazyBatchNorm1d()",
    "nn.LazyBatchNorm2d(momentum=None)",
    "nn.LazyBatchNorm3d()",
    "nn.LazyInstanceNorm1d()",
    "nn.LazyInstanceNorm2d()",
    "nn.LazyInstanceNorm3d()",
    "nn.BatchNorm1d(4)",
    "nn.BatchNorm2d(4, eps=0.001, momentum=0.01, affine=False)",
    "nn.BatchNorm3d(4, track_running_stats=False)",
    "nn.InstanceNorm1d(4)",
    "nn.InstanceNorm2d(4, affine=True)",
    "nn.InstanceNorm3d(4, track_running_stats=True)",
    "nn.LayerNorm((3, 4), elementwise_affine=False)",
    "nn.LayerNorm(16)",
    "nn.SyncBatchNorm(4)",
    "nn.RMSNorm(16)",
    "nn.RMSNorm((3, 4), elementwise_affine=False)",
    "nn.GroupNorm(2, 8)",
    "nn.LocalResponseNorm(2)",
    "nn.Embedding(10, 3, padding_idx=0, max_norm=1.0)",
    "nn.EmbeddingBag(10, 3, mode='sum')",
    "nn.LSTM(4, 16, num_layers=2, batch_first=True, dropout=0.2)",
    "nn.GRU(4, 8, bidirectional=True)",
    "nn.RNN(4, 8, bias=False)",
    "nn.LSTMCell(4, 8)",
    "nn.GRUCell(4, 8, bias=False)",
    "nn.RNNCell(4, 8, nonlinearity='relu')",
    "nn.MultiheadAttention(16, 4)",
    "nn.TransformerEncoderLayer(16, 4, 32)",
    "nn.TransformerDecoderLayer(16, 4, 32, dropout=0.0)",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 4, 32), 2)",
    "nn.TransformerEncoder(nn.TransformerEncoderLayer(16, 4, 32), 2, norm=nn.LayerNorm(16))",
    "nn.TransformerDecoder(nn.TransformerDecoderLayer(16, 4, 32), 3)",
    "nn.Transformer(16, 4, 2, 3, 32, 0.2)",
    "nn.MaxPool1d(2)",
    "nn.MaxPool2d(3, stride=2, padding=1)",
    "nn.MaxPool3d(2, ceil_mode=True)",
    "nn.AvgPool1d(2)",
    "nn.AvgPool2d((2, 3))",
    "nn.AvgPool3d(2)",
    "nn.LPPool1d(2, 3)",
    "nn.LPPool2d(2, (3, 2), stride=2)",
    "nn.LPPool3d(2, 3, stride=2)",
    "nn.MaxUnpool1d(2)",
    "nn.MaxUnpool2d(2)",
    "nn.MaxUnpool3d(2)",
    "nn.AdaptiveAvgPool1d(4)",
    "nn.AdaptiveAvgPool2d((1, None))",
    "nn.AdaptiveAvgPool3d(1)",
    "nn.AdaptiveMaxPool1d(4)",
    "nn.AdaptiveMaxPool2d(1)",
    "nn.AdaptiveMaxPool3d((1, 2, 3))",
    "nn.FractionalMaxPool2d(3, output_size=(2, 2))",
    "nn.FractionalMaxPool3d(3, output_size=2)",
    "nn.ConstantPad1d(2, 3.5)",
    "nn.ConstantPad2d((1, 2, 0, 1), 0.0)",
    "nn.ConstantPad3d(1, 0.5)",
    "nn.ZeroPad1d(1)",
    "nn.ZeroPad2d((1, 1, 2, 2))",
    "nn.ZeroPad3d(1)",
    "nn.ReflectionPad1d(2)",
    "nn.ReflectionPad2d(1)",
    "nn.ReflectionPad3d(1)",
    "nn.ReplicationPad1d(2)",
    "nn.ReplicationPad2d(1)",
    "nn.ReplicationPad3d(1)",
    "nn.CircularPad1d(2)",
    "nn.CircularPad2d(1)",
    "nn.CircularPad3d(1)",
    "nn.Upsample(scale_factor=2, mode='bilinear', align_corners=True)",
    "nn.Upsample(size=(4, 4))",
    "nn.UpsamplingNearest2d(scale_factor=2)",
    "nn.UpsamplingBilinear2d(scale_factor=2)",
    "nn.PixelShuffle(2)",
    "nn.PixelUnshuffle(2)",
    "nn.ChannelShuffle(2)",
    "nn.Flatten()",
    "nn.Unflatten(1, (2, 3))",
    "nn.Fold((4, 4), 2)",
    "nn.Unfold((2, 3), padding=1)",
    "nn.Softmax(dim=1)",
    "nn.Threshold(0.1, 20.0)",
    "nn.RReLU(0.1, 0.3)",
    "nn.GELU(approximate='tanh')",
    "nn.PReLU(3)",
    "nn.Dropout(0.25, inplace=True)",
    "nn.Sequential()",
    "nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.ReLU(inplace=True), nn.Dropout(0.1)))",
    "nn.Sequential(OrderedDict([('conv1', nn.Conv2d(1, 2, 3)), ('act', nn.ReLU())]))",
    "nn.ModuleList([nn.Linear(2, 2) for _ in range(4)])",
    "nn.ModuleDict({'a': nn.Linear(2, 2), 'drop': nn.Dropout()})",
    "nn.ParameterList([nn.Parameter(torch.zeros(2, 3)), nn.Parameter(torch.zeros(4))])",
    "nn.ParameterDict({'left': nn.Parameter(torch.zeros(5))})",
    "nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10])",
    "nn.CrossMapLRN2d(2)",
    "nn.FractionalMaxPool2d(2, output_size=3)",
    "nn.FractionalMaxPool3d(2, output_size=3)",
};

TEST(PrintedModel, EveryLayerPrintsAsItDid) {
    std::set<std::string, std::less<>> covered;
    for (const std::string& expression : kExpressions) {
        const std::string name = expression.substr(3, expression.find('(') - 3);
        if (script::find_native(script::kNN, name) == nullptr) continue;  // not of ours
        covered.insert(name);
        const std::string print = printed(expression);
        ASSERT_THAT(print, testing::HasSubstr("(")) << expression;
        ASSERT_TRUE(looks_printed(print)) << print;
        EXPECT_EQ(rebuilt(print), print) << expression;
    }
    // Whatever is not listed above needs no arguments.
    for (const std::string_view each : script::native_names(script::kNN)) {
        const std::string name(each);
        if (covered.contains(name) || name == "Parameter" || name == "Buffer") continue;
        const std::string print = printed("nn." + name + "()");
        ASSERT_TRUE(looks_printed(print)) << "list it above: " << print;
        EXPECT_EQ(rebuilt(print), print);
    }
}

constexpr const char* kResNet = R"(ResNet(
  (conv1): Conv2d(3, 8, kernel_size=(3, 3), stride=(1, 1), padding=(1, 1), bias=False)
  (layers): Sequential(
    (0-2): 3 x BasicBlock(
      width=8
      (conv): Conv2d(8, 8, kernel_size=(3, 3), stride=(1, 1), padding=same)
      (shortcut): Sequential()
    )
    (3): BasicBlock(
      width=16
      (conv): Conv2d(8, 16, kernel_size=(1, 1), stride=(2, 2))
      (shortcut): Sequential(
        (down): Conv2d(8, 16, kernel_size=(1, 1), stride=(2, 2))
        (bn): BatchNorm2d(16, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)
      )
    )
  )
  (swish): Swish()
  (gate): Gate(heads=4, 'it''s')
  (fc): Linear(in_features=16, out_features=10, bias=True)
))";

TEST(PrintedModel, ClassesOfOnesOwnPrintAsTheyDidAndSayWhatIsMissing) {
    bool complete = false;
    const RebuiltModel model = rebuild(parse_printed(kResNet, complete));
    EXPECT_TRUE(complete);
    EXPECT_EQ(model.without_forward, "ResNet");
    // As torch 2 prints a Sequential of equal blocks: one by one.
    std::string one_by_one = print_of(model.source);
    bool again = false;
    EXPECT_EQ(print_of(rebuild(parse_printed(one_by_one, again)).source), one_by_one);
    EXPECT_THAT(one_by_one, testing::HasSubstr("(2): BasicBlock(\n      width=8\n"));
    EXPECT_THAT(one_by_one, testing::HasSubstr("(gate): Gate(heads=4, 'it''s')"));
    EXPECT_THAT(one_by_one, testing::HasSubstr("(bn): BatchNorm2d(16, eps=1e-05"));
}

TEST(PrintedModel, ReadsWhatWasCopiedWithMoreAroundIt) {
    const std::string around =
        ">>> print(model)\n    Net(\n      (fc): Linear(in_features=2, "
        "out_features=3, bias=True)\n    )\n>>> \n";
    ASSERT_TRUE(looks_printed(around));
    EXPECT_EQ(rebuilt(around), "Net(\n  (fc): Linear(in_features=2, out_features=3, bias=True)\n)");
    bool complete = true;
    parse_printed("Net(\n  (a): Sequential(\n    (0): ReLU()\n", complete);
    EXPECT_FALSE(complete);
    EXPECT_FALSE(looks_printed("import torch\nmodel = nn.Sequential(\n    nn.ReLU(),\n)\n"));
    EXPECT_FALSE(looks_printed("nn.Linear(2, 3)"));
    EXPECT_FALSE(looks_printed("print((1): 2)"));
    EXPECT_TRUE(looks_printed("Linear(in_features=2, out_features=3, bias=True)"));
}

TEST(PrintedModel, NonsenseIsRefusedAndNeverCrashes) {
    std::string deep;
    for (int i = 0; i < 400; ++i)
        deep += std::string(static_cast<std::size_t>(i) + 1, ' ') + "(0): A(\n";
    ModelSource found;
    read_printed_model("A(\n" + deep, found);
    EXPECT_EQ(found.form, ModelSource::Form::Nothing);
    EXPECT_THAT(found.error, testing::HasSubstr("nested too deeply"));
    found = {};
    read_printed_model("A(\n  (0-99999999): 100000000 x Linear(in_features=2, out_features=2)\n)",
                       found);
    EXPECT_THAT(found.error, testing::HasSubstr("too large"));
    std::string open, close;
    for (int i = 0; i < 5; ++i) {
        const std::string blanks(static_cast<std::size_t>(2 * i), ' ');
        open += (i > 0 ? blanks + "(0-99): 100 x " : "") + "A(\n";
        close = blanks + ")\n" + close;
    }
    const std::string leaf = "          (0): ReLU()\n";
    const std::string extra = "          " + std::string(1 << 20, 'x') + "\n";
    for (const std::string& text :
         {open + leaf + close, "A(\n  (0-999): 1000 x B(\n" + leaf + extra + "  )\n)\n"}) {
        found = {};
        read_printed_model(text, found);
        EXPECT_THAT(found.error, testing::HasSubstr("too large"));
    }
    read_printed_model("A(\n  (0-9223372036854775807): -9223372036854775808 x B()\n  (1): B()\n)",
                       found);
    const std::string whole = kResNet;
    for (std::size_t cut = 0; cut < whole.size(); cut += 7) {
        ModelSource part;
        const std::string text = whole.substr(0, cut);
        if (looks_printed(text)) read_printed_model(text, part);
        const std::string tail = whole.substr(cut);
        if (looks_printed(tail)) read_printed_model(tail, part);
    }
}

}  // namespace
}  // namespace engine::session
