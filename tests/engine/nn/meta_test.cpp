#include "engine/nn/containers.h"
#include "engine/nn/conversion.h"
#include "engine/nn/creation.h"
#include "engine/nn/layer_norm.h"
#include "engine/nn/lazy_modules.h"
#include "engine/nn/linear.h"
#include "engine/nn/recurrent.h"
#include "engine/nn/state_dict.h"
#include "engine/tensor/pool.h"
#include "tests/engine/nn/error_of.h"

#include <gtest/gtest.h>

namespace engine::nn {
namespace {

using test::error_of;

/// The parameters of GPT-2 (124 million), without elements.
ModulePtr gpt2(Generator& generator) {
    const auto linear = [&](int64_t in, int64_t out) {
        return Linear({.in_features = in, .out_features = out}, generator);
    };
    std::vector<ModulePtr> blocks;
    for (int i = 0; i < 12; ++i) {
        blocks.push_back(Sequential(std::vector<ModulePtr>{
            LayerNorm({.normalized_shape = 768}), linear(768, 2304), linear(768, 768),
            LayerNorm({.normalized_shape = 768}), linear(768, 3072), linear(3072, 768)}));
    }
    return Sequential(
        {{"wte", Linear({.in_features = 768, .out_features = 50257, .bias = false}, generator)},
         {"wpe", Linear({.in_features = 768, .out_features = 1024, .bias = false}, generator)},
         {"h", ModuleList(std::move(blocks))},
         {"ln_f", LayerNorm({.normalized_shape = 768})}});
}

TEST(Meta, ATreeOfGPT2sSizeTakesLittleMemoryAndCanBeLookedAt) {
    const uint64_t before = pool_bytes_in_use();
    Generator generator(0);
    const CreationScope scope({DType::Float32, true});
    const ModulePtr model = gpt2(generator);
    int64_t parameters = 0;
    for (const auto& [name, parameter] : model->named_parameters()) parameters += parameter.numel();
    EXPECT_EQ(parameters, 124'439'808);
    EXPECT_EQ(model->named_modules().size(), 89u);
    EXPECT_NE(model->repr().find("(0-11): 12 x Sequential("), std::string::npos);
    EXPECT_EQ(state_dict(*model)->items.size(), 148u);
    convert(*model, {.dtype = DType::Float64});
    EXPECT_EQ(model->get_parameter("wte.weight").dtype(), DType::Float64);
    EXPECT_LT(pool_bytes_in_use() - before, uint64_t{1} << 20);
    EXPECT_EQ(generator.random(), Generator(0).random()) << "nothing was drawn";
}

TEST(Meta, APassComputesShapesAndTakesNoMemory) {
    Generator generator(0);
    CallContext context{generator};
    const CreationScope scope({DType::Float32, true});
    const ModulePtr head = Linear({.in_features = 768, .out_features = 50257}, generator);
    const uint64_t before = pool_bytes_in_use();
    const Tensor y = call(*head, context, Tensor::meta({8, 1024, 768}));
    EXPECT_EQ(y.sizes(), (Shape{8, 1024, 50257}));
    EXPECT_TRUE(y.is_meta());
    EXPECT_EQ(y.grad_fn_name(), "ViewBackward0");
    EXPECT_LT(pool_bytes_in_use() - before, uint64_t{1} << 16);
    EXPECT_FALSE(Tensor::ones({2}).is_meta()) << "the pass is over";
}

TEST(Meta, SoManyLayersThatNoMemoryHoldsThemAreRefusedAtOnce) {
    Generator generator(0);
    const auto make = [&] {
        LSTM({.input_size = 3, .hidden_size = 4, .num_layers = 1'000'000'000'000}, generator);
    };
    EXPECT_EQ(error_of(make),
              "RuntimeError: [enforce fail at alloc_cpu.cpp:117] err == 0. DefaultCPUAllocator: "
              "can't allocate memory: you tried to allocate 256000000000000 bytes. Error code 12 "
              "(Cannot allocate memory)");
    const CreationScope scope({DType::Float32, true});
    EXPECT_EQ(error_of(make), "MemoryError");
}

TEST(Meta, WhatNeedsElementsSaysSo) {
    const Tensor x = Tensor::meta({2, 3});
    EXPECT_EQ(
        error_of([&] { x.data<float>(); }),
        "NotImplementedError: a tensor of device 'meta' has a shape, a dtype and no elements: "
        "this operation would read or write them");
    EXPECT_EQ(error_of([&] { x.to_vector(); }),
              "NotImplementedError: Cannot copy out of meta tensor; no data!");
    EXPECT_TRUE(x.fill_(3).is_meta());
    EXPECT_EQ(to_string(x), "tensor(..., device='meta', size=(2, 3))");
}

TEST(Lazy, BecomesItsEagerClassWithTheSameDraws) {
    Generator generator(7), other(7);
    CallContext context{generator};
    const ModulePtr lazy = LazyLinear(3);
    const Tensor weight = lazy->parameter("weight");
    EXPECT_TRUE(weight.is_uninitialized());
    call(*lazy, context, Tensor::ones({2, 5}));
    EXPECT_TRUE(lazy->parameter("weight").is(weight)) << "optimizers hold the object";
    const ModulePtr eager = Linear({.in_features = 5, .out_features = 3}, other);
    EXPECT_EQ(&lazy->behaviour(), &eager->behaviour());
    EXPECT_EQ(weight.to_vector(), eager->parameter("weight").to_vector());
    EXPECT_EQ(generator.random(), other.random());
}

}  // namespace
}  // namespace engine::nn
