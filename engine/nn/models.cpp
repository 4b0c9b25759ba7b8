#include "engine/nn/models.h"

#include "engine/base/error.h"
#include "engine/nn/activation.h"
#include "engine/nn/batch_norm.h"
#include "engine/nn/conv.h"
#include "engine/nn/dropout.h"
#include "engine/nn/flatten.h"
#include "engine/nn/linear.h"
#include "engine/nn/pooling.h"
#include "engine/nn/residual_block.h"
#include "engine/nn/sequential.h"

#include <array>
#include <string>

namespace engine::nn::models {

// Defined by the build: the files of assets/models/ (cmake/embed.cmake).
std::span<const unsigned char> embedded_file(std::string_view name);

namespace {

constexpr std::string_view kArguments[] = {"x"};

/// Calls the named children one after the other.
template <std::size_t N>
Tensor run(Module& self, const Args& args, const std::string_view (&children)[N]) {
    Tensor x = args.tensor();
    for (const std::string_view name : children) x = call(self.child(name), args.context(), x);
    return x;
}

// --- nested_mlp.py

Value nested_mlp_forward(Module& self, const Args& args) {
    return run(self, args, {"backbone", "head"});
}

constexpr Behaviour kNestedMLP{
    .class_name = "NestedMLP",
    .forward = nested_mlp_forward,
    .formula = "y = head(backbone(x))",
    .arguments = kArguments,
};

ModulePtr mlp_block(int64_t in, int64_t out, Generator& generator) {
    ModulePtr fc = Linear({.in_features = in, .out_features = out, .bias = false}, generator);
    return Sequential({{"fc", fc},
                       {"bn", BatchNorm1d({.num_features = out})},
                       {"act", ReLU()},
                       {"drop", Dropout({.p = 0.5})}});
}

ModulePtr nested_mlp(Generator& generator) {
    auto model = std::make_shared<Module>(kNestedMLP);
    ModulePtr block1 = mlp_block(2, 16, generator);
    ModulePtr block2 = mlp_block(16, 16, generator);
    model->add_module("backbone", Sequential({{"block1", block1}, {"block2", block2}}));
    model->add_module("head", Linear({.in_features = 16, .out_features = 2}, generator));
    return model;
}

// --- fashion_cnn.py

Value fashion_cnn_forward(Module& self, const Args& args) {
    return run(self, args, {"features", "flatten", "classifier"});
}

constexpr Behaviour kFashionCNN{
    .class_name = "FashionCNN",
    .forward = fashion_cnn_forward,
    .formula = "y = classifier(flatten(features(x)))",
    .arguments = kArguments,
};

ModulePtr conv3x3(int64_t in, int64_t out, Generator& generator) {
    return Conv2d(
        {.in_channels = in, .out_channels = out, .kernel_size = 3, .padding = 1, .bias = false},
        generator);
}

ModulePtr fashion_cnn(Generator& generator) {
    auto model = std::make_shared<Module>(kFashionCNN);
    ModulePtr conv1 = conv3x3(1, 8, generator);
    ModulePtr conv2 = conv3x3(8, 16, generator);
    model->add_module("features", Sequential({{"conv1", conv1},
                                              {"bn1", BatchNorm2d({.num_features = 8})},
                                              {"act1", ReLU()},
                                              {"pool1", MaxPool2d({.kernel_size = 2})},
                                              {"conv2", conv2},
                                              {"bn2", BatchNorm2d({.num_features = 16})},
                                              {"act2", ReLU()},
                                              {"pool2", MaxPool2d({.kernel_size = 2})}}));
    model->add_module("flatten", Flatten());
    model->add_module(
        "classifier",
        Sequential({{"drop", Dropout({.p = 0.5})},
                    {"fc", Linear({.in_features = 16 * 7 * 7, .out_features = 10}, generator)}}));
    return model;
}

// --- residual_net.py

Value residual_net_forward(Module& self, const Args& args) {
    return run(self, args, {"stem", "block1", "block2", "pool", "flatten", "drop", "head"});
}

constexpr Behaviour kResidualNet{
    .class_name = "ResidualNet",
    .forward = residual_net_forward,
    .formula = "y = head(drop(flatten(pool(block2(block1(stem(x)))))))",
    .arguments = kArguments,
};

ModulePtr residual_net(Generator& generator) {
    auto model = std::make_shared<Module>(kResidualNet);
    model->add_module("stem", Sequential({{"conv", conv3x3(1, 8, generator)},
                                          {"bn", BatchNorm2d({.num_features = 8})},
                                          {"act", ReLU()},
                                          {"pool", MaxPool2d({.kernel_size = 2})}}));
    model->add_module("block1", ResidualBlock({.in_channels = 8, .out_channels = 8}, generator));
    model->add_module(
        "block2", ResidualBlock({.in_channels = 8, .out_channels = 16, .stride = 2}, generator));
    model->add_module("pool", MaxPool2d({.kernel_size = 2}));
    model->add_module("flatten", Flatten());
    model->add_module("drop", Dropout({.p = 0.5}));
    model->add_module("head", Linear({.in_features = 16 * 3 * 3, .out_features = 10}, generator));
    return model;
}

struct Entry {
    std::string_view name;
    std::string_view file;
    ModulePtr (*make)(Generator&);
};

// One more model: one more row here, one more file in assets/models/ and in CMakeLists.txt.
constexpr Entry kEntries[] = {
    {"nested_mlp", "nested_mlp.py", nested_mlp},
    {"fashion_cnn", "fashion_cnn.py", fashion_cnn},
    {"residual_net", "residual_net.py", residual_net},
};

const Entry& entry_of(std::string_view name) {
    std::string known;
    for (const Entry& entry : kEntries) {
        if (entry.name == name) return entry;
        known += (known.empty() ? "" : ", ") + std::string(entry.name);
    }
    raise(ErrorKind::ValueError, "unknown model '{}' (known: {})", name, known);
}

}  // namespace

std::span<const std::string_view> names() {
    static const auto list = [] {
        std::array<std::string_view, std::size(kEntries)> out;
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = kEntries[i].name;
        return out;
    }();
    return list;
}

ModulePtr make(std::string_view name, Generator& generator) {
    return entry_of(name).make(generator);
}

std::string_view python_source(std::string_view name) {
    const auto bytes = embedded_file(entry_of(name).file);
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace engine::nn::models
