#include "engine/script/interpreter.h"

#include "engine/base/error.h"
#include "engine/script/script_error.h"
#include "engine/script/standalone.h"
#include "engine/tensor/grad_mode.h"
#include "tests/engine/session/opened_model.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace engine::script {
namespace {

/// A two moons session's state, small enough to make anew for every case.
class Interpreter : public testing::Test {
protected:
    Interpreter() {
        std::vector<Tensor> parameters;
        for (auto& [name, parameter] : model->named_parameters()) parameters.push_back(parameter);
        optimizer = optim::Adam(parameters, {.lr = 0.01});
    }

    Result line(std::string_view text) {
        Environment environment{model,
                                optimizer.get(),
                                generator,
                                grad_enabled,
                                tensor_defaults,
                                names,
                                context,
                                [this](nn::Module& module, bool before) {
                                    flags.emplace_back(module.class_name(), before);
                                },
                                ""};
        return run(text, environment);
    }

    std::string error_of(std::string_view text) {
        try {
            line(text);
        } catch (const Error& error) {
            return error.line();
        }
        return "no error";
    }

    Generator generator{7};
    session::SessionState opened = test::opened("nested_mlp", generator);
    nn::ModulePtr model = opened.model;
    std::unique_ptr<optim::Optimizer> optimizer;
    bool grad_enabled = true;
    TensorDefaults tensor_defaults;
    nn::OrderedMap<nn::Value> names;
    nn::CallContext context{generator};
    std::vector<std::pair<std::string, bool>> flags;
};

TEST_F(Interpreter, EvalWritesEveryFlagBelowAndTellsSo) {
    line("model.backbone.eval()");
    EXPECT_EQ(flags.size(), 11u);
    EXPECT_TRUE(model->training);
    EXPECT_FALSE(model->get_submodule("backbone.block2.drop")->training);
    line("model.backbone[0].train()");
    EXPECT_TRUE(model->get_submodule("backbone.block1.drop")->training);
    EXPECT_FALSE(model->get_submodule("backbone.block2.drop")->training);
    line("model.train(False)");
    EXPECT_FALSE(model->training);
    line("model.train(mode=True)");
    EXPECT_TRUE(model->training);
}

TEST_F(Interpreter, AnAssignedFlagIsThisModulesAlone) {
    line("model.backbone.training = False");
    EXPECT_EQ(flags.size(), 1u);
    EXPECT_FALSE(model->get_submodule("backbone")->training);
    EXPECT_TRUE(model->get_submodule("backbone.block1")->training);
}

TEST_F(Interpreter, OptionsAreReadAndWrittenByName) {
    line("model.backbone.block1.drop.p = 0.3");
    EXPECT_EQ(model->get_submodule("backbone.block1.drop")->number("p"), 0.3);
    EXPECT_EQ(line("model.backbone.block1.drop.p").echo, "0.3");
    EXPECT_EQ(line("model.backbone.block1.drop").echo, "Dropout(p=0.3, inplace=False)");
    line("optimizer.param_groups[0]['lr'] = 0.5");
    line("optimizer.param_groups[0]['lr'] *= 0.5");
    EXPECT_EQ(line("optimizer.param_groups[-1]['lr']").echo, "0.25");
}

TEST_F(Interpreter, RequiresGradIsRecursive) {
    line("model.backbone.requires_grad_(False)");
    EXPECT_FALSE(model->get_submodule("backbone.block1.fc")->parameter("weight").requires_grad());
    EXPECT_TRUE(model->get_submodule("head")->parameter("weight").requires_grad());
}

TEST_F(Interpreter, PrintWritesWhatPythonPrints) {
    EXPECT_EQ(line("print(1, 2.5, 'three', None, (4,), [5, True])").printed,
              "1 2.5 three None (4,) [5, True]\n");
    EXPECT_EQ(line("print(model.backbone.block1.bn)").printed,
              "BatchNorm1d(16, eps=1e-05, momentum=0.1, affine=True, track_running_stats=True)\n");
    EXPECT_EQ(line("len(model.backbone)").echo, "2");
}

TEST_F(Interpreter, ConsoleShowsValuesButNotModulesThatReturnThemselves) {
    EXPECT_EQ(line("model.backbone.eval()").echo, "");
    EXPECT_EQ(line("model.backbone.block1.act").echo, "ReLU()");
    EXPECT_EQ(line("x = 3").echo, "");
    EXPECT_EQ(line("x").echo, "3");
    EXPECT_EQ(line("None").echo, "");
    EXPECT_EQ(line("# a comment").echo, "");
}

// Values as Python 3.11 prints them.
TEST_F(Interpreter, ComputesAsPythonDoes) {
    const std::pair<const char*, const char*> cases[] = {
        {"7 // -2", "-4"},     {"-7 % 3", "2"},
        {"7 / 2", "3.5"},      {"2 ** 10", "1024"},
        {"2 ** -1", "0.5"},    {"-2 ** 2", "-4"},
        {"1e-5", "1e-05"},     {"0.1 + 0.2", "0.30000000000000004"},
        {"not 0", "True"},     {"0 or 'a'", "'a'"},
        {"1 and 2", "2"},      {"3 >= 3.0", "True"},
        {"'a' + 'b'", "'ab'"}, {"'a' == 'b'", "False"},
        {"5.5 // 2", "2.0"},   {"-5.5 % 2", "0.5"},
        {"True + 1", "2"},
    };
    for (const auto& [text, echo] : cases) EXPECT_EQ(line(text).echo, echo) << text;
}

TEST_F(Interpreter, WritesThroughViewsOfWeights) {
    line("torch.set_grad_enabled(False)");
    EXPECT_FALSE(grad_enabled);
    EXPECT_TRUE(GradMode::enabled()) << "the mode is the session's, not the thread's";
    line("model.head.weight[0].zero_()");
    const auto weight = model->get_submodule("head")->parameter("weight").to_vector<float>();
    for (int i = 0; i < 16; ++i) EXPECT_EQ(weight[static_cast<std::size_t>(i)], 0);
    EXPECT_NE(weight[16], 0);
}

TEST_F(Interpreter, ForwardAndBackward) {
    names.set("x", Tensor::ones({4, 2}));
    line("loss = model(x).sum()");
    EXPECT_THAT(line("loss").echo, testing::EndsWith("grad_fn=<SumBackward0>)"));
    line("loss.backward()");
    EXPECT_TRUE(model->get_submodule("head")->parameter("bias").grad().defined());
    line("optimizer.step()");
    line("optimizer.zero_grad()");
    EXPECT_FALSE(model->get_submodule("head")->parameter("bias").grad().defined());
}

TEST_F(Interpreter, SeedsTheSessionsGenerator) {
    line("torch.manual_seed(0)");
    EXPECT_EQ(line("torch.rand(2)").echo, "tensor([0.4963, 0.7682])");  // PyTorch 1.13
}

// Words of Python 3.11 and PyTorch 1.13 for the same lines.
TEST_F(Interpreter, ErrorsAreWordedAsPythonWordsThem) {
    const std::pair<const char*, const char*> cases[] = {
        {"nosuch", "NameError: name 'nosuch' is not defined"},
        {"model.nosuch.eval()", "AttributeError: 'NestedMLP' object has no attribute 'nosuch'"},
        {"model.backbone[5].eval()", "IndexError: index 5 is out of range"},
        {"model.backbone['a']", "TypeError: 'str' object cannot be interpreted as an integer"},
        {"model[0]", "TypeError: 'NestedMLP' object is not subscriptable"},
        {"model.eval(1)", "TypeError: Module.eval() takes 1 positional argument but 2 were given"},
        {"model.train(1)", "ValueError: training mode is expected to be boolean"},
        {"model.train(True, False)",
         "TypeError: Module.train() takes from 1 to 2 positional arguments but 3 were given"},
        {"model.train(mood=True)",
         "TypeError: Module.train() got an unexpected keyword argument 'mood'"},
        {"model.train(True, mode=True)",
         "TypeError: Module.train() got multiple values for argument 'mode'"},
        {"model.get_submodule()",
         "TypeError: Module.get_submodule() missing 1 required positional argument: 'target'"},
        {"model.training()", "TypeError: 'bool' object is not callable"},
        {"1 + 'a'", "TypeError: unsupported operand type(s) for +: 'int' and 'str'"},
        {"1 < 'a'", "TypeError: '<' not supported between instances of 'int' and 'str'"},
        {"-'a'", "TypeError: bad operand type for unary -: 'str'"},
        {"len(3)", "TypeError: object of type 'int' has no len()"},
        {"optimizer.param_groups[0]['nosuch']", "KeyError: 'nosuch'"},
        {"optimizer.param_groups[3]", "IndexError: list index out of range"},
        {"optimizer.param_groups[0]['lr'] = -1", "ValueError: Invalid learning rate: -1"},
        {"torch.nosuch",
         "AttributeError: `torch.nosuch` is outside the PyTorch subset that Modescope runs"},
    };
    for (const auto& [text, message] : cases) EXPECT_EQ(error_of(text), message) << text;
}

TEST(Imports, SaysWhereAMissingNameMayHaveComeFrom) {
    Standalone program;
    EXPECT_THROW(run("from nosuch import *", program.environment), ScriptError);
    run_file(
        "from nosuch import *\nfrom math import *\n"
        "def half(x):\n    return sqrt(x) + other(x)\n"
        "try:\n    from faster import *\nexcept ImportError:\n    slow = True\n",
        "net.py", program.environment);
    EXPECT_EQ(run("slow", program.environment).echo, "True");
    try {
        run("half(4)", program.environment);
        ADD_FAILURE();
    } catch (const Error& error) {
        EXPECT_EQ(error.line(),
                  "NameError: name 'other' is not defined: `from nosuch import *` is outside the "
                  "PyTorch subset that Modescope runs");
    }
}

}  // namespace
}  // namespace engine::script
