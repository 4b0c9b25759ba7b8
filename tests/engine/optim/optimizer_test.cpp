#include "engine/optim/optimizer.h"

#include "engine/autograd/ops.h"
#include "engine/nn/parameter.h"
#include "tests/engine/nn/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

namespace engine::optim {
namespace {

using test::error_of;

Tensor weights() {
    Tensor w = Tensor::from({1, -2, 3}, {3});
    w.set_requires_grad(true);
    return w;
}

struct GoldenRow {
    const char* what;
    const char* class_name;
    std::vector<std::pair<std::string, nn::Value>> options;
    std::vector<double> after;  // five steps in PyTorch 1.13.1
};

class GoldenOptimizer : public testing::TestWithParam<GoldenRow> {};

// Step i has the gradient (.1i + .3, −.2i + .1, 1 − .5i).
TEST_P(GoldenOptimizer, StepsAsPyTorchSteps) {
    const Tensor w = weights();
    nn::OrderedMap<nn::Value> options;
    for (const auto& [name, value] : GetParam().options) options.set(name, value);
    const auto optimizer = make(GetParam().class_name, {w}, options);
    for (int i = 0; i < 5; ++i) {
        w.set_grad(Tensor::from({.1 * i + .3, -.2 * i + .1, 1 - .5 * i}, {3}));
        optimizer->step();
    }
    for (std::size_t i = 0; i < 3; ++i) {
        // The goldens have seven digits.
        EXPECT_NEAR(w.to_vector()[i], GetParam().after[i],
                    5e-7 * std::abs(GetParam().after[i]) + 1e-7);
    }
}

const GoldenRow kRows[] = {
    {"SGD(lr=0.1)", "SGD", {{"lr", 0.1}}, {0.7499999, -1.85, 3}},
    {"SGD(lr=0.1, momentum=0.9)",
     "SGD",
     {{"lr", 0.1}, {"momentum", 0.9}},
     {0.420087, -1.760261, 2.61354}},
    {"SGD(lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)",
     "SGD",
     {{"lr", 0.1}, {"momentum", 0.9}, {"nesterov", true}, {"weight_decay", 0.01}},
     {0.2138872, -1.601064, 2.606153}},
    {"SGD(lr=0.1, momentum=0.8, dampening=0.5)",
     "SGD",
     {{"lr", 0.1}, {"momentum", 0.8}, {"dampening", 0.5}},
     {0.690112, -1.902256, 2.68504}},
    {"SGD(lr=0.1, maximize=True)", "SGD", {{"lr", 0.1}, {"maximize", true}}, {1.25, -2.15, 3}},
    {"Adam(lr=0.1)", "Adam", {{"lr", 0.1}}, {0.5005081, -1.87696, 2.719436}},
    {"Adam(lr=0.1, betas=(0.5, 0.9), weight_decay=0.1)",
     "Adam",
     {{"lr", 0.1}, {"betas", nn::Value::tuple({0.5, 0.9})}, {"weight_decay", 0.1}},
     {0.4719134, -1.453595, 2.764832}},
    {"Adam(lr=0.1, amsgrad=True, eps=0.001)",
     "Adam",
     {{"lr", 0.1}, {"amsgrad", true}, {"eps", 0.001}},
     {0.5017724, -1.876782, 2.719829}},
};

INSTANTIATE_TEST_SUITE_P(Rows, GoldenOptimizer, testing::ValuesIn(kRows),
                         [](const auto& row) { return "row" + std::to_string(row.index); });

TEST(Optimizer, LeavesParametersWithoutAGradientAndTheirStateAlone) {
    const Tensor a = weights();
    const Tensor b = weights();
    const auto optimizer = Adam({a, b});
    a.set_grad(Tensor::ones({3}));
    optimizer->step();
    EXPECT_EQ(b.to_vector(), weights().to_vector());
    EXPECT_TRUE(optimizer->state[1].empty());
    EXPECT_EQ(optimizer->state[0].find("step")->tensor().item(), 1);
    EXPECT_EQ(optimizer->state[0].size(), 3u);
}

TEST(Optimizer, CountsAnEditedOptionFromTheNextStep) {
    const Tensor w = weights();
    const auto optimizer = SGD({w}, {.lr = 0.5});
    w.set_grad(Tensor::ones({3}));
    optimizer->groups[0].options.set("lr", 1);
    optimizer->step();
    EXPECT_EQ(w.to_vector(), (std::vector<double>{0, -3, 2}));
    optimizer->groups[0].options.set("lr", "fast");
    EXPECT_EQ(error_of([&] { optimizer->step(); }), "TypeError: lr must be float, not str");
}

TEST(Optimizer, WritesInPlaceAndRaisesTheVersion) {
    const Tensor w = weights();
    const Tensor alias = w.detach();
    w.set_grad(Tensor::ones({3}));
    const uint32_t before = w.version();
    SGD({w}, {.lr = 1})->step();
    EXPECT_EQ(alias.to_vector(), (std::vector<double>{0, -3, 2}));
    EXPECT_EQ(w.version(), before + 1);
    EXPECT_TRUE(w.is_leaf());
}

TEST(Optimizer, ForgetsGradients) {
    const Tensor w = weights();
    const auto optimizer = SGD({w}, {.lr = 1});
    w.set_grad(Tensor::ones({3}));
    optimizer->zero_grad(false);
    EXPECT_EQ(w.grad().to_vector(), std::vector<double>(3, 0));
    optimizer->zero_grad();
    EXPECT_FALSE(w.grad().defined());
}

TEST(Optimizer, PrintsAsPyTorchPrints) {
    std::vector<ParamGroup> groups(2);
    groups[0].parameters = {weights()};
    groups[1].parameters = {weights()};
    groups[1].options.set("lr", 1);
    EXPECT_EQ(Optimizer(SGD({weights()}, {.lr = 0.1})->rule(), std::move(groups)).repr(),
              "SGD (\n"
              "Parameter Group 0\n"
              "    dampening: 0\n"
              "    differentiable: False\n"
              "    foreach: None\n"
              "    lr: 0.001\n"
              "    maximize: False\n"
              "    momentum: 0\n"
              "    nesterov: False\n"
              "    weight_decay: 0\n"
              "\n"
              "Parameter Group 1\n"
              "    dampening: 0\n"
              "    differentiable: False\n"
              "    foreach: None\n"
              "    lr: 1\n"
              "    maximize: False\n"
              "    momentum: 0\n"
              "    nesterov: False\n"
              "    weight_decay: 0\n"
              ")");
    EXPECT_EQ(Adam({weights()})->repr(),
              "Adam (\n"
              "Parameter Group 0\n"
              "    amsgrad: False\n"
              "    betas: (0.9, 0.999)\n"
              "    capturable: False\n"
              "    differentiable: False\n"
              "    eps: 1e-08\n"
              "    foreach: None\n"
              "    fused: False\n"
              "    lr: 0.001\n"
              "    maximize: False\n"
              "    weight_decay: 0\n"
              ")");
}

struct ErrorCase {
    const char* what;
    void (*run)();
    const char* error;  // PyTorch 1.13.1's words
};

class OptimizerError : public testing::TestWithParam<ErrorCase> {};

TEST_P(OptimizerError, SaysWhatPyTorchSays) {
    EXPECT_EQ(error_of(GetParam().run), GetParam().error);
}

void make_with(std::string_view class_name, std::string_view name, nn::Value value) {
    nn::OrderedMap<nn::Value> options;
    options.set(name, std::move(value));
    make(class_name, {weights()}, std::move(options));
}

const ErrorCase kErrors[] = {
    {"empty", [] { SGD({}, {.lr = 0.1}); }, "ValueError: optimizer got an empty parameter list"},
    {"lr", [] { make_with("SGD", "lr", -1); }, "ValueError: Invalid learning rate: -1"},
    {"momentum", [] { make_with("SGD", "momentum", -1); },
     "ValueError: Invalid momentum value: -1"},
    {"decay", [] { make_with("SGD", "weight_decay", -0.5); },
     "ValueError: Invalid weight_decay value: -0.5"},
    {"nesterov", [] { make_with("SGD", "nesterov", true); },
     "ValueError: Nesterov momentum requires a momentum and zero dampening"},
    {"beta 0",
     [] {
         make_with("Adam", "betas", nn::Value::tuple({1.0, 0.9}));
     },
     "ValueError: Invalid beta parameter at index 0: 1.0"},
    {"beta 1",
     [] {
         make_with("Adam", "betas", nn::Value::tuple({0.9, 1.5}));
     },
     "ValueError: Invalid beta parameter at index 1: 1.5"},
    {"betas", [] { make_with("Adam", "betas", 0.9); },
     "TypeError: 'float' object is not subscriptable"},
    {"eps", [] { make_with("Adam", "eps", -1); }, "ValueError: Invalid epsilon value: -1"},
    {"unknown option", [] { make_with("SGD", "beta", 1); },
     "TypeError: SGD.__init__() got an unexpected keyword argument 'beta'"},
    {"unknown class", [] { make_with("Sgd", "lr", 1); },
     "AttributeError: module 'torch.optim' has no attribute 'Sgd'"},
    {"non-leaf", [] { SGD({mul(weights(), 2)}, {.lr = 0.1}); },
     "ValueError: can't optimize a non-leaf Tensor"},
    {"twice",
     [] {
         const Tensor w = weights();
         std::vector<ParamGroup> groups(2);
         groups[0].parameters = groups[1].parameters = {w};
         Optimizer(SGD({weights()}, {.lr = 0.1})->rule(), std::move(groups));
     },
     "ValueError: some parameters appear in more than one parameter group"},
};

INSTANTIATE_TEST_SUITE_P(Table, OptimizerError, testing::ValuesIn(kErrors));

}  // namespace
}  // namespace engine::optim
