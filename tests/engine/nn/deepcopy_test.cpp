#include "engine/nn/deepcopy.h"

#include "engine/autograd/ops.h"
#include "engine/nn/linear.h"
#include "engine/nn/sequential.h"

#include "tests/engine/nn/error_of.h"

#include <gtest/gtest.h>

namespace engine::nn {
namespace {

TEST(Deepcopy, CopiesValuesGradientsAndFlagsAndSharesNothing) {
    Generator generator(0);
    const ModulePtr linear = Linear({.in_features = 2, .out_features = 3}, generator);
    linear->training = false;
    const Tensor weight = linear->parameter("weight");
    weight.set_grad(Tensor::ones({3, 2}));
    const ModulePtr copy = deepcopy(linear);
    const Tensor copied = copy->parameter("weight");
    EXPECT_EQ(copied.to_vector(), weight.to_vector());
    EXPECT_TRUE(copied.is_parameter() && copied.requires_grad());
    EXPECT_EQ(copied.grad().to_vector(), std::vector<double>(6, 1));
    EXPECT_FALSE(copy->training);
    copied.detach().zero_();
    EXPECT_NE(weight.to_vector()[0], 0);
}

TEST(Deepcopy, KeepsWhatIsOneObjectOneObject) {
    Generator generator(0);
    const ModulePtr linear = Linear({.in_features = 2, .out_features = 2}, generator);
    const ModulePtr other = Linear({.in_features = 2, .out_features = 2}, generator);
    other->set_attribute("weight", linear->parameter("weight"));
    const ModulePtr copy = deepcopy(Sequential({linear, other, linear}));
    EXPECT_EQ(copy->children.at_index(0).second, copy->children.at_index(2).second);
    const auto weight = [&](std::size_t i) {
        return copy->children.at_index(i).second->parameter("weight");
    };
    EXPECT_TRUE(weight(0).is(weight(1)));
    EXPECT_FALSE(weight(0).is(linear->parameter("weight")));
}

TEST(Deepcopy, RefusesTheResultOfAnOperation) {
    Generator generator(0);
    const ModulePtr linear = Linear({.in_features = 2, .out_features = 2}, generator);
    linear->set_attribute("kept", mul(linear->parameter("weight"), 2));
    EXPECT_EQ(test::error_of([&] { deepcopy(linear); }),
              "RuntimeError: Only Tensors created explicitly by the user (graph leaves) support "
              "the deepcopy protocol at the moment");
}

}  // namespace
}  // namespace engine::nn
