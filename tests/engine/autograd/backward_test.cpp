#include "engine/autograd/backward.h"

#include <gtest/gtest.h>

#include <functional>
#include <thread>

#include "engine/autograd/ops.h"
#include "engine/autograd/write_over.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/pool.h"

namespace engine {
namespace {

using Values = std::vector<double>;

std::string error_of(const std::function<void()>& action) {
    try {
        action();
    } catch (const Error& error) {
        return error.line();
    }
    return "no error";
}

Tensor leaf(std::initializer_list<double> values, const Shape& sizes) {
    const Tensor x = Tensor::from(values, sizes);
    x.set_requires_grad(true);
    return x;
}

TEST(Backward, AddsToLeavesInPlaceAndSumsSeveralUses) {
    const Tensor x = leaf({1, 2}, {2});
    backward(sum(add(mul(x, x), x)));
    EXPECT_EQ(x.grad().to_vector(), (Values{3, 5}));
    const Tensor first = x.grad();
    backward(sum(mul(x, 10)));
    EXPECT_TRUE(x.grad().is(first));
    EXPECT_EQ(first.to_vector(), (Values{13, 15}));
    EXPECT_FALSE(first.requires_grad());
}

TEST(Backward, OneGradientGivenToTwoLeavesStaysTwo) {
    const Tensor a = leaf({1, 2}, {2});
    const Tensor b = leaf({3, 4}, {2});
    const Tensor dy = Tensor::ones({2});
    backward(add(a, b), dy);
    a.grad().fill_(7);
    EXPECT_EQ(b.grad().to_vector(), (Values{1, 1}));
    EXPECT_EQ(dy.to_vector(), (Values{1, 1}));
}

TEST(Backward, GradModeAndRequiresGradDecideWhatIsRecorded) {
    const Tensor x = leaf({1, 2}, {2});
    {
        const NoGrad no_grad;
        EXPECT_FALSE(mul(x, 2).requires_grad());
        const EnableGrad enable_grad;
        EXPECT_TRUE(mul(x, 2).requires_grad());
    }
    EXPECT_TRUE(GradMode::enabled());
    EXPECT_FALSE(mul(x.detach(), 2).requires_grad());
    const Tensor y = mul(x, 2);
    EXPECT_FALSE(y.is_leaf());
    EXPECT_FALSE(argmax(y).requires_grad());
    EXPECT_FALSE(gt(y, x).requires_grad());
}

// The names that PyTorch 2.x prints.
TEST(Backward, NodesAreNamedAsPyTorchNamesThem) {
    const Tensor x = leaf({1, 2, 3, 4, 5, 6}, {2, 3});
    const Tensor w = leaf({1, 2, 3, 4, 5, 6}, {2, 3});
    const Tensor b = leaf({1, 2}, {2});
    const Tensor image = reshape(x, Shape{1, 1, 2, 3});
    const struct {
        Tensor y;
        const char* name;
    } cases[] = {
        {linear(x, w, b), "AddmmBackward0"},
        {linear(x, w, {}), "MmBackward0"},
        {linear(unsqueeze(x, 0), w, b), "ViewBackward0"},
        {linear(unsqueeze(x, 0), w, {}), "UnsafeViewBackward0"},
        {linear(select(x, 0, 0), w, b), "AddBackward0"},
        {matmul(unsqueeze(x, 0), t(w)), "UnsafeViewBackward0"},
        {relu(x), "ReluBackward0"},
        {sub(1.0, x), "RsubBackward1"},
        {div(1.0, x), "MulBackward0"},
        {pow(x, 2), "PowBackward0"},
        {flatten(image), "ViewBackward0"},
        {reshape(t(x), Shape{6}), "UnsafeViewBackward0"},
        {t(x), "TBackward0"},
        {transpose(x, 0, 1), "TransposeBackward0"},
        {select(x, 0, 0), "SelectBackward0"},
        {sum(x), "SumBackward0"},
        {sum(x, Shape{0}), "SumBackward1"},
        {mean(x), "MeanBackward0"},
        {mean(x, Shape{0}), "MeanBackward1"},
        {cross_entropy(x, Tensor::arange(2)), "NllLossBackward0"},
        {mse_loss(x, w), "MseLossBackward0"},
        {mul_mask(x, x.detach()), "MulBackward0"},
        {batch_norm(x, {}, {}, {}, {}).y, "NativeBatchNormBackward0"},
        {conv2d(image, reshape(w, Shape{1, 1, 2, 3}), {}), "ConvolutionBackward0"},
        {max_pool2d(image, {}), "MaxPool2DWithIndicesBackward0"},
        {log_softmax(x, 1), "LogSoftmaxBackward0"},
        {to(x, DType::Float64), "ToCopyBackward0"},
        {x, ""},
    };
    for (const auto& one : cases) EXPECT_EQ(one.y.grad_fn_name(), one.name);
    const Tensor y = mul(x, 2);
    EXPECT_EQ(to_string(relu_(y)),
              "tensor([[ 2.,  4.,  6.],\n        [ 8., 10., 12.]], grad_fn=<ReluBackward0>)");
    EXPECT_TRUE(flatten(x, 1).is(x));
}

constexpr const char* kSecondTime =
    "RuntimeError: Trying to backward through the graph a second time (or directly access saved "
    "tensors after they "
    "have already been freed). Saved intermediate values of the graph are freed when you call "
    ".backward() or "
    "autograd.grad(). Specify retain_graph=True if you need to backward through the graph a second "
    "time or if you "
    "need to access saved tensors after calling backward.";

TEST(Backward, ErrorsSayWhatPyTorchSays) {
    const Tensor x = leaf({1, 2}, {2});
    const Tensor image = Tensor::ones({1, 3, 4, 4});
    const Tensor labels = Tensor::from({0, 1, 3}, {3}, DType::Int64);
    const struct {
        std::function<void()> action;
        const char* line;
    } cases[] = {
        {[&] { backward(mul(x, 2)); },
         "RuntimeError: grad can be implicitly created only for scalar outputs"},
        {[&] { backward(Tensor::ones({})); },
         "RuntimeError: element 0 of tensors does not require grad and does not have a grad_fn"},
        {[&] { backward(mul(x, 2), Tensor::ones({3})); },
         "RuntimeError: Mismatch in shape: grad_output[0] has a shape of torch.Size([3]) and "
         "output[0] has a shape of "
         "torch.Size([2])."},
        {[&] {
             const Tensor loss = sum(mul(x, x));
             backward(loss);
             backward(loss);
         },
         kSecondTime},
        {[&] {
             const Tensor y = exp(x);
             add_(y, 1);
             backward(sum(y));
         },
         "RuntimeError: one of the variables needed for gradient computation has been modified by "
         "an inplace "
         "operation: [torch.FloatTensor [2]], which is output 0 of ExpBackward0, is at version 1; "
         "expected version 0 "
         "instead. Hint: enable anomaly detection to find the operation that failed to compute its "
         "gradient, with "
         "torch.autograd.set_detect_anomaly(True)."},
        {[&] { zero_(x); },
         "RuntimeError: a leaf Variable that requires grad is being used in an in-place "
         "operation."},
        {[&] { fill_(select(x, 0, 0), 3); },
         "RuntimeError: a view of a leaf Variable that requires grad is being used in an in-place "
         "operation."},
        {[&] { mul(x, 2).set_requires_grad(false); },
         "RuntimeError: you can only change requires_grad flags of leaf variables. If you want to "
         "use a computed "
         "variable in a subgraph that doesn't require differentiation use var_no_grad = "
         "var.detach()."},
        {[&] {
             linear(Tensor::ones({2, 4}), Tensor::ones({2, 3}), {});
         },
         "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x4 and 3x2)"},
        {[&] {
             linear(Tensor::ones({2, 3}, DType::Float64), Tensor::ones({2, 3}), {});
         },
         "RuntimeError: expected m1 and m2 to have the same dtype, but got: double != float"},
        {[&] {
             conv2d(image, Tensor::ones({4, 2, 3, 3}), {});
         },
         "RuntimeError: Given groups=1, weight of size [4, 2, 3, 3], expected input[1, 3, 4, 4] to "
         "have 2 channels, "
         "but got 3 channels instead"},
        {[&] {
             conv2d(image, Tensor::ones({4, 3, 5, 5}), {});
         },
         "RuntimeError: Calculated padded input size per channel: (4 x 4). Kernel size: (5 x 5). "
         "Kernel size can't be "
         "greater than actual input size"},
        {[&] {
             cross_entropy(Tensor::ones({4, 3}), labels);
         },
         "ValueError: Expected input batch_size (4) to match target batch_size (3)."},
        {[&] {
             cross_entropy(Tensor::ones({3, 3}), labels);
         },
         "IndexError: Target 3 is out of bounds."},
        {[&] {
             cross_entropy(Tensor::ones({3, 3}), Tensor::ones({3}));
         },
         "RuntimeError: expected scalar type Long but found Float"},
        {[&] {
             batch_norm(Tensor::ones({2, 3}), {}, {}, Tensor::ones({4}), Tensor::ones({4}));
         },
         "RuntimeError: running_mean should contain 3 elements not 4"},
        {[&] { log_softmax(Tensor::arange(3), 0); },
         "RuntimeError: \"log_softmax_lastdim_kernel_impl\" not implemented for 'Long'"},
        {[&] {
             linear(Tensor::ones({4}), Tensor::ones({2, 3}), {});
         },
         "RuntimeError: mat1 and mat2 shapes cannot be multiplied (1x4 and 3x2)"},
        {[&] { cross_entropy(Tensor::ones({3}), Tensor::from({1}, {1}, DType::Int64)); },
         "RuntimeError: size mismatch (got input: [3], target: [1])"},
    };
    for (const auto& one : cases) EXPECT_EQ(error_of(one.action), one.line);
}

TEST(Backward, WhatSavedNothingCanBeWalkedTwiceAndRetainGraphKeepsTheRest) {
    const Tensor x = leaf({1, 2}, {2});
    const Tensor plain = sum(add(x, x));
    backward(plain);
    backward(plain);
    EXPECT_EQ(x.grad().to_vector(), (Values{4, 4}));
    const Tensor kept = sum(mul(x, x));
    backward(kept, {}, true);
    backward(kept);
    EXPECT_EQ(x.grad().to_vector(), (Values{8, 12}));
}

TEST(Backward, AFailedOneMovesNoGradient) {
    const Tensor x = leaf({1, 2}, {2});
    const Tensor y = exp(x);
    const Tensor loss = add(sum(mul(x, x)), sum(y));
    {
        const NoGrad no_grad;
        y.zero_();
    }
    EXPECT_THROW(backward(loss), Error);
    EXPECT_FALSE(x.grad().defined());
    backward(sum(x));
    EXPECT_EQ(x.grad().to_vector(), (Values{1, 1}));
}

TEST(Backward, MulInPlaceKnowsBothFactors) {
    const Tensor x = leaf({2, 3}, {2});
    const Tensor w = leaf({5, 7}, {2});
    const Tensor y = mul(x, 1);
    mul_(y, w);
    backward(sum(y));
    EXPECT_EQ(x.grad().to_vector(), (Values{5, 7}));
    EXPECT_EQ(w.grad().to_vector(), (Values{2, 3}));
}

TEST(Backward, InPlaceReluLeavesWhatWasSeenBefore) {
    const Tensor x = leaf({-1, 2}, {2});
    const Tensor y = mul(x, 1);
    const Tensor seen = y.snapshot();
    relu_(y);
    EXPECT_EQ(seen.to_vector(), (Values{-1, 2}));
    EXPECT_EQ(y.to_vector(), (Values{0, 2}));
    backward(sum(y));
    EXPECT_EQ(x.grad().to_vector(), (Values{0, 1}));
}

TEST(Backward, SkipsTheGradientsNobodyWants) {
    const Tensor x = Tensor::ones({4, 3});
    const Tensor w = leaf({1, 2, 3}, {1, 3});
    const Tensor y = linear(x, w, {});
    backward(sum(y));
    EXPECT_EQ(w.grad().to_vector(), (Values{4, 4, 4}));
    EXPECT_FALSE(x.grad().defined());
}

TEST(Backward, AGraphOfManyStepsIsLetGoOfOnAnotherThread) {
    const Tensor x = leaf({1}, {1});
    Tensor y = x;
    for (int i = 0; i < 200'000; ++i) y = add(y, 1);
    std::thread([gone = std::move(y)]() mutable { gone = Tensor(); }).join();
    SUCCEED();
}

TEST(Backward, AGraphWhoseInputsAreWrittenOverIsLetGoOf) {
    const Tensor a = leaf({1, 2, 3}, {3});
    const std::function<void()> writes[] = {
        // What the first product keeps becomes the result of one that stands upon it.
        [&] {
            const Tensor z = mul(a, 1);
            mul_(z, mul(z, z));
        },
        [&] {
            const Tensor z = mul(a, 1);
            mul_(z, z);
        },
        [&] {
            const Tensor z = mul(a, 1);
            write_result(z, mul(z, z));
        },
        // It needs no gradient when it is kept.
        [&] {
            const Tensor z = Tensor::ones({3});
            mul_(z, mul(a, z));
        },
        [&] { relu_(mul(a, a)); },
    };
    for (const auto& write : writes) {
        write();
        const uint64_t in_use = pool_bytes_in_use();
        for (int i = 0; i < 10; ++i) write();
        EXPECT_EQ(pool_bytes_in_use(), in_use);
    }
}

TEST(Backward, ASteadyStepTakesNothingFromTheSystem) {
    const Tensor w1 = Tensor::full({64, 20}, 0.01);
    const Tensor w2 = Tensor::full({3, 64}, 0.02);
    const Tensor scale = Tensor::ones({64});
    const Tensor shift = Tensor::zeros({64});
    for (const Tensor& p : {w1, w2, scale, shift}) p.set_requires_grad(true);
    const Tensor x = Tensor::full({32, 20}, 0.5);
    const Tensor target = Tensor::zeros({32}, DType::Int64);
    const auto step = [&] {
        const Tensor hidden = relu(batch_norm(linear(x, w1, {}), scale, shift, {}, {}).y);
        for (const Tensor& p : {w1, w2, scale, shift}) p.set_grad({});
        backward(cross_entropy(linear(mul_mask(hidden, hidden.detach()), w2, {}), target));
    };
    for (int i = 0; i < 3; ++i) step();
    const uint64_t taken = pool_system_allocations();
    for (int i = 0; i < 20; ++i) step();
    EXPECT_EQ(pool_system_allocations(), taken);
}

}  // namespace
}  // namespace engine
