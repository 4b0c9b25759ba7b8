#include "engine/script/completion.h"

#include "engine/base/error.h"
#include "engine/script/interpreter.h"
#include "tests/engine/session/opened_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace engine::script {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

/// A two moons session's names; `|` in a text is the cursor.
class Completer : public testing::Test {
protected:
    Completer() {
        std::vector<Tensor> parameters;
        for (auto& [name, parameter] : model->named_parameters()) parameters.push_back(parameter);
        optimizer = optim::Adam(parameters, {.lr = 0.01});
    }

    void line(std::string_view text) {
        Environment environment{
            model, optimizer.get(), generator, grad_enabled, tensor_defaults, names, context, {},
            ""};
        run(text, environment);
    }

    Completion ask(std::string text) {
        const auto bar = text.find('|');
        const std::size_t cursor = bar == std::string::npos ? text.size() : bar;
        if (bar != std::string::npos) text.erase(bar, 1);
        return complete(text, cursor, {model, optimizer.get(), &names});
    }

    std::vector<std::string> texts(const std::string& text) {
        std::vector<std::string> all;
        for (const Candidate& each : ask(text).candidates) all.push_back(each.text);
        return all;
    }

    /// "block1  Sequential"
    std::vector<std::string> rows(const std::string& text) {
        std::vector<std::string> all;
        for (const Candidate& each : ask(text).candidates) {
            all.push_back(each.text + "  " + each.detail);
        }
        return all;
    }

    std::string hint(const std::string& text) {
        const CallHint call = ask(text).call;
        std::string marked = call.text;
        if (call.end > call.begin) {
            marked.insert(call.end, ">");
            marked.insert(call.begin, "<");
        }
        return marked;
    }

    Generator generator{7};
    session::SessionState opened = test::opened("nested_mlp", generator);
    nn::ModulePtr model = opened.model;
    std::unique_ptr<optim::Optimizer> optimizer;
    bool grad_enabled = true;
    TensorDefaults tensor_defaults;
    nn::OrderedMap<nn::Value> names;
    nn::CallContext context{generator};
};

TEST_F(Completer, WalksThroughTheModel) {
    EXPECT_THAT(rows("model.backbone.bl"), ElementsAre("block1  Sequential", "block2  Sequential"));
    EXPECT_THAT(texts("model.backbone[0].dr"), ElementsAre("drop"));
    EXPECT_THAT(rows("model.head.w"), ElementsAre("weight  Parameter [2, 16]"));
    EXPECT_THAT(rows("model.backbone.block1.bn.running_m"),
                ElementsAre("running_mean  Buffer [16]"));
    EXPECT_THAT(texts("model.backbone.block1.drop."), IsSupersetOf({"p", "training", "eval"}));
    EXPECT_THAT(texts("model.eval().backbone.block1.b"), ElementsAre("bn", "bfloat16", "buffers"));
    EXPECT_THAT(texts("y = model(x) + model.he"), ElementsAre("head"));
    EXPECT_THAT(texts("model.nosuch."), IsEmpty());
}

TEST_F(Completer, OffersWhatStandsBetweenBrackets) {
    EXPECT_THAT(rows("model.backbone["), ElementsAre("0]  Sequential", "1]  Sequential"));
    EXPECT_THAT(texts("optimizer.param_groups[0]['l"), ElementsAre("'lr']"));
    EXPECT_THAT(texts("optimizer.param_groups[0][\"l"), ElementsAre("\"lr\"]"));
    EXPECT_THAT(texts("optimizer.param_groups[0]["), Contains("'betas']"));
    line("d = {'alpha': [1, 2], 3: 'x'}");
    EXPECT_THAT(rows("d["), ElementsAre("'alpha']  list of 2", "3]  'x'"));
    EXPECT_THAT(texts("d['alpha'].ap"), ElementsAre("append"));
}

TEST_F(Completer, KnowsTorchByItsTables) {
    EXPECT_THAT(texts("torch.nn.Dropout"),
                ElementsAre("Dropout", "Dropout1d", "Dropout2d", "Dropout3d"));
    EXPECT_THAT(texts("F.drop"), Contains("dropout"));
    EXPECT_THAT(texts("optim.A"), IsSupersetOf({"Adam", "AdamW"}));
    EXPECT_THAT(texts("torch.float"), IsSupersetOf({"float32", "float64"}));
    EXPECT_THAT(texts("nn.init.kai"), Contains("kaiming_uniform_"));
    EXPECT_THAT(texts("from torch import nn, opt"), ElementsAre("optim"));
    EXPECT_THAT(texts("import torch.n"), ElementsAre("nn"));
    EXPECT_THAT(texts("from torch.nn import Lin"), ElementsAre("Linear"));
    EXPECT_THAT(texts("nn.Linear(2, 3).wei"), IsEmpty());  // there is no such object yet
    EXPECT_THAT(texts("nn.Linear(2, 3).ev"), ElementsAre("eval"));
}

TEST_F(Completer, KnowsValuesOfEveryKind) {
    line("x = torch.ones(4, 2)");
    line("words = ['a']; name = 'b'; t = (1, 2); n = 3; s = {1}");
    EXPECT_THAT(texts("x.sha"), ElementsAre("shape"));
    EXPECT_THAT(texts("x.requires"), ElementsAre("requires_grad", "requires_grad_"));
    EXPECT_THAT(texts("x.T.mea"), Contains("mean"));
    EXPECT_THAT(texts("words[0].upp"), ElementsAre("upper"));
    EXPECT_THAT(texts("'a'.join"), ElementsAre("join"));
    EXPECT_THAT(texts("words.ex"), ElementsAre("extend"));
    EXPECT_THAT(texts("s.ad"), ElementsAre("add"));
    EXPECT_THAT(rows("x"), Contains("x  Tensor [4, 2]"));
    EXPECT_THAT(rows("nam"), Contains("name  'b'"));
    EXPECT_THAT(texts("optimizer.z"), ElementsAre("zero_grad"));
    EXPECT_THAT(texts("pri"), Contains("print"));
    EXPECT_THAT(texts("ValueE"), ElementsAre("ValueError"));
    EXPECT_THAT(texts("whi"), ElementsAre("while"));
}

TEST_F(Completer, RunsNothingOfTheUsers) {
    line(R"(
calls = []
class Net(nn.Module):
    def __init__(self, width=8):
        super().__init__()
        self.fc = nn.Linear(2, width)
    @property
    def danger(self):
        calls.append('property')
        return self.fc
    def __getattr__(self, name):
        calls.append(name)
        return super().__getattr__(name)
    def forward(self, x, scale=1.0):
        return self.fc(x) * scale
class Plain:
    def __getattr__(self, name):
        calls.append(name)
        return 1
    @property
    def risk(self):
        calls.append('risk')
net = Net()
plain = Plain()
calls.clear()
)");
    EXPECT_THAT(rows("net.dan"), ElementsAre("danger  property"));
    EXPECT_THAT(texts("net.danger."), IsEmpty());
    EXPECT_THAT(texts("net.fc.we"), ElementsAre("weight"));
    EXPECT_THAT(texts("plain.ri"), ElementsAre("risk"));
    EXPECT_THAT(texts("plain.nosuch."), IsEmpty());
    EXPECT_THAT(texts("net.nosuch."), IsEmpty());
    EXPECT_EQ(hint("net("), "forward(<x>, scale=1.0)");
    EXPECT_EQ(hint("Net("), "Net(<width=8>)");
    EXPECT_EQ(names.find("calls")->repr(), "[]");
}

TEST_F(Completer, SaysTheSignatureAndTheArgumentAtTheCursor) {
    EXPECT_EQ(hint("nn.Dropout("), "Dropout(<p=0.5>, inplace=False)");
    EXPECT_EQ(hint("nn.Dropout(0.2, "), "Dropout(p=0.5, <inplace=False>)");
    EXPECT_EQ(hint("nn.Dropout(inplace="), "Dropout(p=0.5, <inplace=False>)");
    EXPECT_EQ(hint("nn.Sequential(nn.Dropout(0.5), nn.ReLU("), "ReLU(<inplace=False>)");
    EXPECT_EQ(hint("model.train("), "train(<mode=True>)");
    EXPECT_EQ(hint("print(len("), "len(<obj>)");
    EXPECT_EQ(hint("model.backbone.block1.drop("), "forward(<input>)");
    EXPECT_EQ(hint("def f("), "");
    EXPECT_EQ(hint("nn.Dropout(0.5)"), "");
    EXPECT_EQ(signature_of("nn.Dropout(", 11, {model, nullptr, nullptr}).text,
              "Dropout(p=0.5, inplace=False)");
}

TEST_F(Completer, OffersArgumentsByNameOnce) {
    EXPECT_EQ(rows("nn.Dropout(p").front(), "p=  0.5");
    EXPECT_THAT(texts("nn.Dropout(p=0.2, in"), Contains("inplace="));
    EXPECT_THAT(texts("nn.Dropout(p=0.2, p"), Not(Contains("p=")));
    EXPECT_THAT(texts("nn.Dropout(0.2, p"), Not(Contains("p=")));
    EXPECT_THAT(texts("nn.Dropout(p=in"), Not(Contains("inplace=")));
}

TEST_F(Completer, StopsWhereNothingCanBeKnown) {
    EXPECT_THAT(texts("'mod"), IsEmpty());
    EXPECT_THAT(texts("# mod"), IsEmpty());
    EXPECT_THAT(texts("1.5.is"), Contains("is_integer"));
    EXPECT_THAT(texts("model(x)."), IsEmpty());
    EXPECT_THAT(texts("f'{model.hea"), ElementsAre("head"));
    EXPECT_THAT(texts("model.backbone.bl|ock1"), ElementsAre("block1", "block2"));
}

TEST_F(Completer, OffersNamesOfTheInputItself) {
    EXPECT_THAT(texts("for layer in model.children():\n    lay"), Contains("layer"));
    EXPECT_THAT(texts("def f(width, depth):\n    return wid"), Contains("width"));
    EXPECT_THAT(texts("import math as mathematics\nmathem"), Contains("mathematics"));
}

TEST_F(Completer, ReadsAnyTextWithoutAnError) {
    const std::string text =
        "model.backbone[0](x)['a'.join(f\"{d['k']!r:>3}\")] @ -1.e5 # é\\\n'''";
    for (std::size_t cursor = 0; cursor <= text.size(); ++cursor) {
        ask(text.substr(0, cursor));
    }
    ask(std::string(20000, '('));
    ask(std::string(20000, ']'));
    std::string deep = "model";
    for (int i = 0; i < 5000; ++i) deep += ".a";
    ask(deep + ".");
}

}  // namespace
}  // namespace engine::script
