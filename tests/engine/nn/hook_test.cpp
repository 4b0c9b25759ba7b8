#include "engine/nn/hook.h"

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/nn/activation.h"
#include "engine/nn/linear.h"
#include "engine/tensor/grad_mode.h"
#include "tests/engine/nn/error_of.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::nn {
namespace {

using test::error_of;
using testing::ElementsAre;

// Expected numbers and words: PyTorch 1.13.1 with the same hooks.
class Hooked : public testing::Test {
protected:
    Tensor call(const Tensor& x) { return nn::call(*layer, context, x); }
    Tensor call() { return call(Tensor::from({1, 2}, {1, 2})); }

    int64_t add(HookKind kind, HookFunction::Function function, bool prepend = false) {
        return layer->hooks.add(kind, HookFunction::make(std::move(function)), prepend);
    }
    /// Writes down that it ran.
    HookFunction::Function note(std::string name) {
        return [this, name = std::move(name)](std::span<const Value>) -> Value {
            ran.push_back(name);
            return {};
        };
    }

    Generator generator{0};
    CallContext context{generator};
    ModulePtr layer = Linear({.in_features = 2, .out_features = 1}, generator);
    std::vector<std::string> ran;

    void SetUp() override {
        const NoGrad guard;
        layer->parameter("weight").copy_(Tensor::from({3, 4}, {1, 2}));
        layer->parameter("bias").copy_(Tensor::from({5}, {1}));
    }
};

TEST_F(Hooked, RunInTheOrderOfRegistrationGlobalOnesFirst) {
    Hooks everywhere;
    everywhere.add(HookKind::Forward, HookFunction::make(note("global")));
    everywhere.add(HookKind::ForwardPre, HookFunction::make(note("global pre")));
    const GlobalHooksScope scope(everywhere);
    add(HookKind::Forward, note("a"));
    add(HookKind::ForwardPre, note("pre"));
    const int64_t id = add(HookKind::Forward, note("b"));
    add(HookKind::Forward, note("first"), true);
    call();
    EXPECT_THAT(ran, ElementsAre("global pre", "pre", "global", "first", "a", "b"));
    ran.clear();
    layer->hooks.remove(id);
    layer->hooks.remove(id);
    call();
    EXPECT_THAT(ran, ElementsAre("global pre", "pre", "global", "first", "a"));
}

TEST_F(Hooked, ReplaceArgumentsAndOutput) {
    add(HookKind::ForwardPre, [](std::span<const Value> args) -> Value {
        return mul(args[1].sequence()->items[0].tensor(), Tensor::scalar(2));  // not a tuple
    });
    add(HookKind::Forward, [](std::span<const Value> args) -> Value {
        EXPECT_EQ(args[1].sequence()->items[0].tensor().to_vector(), (std::vector<double>{2, 4}));
        return engine::add(args[2].tensor(), Tensor::scalar(1));
    });
    add(HookKind::Forward, [](std::span<const Value> args) -> Value {
        EXPECT_EQ(args[2].tensor().item(), 28);  // sees what the one before returned
        return {};
    });
    EXPECT_EQ(call().item(), 28);
}

TEST_F(Hooked, MeetGradientsOnTheirWayBack) {
    std::vector<double> grad_input, grad_output;
    add(HookKind::FullBackward, [&](std::span<const Value> args) -> Value {
        grad_input = args[1].sequence()->items[0].tensor().to_vector();
        grad_output = args[2].sequence()->items[0].tensor().to_vector();
        return Value::tuple({mul(args[1].sequence()->items[0].tensor(), Tensor::scalar(10))});
    });
    const Tensor x = Tensor::from({1, 2}, {1, 2});
    x.set_requires_grad(true);
    const Tensor y = call(x);
    EXPECT_EQ(y.grad_fn_name(), "BackwardHookFunctionBackward");
    backward(mul(y, Tensor::scalar(2)), Tensor::ones({1, 1}));
    EXPECT_THAT(grad_output, ElementsAre(2));
    EXPECT_THAT(grad_input, ElementsAre(6, 8));
    EXPECT_EQ(x.grad().to_vector(), (std::vector<double>{60, 80}));
    EXPECT_EQ(layer->parameter("weight").grad().to_vector(), (std::vector<double>{2, 4}));
}

TEST_F(Hooked, OfAnInputWithoutGradientsGetNone) {
    add(HookKind::FullBackward, [&](std::span<const Value> args) -> Value {
        ran.push_back(args[1].repr());
        return {};
    });
    add(HookKind::FullBackwardPre, [&](std::span<const Value> args) -> Value {
        ran.push_back("pre");
        return Value::tuple({mul(args[1].sequence()->items[0].tensor(), Tensor::scalar(3))});
    });
    backward(call(), Tensor::ones({1, 1}));
    EXPECT_THAT(ran, ElementsAre("pre", "(None,)"));
    EXPECT_EQ(layer->parameter("weight").grad().to_vector(), (std::vector<double>{3, 6}));
}

TEST_F(Hooked, ThatReturnTooManyGradientsAreRefused) {
    add(HookKind::FullBackward, [](std::span<const Value>) {
        return Value::tuple({Value(), Value()});
    });
    const Tensor x = Tensor::from({1, 2}, {1, 2});
    x.set_requires_grad(true);
    EXPECT_EQ(error_of([&] {
                  backward(call(x), Tensor::ones({1, 1}));
              }),
              "RuntimeError: Backward hook returned an invalid number of grad_input, got 2, but "
              "expected 1");
    EXPECT_FALSE(x.grad().defined());
}

TEST_F(Hooked, WritingOverAHookedInputIsRefused) {
    const ModulePtr relu = ReLU({.inplace = true});
    relu->hooks.add(HookKind::FullBackward, HookFunction::make(note("relu")));
    const Tensor y = mul(call(), Tensor::scalar(1));
    EXPECT_TRUE(error_of([&] { nn::call(*relu, context, y); })
                    .starts_with("RuntimeError: Output 0 of BackwardHookFunctionBackward is a view "
                                 "and is being modified inplace."));
}

TEST_F(Hooked, WithoutGradModeMeetNothing) {
    add(HookKind::FullBackward, note("backward"));
    const NoGrad guard;
    EXPECT_EQ(call().grad_fn_name(), "");
}

TEST_F(Hooked, ThatAreNoFunctionsAreRefused) {
    layer->hooks.add(HookKind::Forward, 3);
    EXPECT_EQ(error_of([&] { call(); }), "TypeError: 'int' object is not callable");
}

}  // namespace
}  // namespace engine::nn
