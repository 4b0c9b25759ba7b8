// A training step that has run before takes nothing from the system: neither the pool nor operator
// new goes there.
#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/nn/activation.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/conv.h"
#include "engine/nn/dropout.h"
#include "engine/nn/flatten.h"
#include "engine/nn/linear.h"
#include "engine/nn/loss.h"
#include "engine/nn/pooling.h"
#include "engine/nn/sequential.h"
#include "engine/optim/optimizer.h"
#include "engine/tensor/pool.h"
#include "tests/engine/counted_news.h"

#include <gtest/gtest.h>

namespace engine::nn {
namespace {

struct Case {
    const char* name;
    ModulePtr (*model)(Generator&);
    Shape input;
    std::unique_ptr<optim::Optimizer> (*optimizer)(std::vector<Tensor>);
};

std::unique_ptr<optim::Optimizer> sgd(std::vector<Tensor> parameters) {
    return optim::SGD(std::move(parameters), {.lr = 0.01, .momentum = 0.9});
}
std::unique_ptr<optim::Optimizer> adam(std::vector<Tensor> parameters) {
    return optim::Adam(std::move(parameters));
}

ModulePtr mlp(Generator& g) {
    return Sequential({Linear({2, 16, false}, g), BatchNorm1d({.num_features = 16}), ReLU(),
                       Dropout(), Linear({16, 2}, g)});
}
ModulePtr cnn(Generator& g) {
    return Sequential({Conv2d({.in_channels = 1, .out_channels = 8, .kernel_size = 3}, g),
                       BatchNorm2d({.num_features = 8}), ReLU(), MaxPool2d({.kernel_size = 2}),
                       Flatten(), Dropout(), Linear({8 * 13 * 13, 10}, g)});
}

class SteadyStep : public testing::TestWithParam<Case> {};

TEST_P(SteadyStep, TakesNothingFromTheSystem) {
    const Case& with = GetParam();
    Generator generator;
    generator.manual_seed(0);
    const ModulePtr model = with.model(generator);
    const ModulePtr loss = CrossEntropyLoss();
    std::vector<Tensor> parameters;
    for (const auto& [name, parameter] : model->named_parameters()) parameters.push_back(parameter);
    const auto optimizer = with.optimizer(parameters);
    CallContext context{generator};
    const Tensor x = Tensor::empty(with.input);
    generator.normal(x.mutable_span<float>());
    const Tensor classes = Tensor::zeros({with.input[0]}, DType::Int64);

    const auto step = [&] {
        optimizer->zero_grad();
        const Value arguments[] = {call(*model, context, x), classes};
        backward(call(*loss, context, std::span(arguments)).tensor());
        optimizer->step();
    };
    for (int i = 0; i < 3; ++i) step();
    const uint64_t pieces = pool_system_allocations();
    const uint64_t news = test::news();
    for (int i = 0; i < 5; ++i) step();
    EXPECT_EQ(pool_system_allocations() - pieces, 0U);
    EXPECT_EQ(test::news() - news, 0U);
}

const Case kCases[] = {
    {"mlp_sgd", mlp, {128, 2}, sgd},
    {"mlp_adam", mlp, {128, 2}, adam},
    {"cnn_sgd", cnn, {8, 1, 28, 28}, sgd},
};

INSTANTIATE_TEST_SUITE_P(Each, SteadyStep, testing::ValuesIn(kCases),
                         [](const auto& test) { return test.param.name; });

}  // namespace
}  // namespace engine::nn
