#include "app/cli/op_workloads.h"

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/conv.h"
#include "engine/nn/dropout.h"
#include "engine/nn/linear.h"
#include "engine/nn/pooling.h"
#include "engine/tensor/grad_mode.h"

#include <memory>
#include <utility>

namespace app::cli {

namespace {

namespace nn = engine::nn;
using engine::Generator;
using engine::Shape;
using engine::Tensor;
using nn::ModulePtr;
using Run = std::function<void()>;
using Make = ModulePtr (*)(Generator& generator);

constexpr int64_t kMillion = 1'000'000;

Tensor randn(Generator& generator, const Shape& sizes) {
    const Tensor values = Tensor::empty(sizes);
    generator.normal(values.mutable_span<float>());
    return values;
}

/// A module in train and its input.
struct Layer {
    Generator generator{0};
    ModulePtr module;
    Tensor x, dy;

    Layer(Make make, const Shape& sizes) : module(make(generator)) { x = randn(generator, sizes); }

    Tensor run() {
        nn::CallContext context{.generator = generator};
        return nn::call(*module, context, x);
    }
};

Run forward(Make make, const Shape& sizes) {
    return [layer = std::make_shared<Layer>(make, sizes)] {
        const engine::NoGrad guard;
        layer->run();
    };
}

Run forward_backward(Make make, const Shape& sizes, const Shape& output_sizes) {
    auto layer = std::make_shared<Layer>(make, sizes);
    layer->dy = randn(layer->generator, output_sizes);
    layer->x.set_requires_grad(true);
    return [layer] {
        layer->x.set_grad(Tensor());
        layer->module->zero_grad();
        engine::backward(layer->run(), layer->dy);
    };
}

/// A function of one tensor.
Run of_tensor(Tensor (*function)(const Tensor& x), const Shape& sizes) {
    Generator generator(0);
    return [function, x = randn(generator, sizes)] {
        const engine::NoGrad guard;
        function(x);
    };
}

Run product(int64_t size) {
    Generator generator(0);
    const Tensor a = randn(generator, {size, size});
    const Tensor b = randn(generator, {size, size});
    return [a, b] {
        const engine::NoGrad guard;
        engine::mm(a, b);
    };
}

/// A million random numbers into a new tensor.
Run random(void (*fill)(Generator& generator, std::span<float> out)) {
    return [fill, generator = std::make_shared<Generator>(0)] {
        fill(*generator, Tensor::empty({kMillion}).mutable_span<float>());
    };
}

ModulePtr linear(Generator& generator) {
    return nn::Linear({784, 256}, generator);
}
ModulePtr batch_norm_1d(Generator&) {
    return nn::BatchNorm1d({.num_features = 256});
}
ModulePtr batch_norm_2d(Generator&) {
    return nn::BatchNorm2d({.num_features = 64});
}
ModulePtr dropout(Generator&) {
    return nn::Dropout({.p = 0.5});
}
ModulePtr conv(Generator& generator) {
    return nn::Conv2d({.in_channels = 64, .out_channels = 64, .kernel_size = 3, .padding = 1},
                      generator);
}
ModulePtr max_pool(Generator&) {
    return nn::MaxPool2d({2});
}

const Shape kRows{64, 784};
const Shape kHidden{64, 256};
const Shape kMaps{8, 64, 32, 32};
const Shape kPooled{8, 64, 16, 16};

}  // namespace

void add_op_workloads(std::vector<Workload>& list) {
    list.insert(
        list.end(),
        {
            {"op_linear", "Linear(784,256), batch 64", [] { return forward(linear, kRows); }},
            {"op_linear_fb", "the same with backward",
             [] { return forward_backward(linear, kRows, kHidden); }},
            {"op_bn1d", "BatchNorm1d(256) in train, 64x256",
             [] { return forward(batch_norm_1d, kHidden); }},
            {"op_bn1d_fb", "the same with backward",
             [] { return forward_backward(batch_norm_1d, kHidden, kHidden); }},
            {"op_bn2d", "BatchNorm2d(64) in train, 8x64x32x32",
             [] { return forward(batch_norm_2d, kMaps); }},
            {"op_bn2d_fb", "the same with backward",
             [] { return forward_backward(batch_norm_2d, kMaps, kMaps); }},
            {"op_dropout", "Dropout in train, a million elements",
             [] { return forward(dropout, {kMillion}); }},
            {"op_relu", "ReLU of a million elements",
             [] { return of_tensor(engine::relu, {kMillion}); }},
            {"op_tanh", "tanh of a million elements",
             [] { return of_tensor(engine::tanh, {kMillion}); }},
            {"op_softmax", "softmax of 64 rows of 1000",
             [] {
                 return of_tensor([](const Tensor& x) { return engine::softmax(x, 1); },
                                  {64, 1000});
             }},
            {"op_conv2d", "Conv2d(64,64,3,p1), 8x64x32x32", [] { return forward(conv, kMaps); }},
            {"op_conv2d_fb", "the same with backward",
             [] { return forward_backward(conv, kMaps, kMaps); }},
            {"op_maxpool", "MaxPool2d(2), 8x64x32x32", [] { return forward(max_pool, kMaps); }},
            {"op_maxpool_fb", "the same with backward",
             [] { return forward_backward(max_pool, kMaps, kPooled); }},
            {"op_randn", "a million normal numbers",
             [] { return random([](Generator& g, std::span<float> out) { g.normal(out); }); }},
            {"op_bernoulli", "a million coin tosses",
             [] {
                 return random([](Generator& g, std::span<float> out) { g.bernoulli(out, 0.5); });
             }},
            {"op_gemm_256", "product of two 256x256 matrices", [] { return product(256); }},
            {"op_gemm_512", "product of two 512x512 matrices", [] { return product(512); }},
            {"op_gemm_1024", "product of two 1024x1024 matrices", [] { return product(1024); }},
        });
}

}  // namespace app::cli
