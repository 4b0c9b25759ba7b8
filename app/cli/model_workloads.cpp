#include "app/cli/model_workloads.h"

#include "app/cli/python_models.h"
#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/nn/activation.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/conv.h"
#include "engine/nn/dropout.h"
#include "engine/nn/flatten.h"
#include "engine/nn/linear.h"
#include "engine/nn/pooling.h"
#include "engine/nn/sequential.h"
#include "engine/optim/optimizer.h"
#include "engine/session/model_file.h"
#include "engine/session/pass_scope.h"
#include "engine/session/shipped_models.h"
#include "engine/session/tracer.h"
#include "engine/tensor/grad_mode.h"

#include <memory>
#include <utility>

namespace app::cli {

namespace {

namespace nn = engine::nn;
namespace optim = engine::optim;
using engine::Generator;
using engine::Shape;
using engine::Tensor;
using nn::ModulePtr;

/// A model and what it draws from. One seed for all: what is measured is always the same.
struct Scene {
    Generator generator{0};
    ModulePtr model;
    Tensor x, target;
    /// Of a model whose class is in Python: what a session runs it in; null: the engine's own.
    std::unique_ptr<engine::session::SessionState> python;

    Tensor randn(const Shape& sizes) {
        const Tensor values = Tensor::empty(sizes);
        generator.normal(values.mutable_span<float>());
        return values;
    }
    Tensor randint(int64_t high, const Shape& sizes) {
        const Tensor values = Tensor::empty(sizes, engine::DType::Int64);
        generator.randint(values.mutable_span<int64_t>(), 0, high);
        return values;
    }
    std::vector<Tensor> parameters() const {
        std::vector<Tensor> tensors;
        for (const auto& [name, parameter] : model->named_parameters())
            tensors.push_back(parameter);
        return tensors;
    }
};
using ScenePtr = std::shared_ptr<Scene>;
using Run = std::function<void()>;
using Loss = Tensor (*)(const Tensor& output, const Tensor& target);

Tensor cross_entropy(const Tensor& output, const Tensor& target) {
    return engine::cross_entropy(output, target);
}
Tensor mean_square(const Tensor& output, const Tensor& target) {
    return engine::mse_loss(output, target);
}
Tensor sum(const Tensor& output, const Tensor&) {
    return engine::sum(output);
}

Tensor forward(Scene& scene, engine::session::TraceRecorder* recorder) {
    if (scene.python) {
        engine::session::PassScope pass(*scene.python, scene.generator, {.recorder = recorder});
        return pass.run(scene.x).tensor("output");
    }
    nn::CallContext context{.generator = scene.generator};
    if (recorder) recorder->follow(context);
    return nn::call(*scene.model, context, scene.x);
}

Run eval_forward(ScenePtr scene) {
    scene->model->eval();
    return [scene = std::move(scene)] {
        const engine::NoGrad guard;
        forward(*scene, nullptr);
    };
}

Run step(ScenePtr scene, std::shared_ptr<optim::Optimizer> optimizer, Loss loss, bool traced) {
    scene->model->train();
    return [scene = std::move(scene), optimizer = std::move(optimizer), loss, traced] {
        optimizer->zero_grad();
        std::optional<engine::session::TraceRecorder> recorder;
        if (traced) recorder.emplace(*scene->model, scene->generator);
        const Tensor output = forward(*scene, traced ? &*recorder : nullptr);
        engine::backward(loss(output, scene->target));
        optimizer->step();
    };
}

std::shared_ptr<optim::Optimizer> sgd(const Scene& scene, double momentum = 0) {
    return optim::SGD(scene.parameters(), {.lr = 0.01, .momentum = momentum});
}

// --- The models, each with a batch of its size.

ScenePtr demonet() {
    auto scene = std::make_shared<Scene>();
    Generator& g = scene->generator;
    scene->model = nn::Sequential(
        {nn::Linear({3, 8}, g), nn::ReLU(), nn::Dropout({.p = 0.5}), nn::Linear({8, 2}, g)});
    scene->x = scene->randn({4, 3});
    scene->target = scene->randn({4, 2});
    return scene;
}

ScenePtr mlp(const std::vector<int64_t>& sizes, int64_t batch) {
    auto scene = std::make_shared<Scene>();
    std::vector<ModulePtr> layers;
    for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
        layers.push_back(nn::Linear({sizes[i], sizes[i + 1]}, scene->generator));
        if (i + 2 == sizes.size()) break;
        layers.push_back(nn::BatchNorm1d({.num_features = sizes[i + 1]}));
        layers.push_back(nn::ReLU());
        layers.push_back(nn::Dropout({.p = 0.5}));
    }
    scene->model = nn::Sequential(std::move(layers));
    scene->x = scene->randn({batch, sizes.front()});
    scene->target = scene->randint(sizes.back(), {batch});
    return scene;
}

ScenePtr digits_mlp() {
    return mlp({784, 256, 128, 10}, 64);
}

ScenePtr playground() {
    return mlp({2, 64, 64, 2}, 128);
}

ScenePtr playground_grid() {
    constexpr int64_t kSide = 100;
    ScenePtr scene = playground();
    scene->x = Tensor::empty({kSide * kSide, 2});
    float* at = scene->x.mutable_data<float>();
    const auto place = [](int64_t i) {
        return -3 + 6 * static_cast<float>(i) / static_cast<float>(kSide - 1);
    };
    for (int64_t i = 0; i < kSide; ++i) {
        for (int64_t j = 0; j < kSide; ++j) {
            *at++ = place(i);
            *at++ = place(j);
        }
    }
    return scene;
}

ModulePtr conv3x3(int64_t in, int64_t out, Generator& generator) {
    return nn::Conv2d({.in_channels = in, .out_channels = out, .kernel_size = 3, .padding = 1},
                      generator);
}

ScenePtr cnn() {
    auto scene = std::make_shared<Scene>();
    Generator& g = scene->generator;
    scene->model = nn::Sequential(
        {conv3x3(1, 8, g), nn::BatchNorm2d({.num_features = 8}), nn::ReLU(), nn::MaxPool2d({2}),
         conv3x3(8, 16, g), nn::BatchNorm2d({.num_features = 16}), nn::ReLU(), nn::MaxPool2d({2}),
         nn::Flatten(), nn::Dropout({.p = 0.5}), nn::Linear({784, 10}, g)});
    scene->x = scene->randn({32, 1, 28, 28});
    scene->target = scene->randint(10, {32});
    return scene;
}

ScenePtr simplecnn() {
    auto scene = std::make_shared<Scene>();
    Generator& g = scene->generator;
    scene->model =
        nn::Sequential({conv3x3(3, 16, g), nn::ReLU(), nn::MaxPool2d({2}), conv3x3(16, 32, g),
                        nn::ReLU(), nn::MaxPool2d({2}), nn::Flatten(), nn::Linear({2048, 128}, g),
                        nn::ReLU(), nn::Linear({128, 10}, g)});
    scene->x = scene->randn({16, 3, 32, 32});
    scene->target = scene->randint(10, {16});
    return scene;
}

/// The same model, whose forward is a function in Python.
ScenePtr in_python(ScenePtr scene, std::string_view source) {
    engine::session::Recipe recipe;
    recipe.source = source;
    scene->python = std::make_unique<engine::session::SessionState>();
    scene->python->generator = Generator(0);
    scene->python->source = source;
    engine::session::make_model(recipe, *scene->python);
    scene->model = scene->python->model;
    return scene;
}

/// A block of the file that ships, as a session runs it.
ScenePtr residual() {
    const std::string source(engine::session::shipped_model("residual_net").source);
    ScenePtr scene =
        in_python(std::make_shared<Scene>(), source + "\nmodel = ResidualBlock(64, 64)\n");
    scene->x = scene->randn({8, 64, 32, 32});
    return scene;
}

// --- Their steps.

Run mlp_step(const ScenePtr& scene, bool traced) {
    return step(scene, optim::Adam(scene->parameters()), cross_entropy, traced);
}

Run cnn_step(bool traced) {
    const ScenePtr scene = cnn();
    return step(scene, sgd(*scene, 0.9), cross_entropy, traced);
}

}  // namespace

void add_model_workloads(std::vector<Workload>& list) {
    list.insert(
        list.end(),
        {
            {"demonet_fwd_eval", "Linear(3,8) ReLU Dropout Linear(8,2), batch 4, eval forward",
             [] { return eval_forward(demonet()); }},
            {"demonet_fwd_eval_python", "demonet_fwd_eval of a class in Python",
             [] { return eval_forward(in_python(demonet(), kDemonetInPython)); }},
            {"demonet_step", "the same net in train, MSE, SGD",
             [] {
                 const ScenePtr scene = demonet();
                 return step(scene, sgd(*scene), mean_square, false);
             }},
            {"mlp_fwd_eval", "784-256-128-10 with BatchNorm, ReLU, Dropout, batch 64, eval forward",
             [] { return eval_forward(digits_mlp()); }},
            {"mlp_step", "the same net in train, cross entropy, Adam",
             [] { return mlp_step(digits_mlp(), false); }},
            {"mlp_step_python", "mlp_step of a class in Python",
             [] { return mlp_step(in_python(digits_mlp(), kMlpInPython), false); }},
            {"mlp_step_python_traced", "the same while a recorder listens",
             [] { return mlp_step(in_python(digits_mlp(), kMlpInPython), true); }},
            {"mlp_step_traced", "mlp_step while a recorder listens",
             [] { return mlp_step(digits_mlp(), true); }},
            {"playground_step", "2-64-64-2 with BatchNorm, ReLU, Dropout, batch 128, Adam",
             [] { return mlp_step(playground(), false); }},
            {"playground_step_traced", "playground_step while a recorder listens",
             [] { return mlp_step(playground(), true); }},
            {"playground_grid_eval", "the same net, eval forward of 10,000 points",
             [] { return eval_forward(playground_grid()); }},
            {"cnn_fwd_eval", "two of Conv 3x3, BatchNorm, ReLU, MaxPool; batch 32 of 1x28x28, eval",
             [] { return eval_forward(cnn()); }},
            {"cnn_step", "the same net in train, cross entropy, SGD with momentum",
             [] { return cnn_step(false); }},
            {"cnn_step_traced", "cnn_step while a recorder listens", [] { return cnn_step(true); }},
            {"simplecnn_step", "two of Conv 3x3, ReLU, MaxPool; two Linear; batch 16 of 3x32x32",
             [] { return mlp_step(simplecnn(), false); }},
            {"residual_step", "a residual block of 64 channels, batch 8 of 64x32x32, sum, SGD",
             [] {
                 const ScenePtr scene = residual();
                 return step(scene, sgd(*scene), sum, false);
             }},
        });
}

}  // namespace app::cli
