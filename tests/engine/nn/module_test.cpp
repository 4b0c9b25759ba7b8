#include "engine/nn/module.h"

#include "engine/autograd/ops.h"
#include "engine/nn/activation.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/dropout.h"
#include "engine/nn/linear.h"
#include "engine/nn/parameter.h"
#include "engine/nn/sequential.h"
#include "tests/engine/nn/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::nn {
namespace {

using test::error_of;
using testing::ElementsAre;

constexpr Behaviour kEmpty{.class_name = "M"};

ModulePtr empty_module() {
    return std::make_shared<Module>(kEmpty);
}

ModulePtr linear(int64_t in = 2, int64_t out = 3) {
    Generator generator(0);
    return Linear({.in_features = in, .out_features = out}, generator);
}

template <class Entries>
std::vector<std::string> names_of(const Entries& entries) {
    std::vector<std::string> names;
    for (const auto& [name, value] : entries) names.push_back(name);
    return names;
}

/// A module with a parameter w, a buffer b, a child child and a plain attribute x.
ModulePtr full_module() {
    const ModulePtr m = empty_module();
    m->register_parameter("w", new_parameter({2}, 1));
    m->register_buffer("b", Tensor::zeros({2}));
    m->add_module("child", ReLU());
    m->set_attribute("x", 3);
    return m;
}

struct ErrorCase {
    const char* what;
    void (*run)(Module& m);
    const char* error;  // PyTorch 1.13.1's words
};

class ModuleError : public testing::TestWithParam<ErrorCase> {};

TEST_P(ModuleError, SaysWhatPyTorchSays) {
    const ModulePtr m = full_module();
    EXPECT_EQ(error_of([&] { GetParam().run(*m); }), GetParam().error);
}

const ErrorCase kErrors[] = {
    {"dot", [](Module& m) { m.register_parameter("a.b", {}); },
     "KeyError: 'parameter name can\\'t contain \".\"'"},
    {"empty", [](Module& m) { m.register_parameter("", {}); },
     "KeyError: 'parameter name can\\'t be empty string \"\"'"},
    {"method", [](Module& m) { m.register_parameter("forward", {}); },
     "KeyError: \"attribute 'forward' already exists\""},
    {"taken", [](Module& m) { m.register_parameter("x", {}); },
     "KeyError: \"attribute 'x' already exists\""},
    {"buffer dot", [](Module& m) { m.register_buffer("a.b", {}); },
     "KeyError: 'buffer name can\\'t contain \".\"'"},
    {"buffer taken", [](Module& m) { m.register_buffer("w", {}); },
     "KeyError: \"attribute 'w' already exists\""},
    {"module dot", [](Module& m) { m.add_module("a.b", ReLU()); },
     "KeyError: 'module name can\\'t contain \".\", got: a.b'"},
    {"module empty", [](Module& m) { m.add_module("", ReLU()); },
     "KeyError: 'module name can\\'t be empty string \"\"'"},
    {"module taken", [](Module& m) { m.add_module("w", ReLU()); },
     "KeyError: \"attribute 'w' already exists\""},
    {"tensor to parameter", [](Module& m) { m.set_attribute("w", Tensor::ones({2})); },
     "TypeError: cannot assign 'torch.FloatTensor' as parameter 'w' (torch.nn.Parameter or None "
     "expected)"},
    {"module to parameter", [](Module& m) { m.set_attribute("w", linear()); },
     "TypeError: cannot assign 'torch.nn.modules.linear.Linear' as parameter 'w' "
     "(torch.nn.Parameter or None expected)"},
    {"int to child", [](Module& m) { m.set_attribute("child", 1); },
     "TypeError: cannot assign 'int' as child module 'child' (torch.nn.Module or None expected)"},
    {"text to buffer", [](Module& m) { m.set_attribute("b", "text"); },
     "TypeError: cannot assign 'str' as buffer 'b' (torch.Tensor or None expected)"},
    {"unknown", [](Module& m) { m.get_attribute("nosuch"); },
     "AttributeError: 'M' object has no attribute 'nosuch'"},
    {"training", [](Module& m) { m.set_attribute("training", 1); },
     "ValueError: training mode is expected to be boolean"},
    {"submodule", [](Module& m) { m.get_submodule("w"); },
     "AttributeError: `w` is not an nn.Module"},
    {"submodule unknown", [](Module& m) { m.get_submodule("zz.a"); },
     "AttributeError: M has no attribute `zz`"},
    {"submodule below", [](Module& m) { m.get_submodule("child."); },
     "AttributeError: ReLU has no attribute ``"},
};

INSTANTIATE_TEST_SUITE_P(Table, ModuleError, testing::ValuesIn(kErrors));

TEST(Module, AssigningFollowsPyTorchsTable) {
    const ModulePtr m = full_module();
    m->set_attribute("w", Value());  // keeps its place
    EXPECT_FALSE(m->parameter("w").defined());
    m->set_attribute("v", new_parameter({1}));
    m->set_attribute("w", new_parameter({1}));
    EXPECT_THAT(names_of(m->parameters), ElementsAre("w", "v"));

    m->set_attribute("plain", Tensor::ones({1}));  // no Parameter: not registered
    EXPECT_TRUE(m->attributes.contains("plain"));
    m->set_attribute("plain", new_parameter({1}));
    EXPECT_FALSE(m->attributes.contains("plain"));
    EXPECT_TRUE(m->parameters.contains("plain"));

    m->set_attribute("b", new_parameter({1}));  // a buffer becomes a parameter
    EXPECT_TRUE(m->buffers.empty());
    m->set_attribute("child", new_parameter({1}));
    EXPECT_TRUE(m->children.empty());
    EXPECT_THAT(names_of(m->parameters), ElementsAre("w", "v", "plain", "b", "child"));

    m->set_attribute("x", ReLU());  // a plain attribute becomes a child
    EXPECT_FALSE(m->attributes.contains("x"));
    EXPECT_TRUE(m->children.contains("x"));
    m->set_attribute("new", Value());  // None for a new name is plain
    EXPECT_TRUE(m->attributes.contains("new"));
}

TEST(Module, DeletingAndAddingMovesToTheEnd) {
    const ModulePtr m = Sequential({{"a", ReLU()}, {"b", ReLU()}});
    m->delete_attribute("a");
    m->add_module("a", Tanh());
    EXPECT_THAT(names_of(m->children), ElementsAre("b", "a"));
    EXPECT_EQ(error_of([&] { m->delete_attribute("c"); }),
              "AttributeError: 'Sequential' object has no attribute 'c'");
}

// a = lin, b = Sequential(lin, relu), c = b
ModulePtr shared_tree() {
    const ModulePtr root = empty_module();
    const ModulePtr shared = linear();
    const ModulePtr b = Sequential(std::vector<ModulePtr>{shared, ReLU()});
    root->add_module("a", shared);
    root->add_module("b", b);
    root->add_module("c", b);
    root->add_module("bn", BatchNorm1d({.num_features = 3}));
    root->add_module("none", nullptr);
    return root;
}

TEST(Module, NamesEveryModuleOnceInPreOrder) {
    const ModulePtr root = shared_tree();
    EXPECT_THAT(names_of(root->named_modules()), ElementsAre("", "a", "b", "b.1", "bn"));
    EXPECT_THAT(names_of(root->named_modules(false)),
                ElementsAre("", "a", "b", "b.0", "b.1", "c", "c.0", "c.1", "bn"));
}

TEST(Module, NamesParametersOwnOnesFirstAndTiedOnesOnce) {
    const ModulePtr root = shared_tree();
    root->register_parameter("p", root->get_submodule("a")->parameter("weight"));
    EXPECT_THAT(names_of(root->named_parameters()),
                ElementsAre("p", "a.bias", "bn.weight", "bn.bias"));
    EXPECT_THAT(names_of(root->named_parameters(false)), ElementsAre("p"));
    EXPECT_THAT(names_of(root->named_buffers()),
                ElementsAre("bn.running_mean", "bn.running_var", "bn.num_batches_tracked"));
}

TEST(Module, StateDictNamesEveryPathAndAliases) {
    const ModulePtr root = shared_tree();
    root->register_buffer("hidden", Tensor::ones({1}), false);
    root->register_buffer("kept", Tensor::ones({1}));
    const auto state = root->state_dict();
    EXPECT_THAT(names_of(state),
                ElementsAre("kept", "a.weight", "a.bias", "b.0.weight", "b.0.bias", "c.0.weight",
                            "c.0.bias", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var",
                            "bn.num_batches_tracked"));
    state[1].second.zero_();
    EXPECT_EQ(root->get_submodule("a")->parameter("weight").to_vector(), std::vector<double>(6, 0));
    EXPECT_FALSE(state[1].second.requires_grad());
}

TEST(Module, TrainWritesItselfThenItsChildrenInOrder) {
    const ModulePtr root = shared_tree();
    root->get_submodule("bn")->training = false;
    std::vector<std::pair<std::string, bool>> writes;
    root->train(false, [&](Module& module, bool before) {
        writes.emplace_back(module.class_name(), before);
    });
    const std::vector<std::pair<std::string, bool>> expected{
        {"M", true},       {"Linear", true}, {"Sequential", true},
        {"Linear", false}, {"ReLU", true},   {"Sequential", false},
        {"Linear", false}, {"ReLU", false},  {"BatchNorm1d", false}};
    EXPECT_EQ(writes, expected);
}

TEST(Module, SettingTrainingIsOneFlagAlone) {
    const ModulePtr root = shared_tree();
    root->set_attribute("training", false);
    EXPECT_FALSE(root->training);
    EXPECT_TRUE(root->get_submodule("b")->training);
}

TEST(Module, ApplyVisitsChildrenFirst) {
    const ModulePtr root = Sequential(
        std::vector<ModulePtr>{Sequential(std::vector<ModulePtr>{linear(), ReLU()}), Tanh()});
    std::vector<std::string> visited;
    root->apply([&](Module& module) { visited.push_back(module.class_name()); });
    EXPECT_THAT(visited, ElementsAre("Linear", "ReLU", "Sequential", "Tanh", "Sequential"));
}

TEST(Module, FreezesAndForgetsGradients) {
    const ModulePtr m = linear();
    m->requires_grad_(false);
    for (const auto& [name, parameter] : m->named_parameters()) {
        EXPECT_FALSE(parameter.requires_grad()) << name;
    }
    m->requires_grad_();
    const Tensor& weight = m->parameter("weight");
    weight.set_grad(Tensor::ones({3, 2}));
    m->zero_grad(false);
    EXPECT_EQ(weight.grad().to_vector(), std::vector<double>(6, 0));
    m->zero_grad();
    EXPECT_FALSE(weight.grad().defined());
}

TEST(Module, AModuleInItselfEndsInAnErrorAndNotInACrash) {
    const ModulePtr m = empty_module();
    m->add_module("me", m);
    for (const auto& run : std::vector<std::function<void()>>{
             [&] { m->train(); }, [&] { m->repr(); }, [&] { m->apply([](Module&) {}); },
             [&] { m->state_dict(); }}) {
        EXPECT_TRUE(error_of(run).starts_with("RecursionError: maximum recursion depth exceeded"));
    }
    EXPECT_EQ(m->named_modules().size(), 1u);
    m->children.clear();
}

TEST(Module, PrintsAsPyTorchPrints) {
    static constexpr Behaviour kPrinted{
        .class_name = "M", .extra_repr = [](const Module&) -> std::string { return "k=1"; }};
    const auto m = std::make_shared<Module>(kPrinted);
    m->add_module("a", linear(1, 1));
    m->add_module("seq", Sequential({{"conv", linear(1, 2)}, {"r", ReLU()}}));
    m->add_module("nn", nullptr);
    EXPECT_EQ(m->repr(),
              "M(\n"
              "  k=1\n"
              "  (a): Linear(in_features=1, out_features=1, bias=True)\n"
              "  (seq): Sequential(\n"
              "    (conv): Linear(in_features=1, out_features=2, bias=True)\n"
              "    (r): ReLU()\n"
              "  )\n"
              "  (nn): None\n"
              ")");
    EXPECT_EQ(Sequential()->repr(), "Sequential()");
    EXPECT_EQ(std::make_shared<Module>(kPrinted, "Named")->repr(), "Named(k=1)");
}

TEST(Sequential, IndexesByPlace) {
    const ModulePtr s = Sequential({{"a", ReLU()}, {"b", Tanh()}});
    EXPECT_EQ(item(*s, -1)->class_name(), "Tanh");
    EXPECT_EQ(error_of([&] { item(*s, 5); }), "IndexError: index 5 is out of range");
    EXPECT_EQ(error_of([&] { item(*s, -3); }), "IndexError: index -3 is out of range");
}

}  // namespace
}  // namespace engine::nn
