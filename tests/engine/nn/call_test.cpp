#include "engine/autograd/ops.h"
#include "engine/nn/activation.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/dropout.h"
#include "engine/nn/identity.h"
#include "engine/nn/linear.h"
#include "engine/nn/loss.h"
#include "engine/nn/module.h"
#include "engine/nn/pooling.h"
#include "engine/nn/sequential.h"
#include "tests/engine/nn/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::nn {
namespace {

using test::error_of;
using testing::ElementsAre;

/// Writes down what it is told, one word a call.
class Listener final : public Tracer {
public:
    std::vector<std::string> heard;

    void enter(Module& module, std::span<const Value>) override {
        heard.push_back("+" + module.class_name());
    }
    void leave(Module& module, const Value&) override {
        heard.push_back("-" + module.class_name());
    }
    void abandon(Module& module) override { heard.push_back("!" + module.class_name()); }
    void report(ModeEffect) override { heard.emplace_back("effect"); }
    void function(std::string_view name, std::span<const Tensor>, const Tensor&,
                  const ModeEffect*) override {
        heard.emplace_back(name);
    }
};

/// y = x + relu(bn(x)), and says so as a function of a script does.
Value residual_forward(Module& self, const Args& args) {
    const Tensor x = args.tensor();
    const Tensor terms[] = {
        x, call(self.child("relu"), args.context(), call(self.child("bn"), args.context(), x))};
    Tensor y = add(terms[0], terms[1]);
    if (args.traced()) args.context().tracer->function("torch.add", terms, y, nullptr);
    return y;
}
constexpr Behaviour kResidual{.class_name = "Residual", .forward = residual_forward};

TEST(Call, TellsTheTracerInOrder) {
    Generator generator(0);
    const auto block = std::make_shared<Module>(kResidual);
    block->add_module("bn", BatchNorm2d({.num_features = 2}));
    block->add_module("relu", ReLU());
    Listener listener;
    CallContext context{.generator = generator, .tracer = &listener};
    call(*block, context, Tensor::ones({2, 2, 4, 4}));
    EXPECT_THAT(listener.heard, ElementsAre("+Residual", "+BatchNorm2d", "effect", "-BatchNorm2d",
                                            "+ReLU", "-ReLU", "torch.add", "-Residual"));
}

TEST(Call, AbandonsEveryOpenCallWhenOneFails) {
    Generator generator(0);
    const ModulePtr model =
        Sequential(std::vector<ModulePtr>{BatchNorm1d({.num_features = 3}), ReLU()});
    Listener listener;
    CallContext context{.generator = generator, .tracer = &listener};
    EXPECT_EQ(error_of([&] {
                  call(*model, context, Tensor::ones({1, 3}));
              }),
              "ValueError: Expected more than 1 value per channel when training, got input size "
              "torch.Size([1, 3])");
    EXPECT_THAT(listener.heard,
                ElementsAre("+Sequential", "+BatchNorm1d", "!BatchNorm1d", "!Sequential"));
}

TEST(Call, GivesUpWhenCancelled) {
    Generator generator(0);
    const std::atomic<bool> cancel = true;
    CallContext context{.generator = generator, .cancel = &cancel};
    try {
        call(*ReLU(), context, Tensor::ones({1}));
        FAIL() << "it ran";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::Cancelled);
    }
}

TEST(Call, AnEmptySequentialReturnsWhatItWasGiven) {
    Generator generator(0);
    CallContext context{.generator = generator};
    const Tensor x = Tensor::ones({2});
    EXPECT_TRUE(call(*Sequential(), context, x).is(x));
    EXPECT_TRUE(call(*Identity(), context, x).is(x));
}

struct ErrorCase {
    const char* what;
    ModulePtr (*make)();
    std::vector<Value> args;
    const char* error;  // PyTorch 1.13.1's words
};

class CallError : public testing::TestWithParam<ErrorCase> {};

TEST_P(CallError, SaysWhatPyTorchSays) {
    Generator generator(0);
    CallContext context{.generator = generator};
    const ModulePtr module = GetParam().make();
    EXPECT_EQ(error_of([&] { call(*module, context, GetParam().args); }), GetParam().error);
}

constexpr Behaviour kNoForward{.class_name = "Module"};

ModulePtr some_linear() {
    Generator generator(0);
    return Linear({.in_features = 2, .out_features = 3}, generator);
}

const ErrorCase kErrors[] = {
    {"no forward",
     [] { return std::make_shared<Module>(kNoForward); },
     {Tensor::ones({1})},
     "NotImplementedError: Module [Module] is missing the required \"forward\" function"},
    {"no argument",
     some_linear,
     {},
     "TypeError: Linear.forward() missing 1 required positional argument: 'input'"},
    {"two missing",
     [] { return MSELoss(); },
     {},
     "TypeError: MSELoss.forward() missing 2 required positional arguments: 'input' and 'target'"},
    {"one too many",
     [] { return Dropout(); },
     {Tensor::ones({1}), Tensor::ones({1})},
     "TypeError: Dropout.forward() takes 2 positional arguments but 3 were given"},
    {"text",
     some_linear,
     {"a"},
     "TypeError: linear(): argument 'input' (position 1) must be Tensor, not str"},
    {"int",
     [] { return ReLU(); },
     {1},
     "TypeError: relu(): argument 'input' (position 1) must be Tensor, not int"},
    {"text to pool",
     [] { return MaxPool2d({.kernel_size = 2}); },
     {"a"},
     "TypeError: max_pool2d(): argument 'input' (position 1) must be Tensor, not str"},
    {"None child",
     [] {
         ModulePtr s = Sequential();
         s->add_module("0", nullptr);
         return s;
     },
     {Tensor::ones({1})},
     "TypeError: 'NoneType' object is not callable"},
};

INSTANTIATE_TEST_SUITE_P(Table, CallError, testing::ValuesIn(kErrors));

}  // namespace
}  // namespace engine::nn
