// What a text is that somebody opens, drops or pastes, read without running it.
#include "engine/session/model_source.h"

#include "engine/session/model_header.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace engine::session {
namespace {

using Form = ModelSource::Form;
using testing::ElementsAre;
using testing::HasSubstr;

std::string tutorial(const std::string& name) {
    std::ifstream file(MODESCOPE_SOURCE_DIR "/tests/parity/tutorials/" + name + ".py");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> constructs(const ModelSource& source) {
    std::vector<std::string> all;
    for (const ModelCandidate& each : source.candidates) all.push_back(each.construct());
    return all;
}

TEST(ModelHeader, ReadsTheFormOfTheFilesThatShip) {
    const ModelHeader header = read_header(
        "# Simple CNN\n# Two convolutions with p=0.5 dropout, and\n# two Linear layers.\n"
        "# Input: colour pictures of shape (N, 3, 32, 32). Suggested data: random pictures, 10 "
        "classes.\n\nimport torch\n");
    EXPECT_EQ(header.title, "Simple CNN");
    EXPECT_EQ(header.sentence, "Two convolutions with p=0.5 dropout, and two Linear layers.");
    EXPECT_EQ(header.input, "colour pictures of shape (N, 3, 32, 32)");
    EXPECT_EQ(header.data, "random pictures, 10 classes");
    EXPECT_THAT(header.sample_shape, ElementsAre(3, 32, 32));
    EXPECT_EQ(header.classes, 10);
}

TEST(ModelHeader, ReadsTokensDocstringsAndNothing) {
    const ModelHeader tokens = read_header(
        "# Words\n#\n# Input: tokens of shape (N, T), whole numbers below 16. Suggested data: "
        "random.\n");
    EXPECT_EQ(tokens.title, "Words");
    const ModelHeader said =
        read_header("# Words\n# Input: tokens of shape (N, T), whole numbers below 16.\n");
    EXPECT_THAT(said.sample_shape, ElementsAre(0));
    EXPECT_EQ(said.tokens_below, 16);
    EXPECT_EQ(read_header("'''ResNets for pictures.\n\nMore.'''\nimport torch").title,
              "ResNets for pictures");
    EXPECT_EQ(read_header("import torch\n# later").title, "");
    EXPECT_EQ(read_header("").title, "");
    EXPECT_TRUE(read_header("# A\n# Input: (N, -3).\n").sample_shape.empty());
}

TEST(ModelSource, ListsClassesWithTheirConstructors) {
    const ModelSource source = read_model_source(
        "import torch.nn as nn\nfrom typing import List\n\nclass Block(nn.Module):\n    pass\n\n"
        "class Net(nn.Module):\n    def __init__(self, hidden: int, sizes: List[int] = [2, 3], *, "
        "act=nn.ReLU(), **rest):\n        super().__init__()\n        self.block = Block()\n",
        "net.py");
    ASSERT_EQ(source.form, Form::File);
    ASSERT_EQ(source.candidates.size(), 2U);
    const ModelCandidate& net = source.candidates[0];
    EXPECT_EQ(net.name, "Net");
    ASSERT_EQ(net.parameters.size(), 3U);
    EXPECT_EQ(net.parameters[0].annotation, "int");
    EXPECT_TRUE(net.parameters[0].required());
    EXPECT_EQ(net.parameters[1].annotation, "List[int]");
    EXPECT_EQ(net.parameters[1].fallback, "[2, 3]");
    EXPECT_EQ(net.parameters[2].fallback, "nn.ReLU()");
    EXPECT_EQ(net.construct(), "Net(16)");
    EXPECT_EQ(net.construct({"8", "[4]", "nn.ReLU()"}), "Net(8, sizes=[4])");
    EXPECT_FALSE(source.clear);
}

TEST(ModelSource, AVariableThatHoldsTheModelIsClear) {
    const ModelSource source = read_model_source(
        "from torch import nn\nclass A(nn.Module):\n    pass\nmodel = A()\nother = A()\n", "a.py");
    EXPECT_TRUE(source.clear);
    EXPECT_THAT(constructs(source), ElementsAre("model", "other", "A()"));
}

TEST(ModelSource, OneClassIsClearAndItsPartsComeLast) {
    const ModelSource source = read_model_source(
        "import torch\nclass Part(torch.nn.Module):\n    def __init__(self, n):\n        pass\n"
        "class Whole(torch.nn.Module):\n    def __init__(self, n=2):\n        self.p = Part(n)\n",
        "a.py");
    EXPECT_TRUE(source.clear);
    EXPECT_THAT(constructs(source), ElementsAre("Whole()", "Part()"));
    EXPECT_TRUE(source.candidates[1].needs_arguments());
}

TEST(ModelSource, ShapesThatTheFileTriesAreNoted) {
    const ModelSource source = read_model_source(
        "import torch\nmodel = torch.nn.ReLU()\ndef test(n=2):\n    model(torch.randn(2, 3, 16, "
        "16))\n"
        "    model(torch.rand((4, 5)))\n    model(torch.zeros(n, 7))\n    model(torch.randn(2, 3, "
        "16, "
        "16))\n",
        "a.py");
    EXPECT_THAT(source.examples, ElementsAre(ElementsAre(3, 16, 16), ElementsAre(5)));
}

TEST(ModelSource, FunctionsThatMakeModelsComeFirst) {
    const ModelSource source = read_model_source(tutorial("cifar_resnet"), "cifar_resnet.py");
    ASSERT_EQ(source.form, Form::File) << source.error;
    EXPECT_THAT(
        constructs(source),
        ElementsAre("ResNetSmall()", "ResNetDeep()", "ResNet(BasicBlock, [1, 1, 1])",
                    testing::StartsWith("Bottleneck("), testing::StartsWith("BasicBlock(")));
    EXPECT_FALSE(source.clear);
}

TEST(ModelSource, EveryTutorialHasSomethingToOffer) {
    for (const char* const name : {"char_rnn",
                                   "cifar_resnet",
                                   "dcgan",
                                   "densenet",
                                   "dpn",
                                   "efficientnet",
                                   "feed_forward",
                                   "googlenet",
                                   "gpt_style",
                                   "lenet",
                                   "logistic_regression",
                                   "mobilenet",
                                   "mobilenetv2",
                                   "preact_resnet",
                                   "resnext",
                                   "senet",
                                   "shufflenet",
                                   "siamese",
                                   "super_resolution",
                                   "unet",
                                   "vae",
                                   "vgg",
                                   "word_rnn",
                                   "word_transformer"}) {
        const ModelSource source = read_model_source(tutorial(name), std::string(name) + ".py");
        EXPECT_EQ(source.form, Form::File) << name << ": " << source.error;
        EXPECT_FALSE(source.candidates.empty()) << name;
    }
}

TEST(ModelSource, AnExpressionBecomesAFile) {
    const ModelSource source =
        read_model_source("  nn.Sequential(\n      nn.Linear(2, 3),\n      nn.ReLU())\n");
    EXPECT_EQ(source.form, Form::Expression);
    EXPECT_TRUE(source.clear);
    EXPECT_EQ(source.source,
              "import torch.nn as nn\n\nmodel = nn.Sequential(\n    nn.Linear(2, 3),\n    "
              "nn.ReLU())\n");
}

TEST(ModelSource, PastedClassesGetTheImportsThatTheyLack) {
    const ModelSource source = read_model_source(
        ">>> class Net(nn.Module):\n...     def forward(self, x):\n...         return F.relu(x)\n");
    EXPECT_EQ(source.form, Form::File) << source.error;
    EXPECT_THAT(source.source, HasSubstr("import torch.nn as nn\n"));
    EXPECT_THAT(source.source, HasSubstr("import torch.nn.functional as F\n"));
    EXPECT_THAT(source.source, HasSubstr("    def forward(self, x):\n"));
    EXPECT_TRUE(source.clear);
    // A file says what it needs by itself.
    const std::string file = "class Net(nn.Module):\n    pass\n";
    EXPECT_EQ(read_model_source(file, "net.py").source, file);
}

TEST(ModelSource, APrintBecomesAFile) {
    const ModelSource source =
        read_model_source("Net(\n  (fc): Linear(in_features=2, out_features=3, bias=True)\n)\n");
    EXPECT_EQ(source.form, Form::Printed);
    EXPECT_EQ(source.without_forward, "Net");
    EXPECT_TRUE(source.clear);
}

TEST(ModelSource, AFileThatShowsAPrintIsAFile) {
    const std::string file =
        "\"\"\"Prints as\n\nNet(\n  (fc): Linear(in_features=2, out_features=3, "
        "bias=True)\n)\n\"\"\"\nfrom torch import nn\n\nclass Net(nn.Module):\n    def "
        "__init__(self):\n        super().__init__()\n        self.fc = nn.Linear(2, 3)\n";
    EXPECT_EQ(read_model_source(file, "net.py").source, file);
    EXPECT_EQ(read_model_source("Linear(in_features=2, out_features=3, bias=True)").form,
              Form::Printed);
}

TEST(ModelSource, WhatIsNotUtf8SaysSo) {
    EXPECT_EQ(read_model_source("# caf\xe9\nmodel = 1\n", "a.py").error,
              "a.py is not UTF-8: save it as UTF-8 and open it again.");
    EXPECT_THAT(read_model_source("# \xc0\x80 \xed\xa0\x80\n", "a.py").error, HasSubstr("UTF-8"));
}

TEST(ModelSource, WhatIsNoModelSaysWhy) {
    EXPECT_EQ(read_model_source("").error, "There is no text to paste.");
    EXPECT_EQ(read_model_source(" \n", "a.py").error, "a.py is empty.");
    EXPECT_THAT(read_model_source("x = 1\n", "a.py").error, HasSubstr("a.py makes no model"));
    EXPECT_THAT(read_model_source(std::string("\0\1", 2), "a.py").error, HasSubstr("no text"));
    const ModelSource wrong = read_model_source("class Net(nn.Module:\n    pass\n", "a.py");
    EXPECT_THAT(wrong.error, HasSubstr("SyntaxError"));
    EXPECT_THAT(wrong.traceback, HasSubstr("File \"a.py\", line 1"));
    EXPECT_THAT(wrong.traceback, HasSubstr("^"));
}

}  // namespace
}  // namespace engine::session
