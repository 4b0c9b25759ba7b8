#include "tests/parity/model_cases.h"

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/optim/optimizer.h"
#include "tests/engine/session/opened_model.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace engine::parity {

namespace {

using Json = nlohmann::ordered_json;

constexpr int kSeed = 5;
constexpr int kSteps = 50;

struct ModelInfo {
    std::string_view name;
    Shape shape;  // of one batch
    int64_t classes;
    std::string_view part;  // what one of the mixes puts in eval
};

const ModelInfo kModels[] = {
    {"nested_mlp", {32, 2}, 2, "backbone.block1"},
    {"fashion_cnn", {4, 1, 28, 28}, 10, "features"},
    {"residual_net", {4, 1, 28, 28}, 10, "block2"},
};

constexpr std::string_view kMixes[] = {"all train", "all eval", "BatchNorm in eval",
                                       "Dropout in eval", "one part in eval"};

struct Batch {
    Tensor x;
    Tensor target;
};

Batch batch(const ModelInfo& info, int64_t step) {
    Batch out{Tensor::empty(info.shape), Tensor::empty({info.shape[0]}, DType::Int64)};
    const auto x = out.x.mutable_span<float>();
    for (std::size_t i = 0; i < x.size(); ++i) {
        uint32_t h =
            (static_cast<uint32_t>(i) + 1000003u * static_cast<uint32_t>(step) + 1u) * 2654435761u;
        h = (h ^ (h >> 16)) * 2246822519u;
        h ^= h >> 13;
        x[i] = static_cast<float>(static_cast<double>(h) / 0x1p30 - 2);
    }
    const auto target = out.target.mutable_span<int64_t>();
    for (std::size_t i = 0; i < target.size(); ++i) {
        target[i] = (static_cast<int64_t>(i) * 7 + step) % info.classes;
    }
    return out;
}

std::string fnv1a(const void* data, std::size_t size) {
    uint64_t value = 0xcbf29ce484222325u;
    for (std::size_t i = 0; i < size; ++i) {
        value = (value ^ static_cast<const unsigned char*>(data)[i]) * 0x100000001b3u;
    }
    return fmt::format("{:016x}", value);
}

Json summary(const Tensor& tensor) {
    const std::vector<double> values = tensor.to_vector<double>();
    double absolute = 0;
    double projection = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        absolute += std::abs(values[i]);
        projection += values[i] * (static_cast<double>((i * 3571) % 1009) / 504.5 - 1);
    }
    Json first = Json::array();
    for (std::size_t i = 0; i < values.size() && i < 8; ++i) first.push_back(values[i]);
    Json shape = Json::array();
    for (const int64_t size : tensor.sizes()) shape.push_back(size);
    return {{"shape", shape}, {"first", first}, {"abs", absolute}, {"projection", projection}};
}

void set_modes(nn::Module& model, std::string_view mix, std::string_view part) {
    model.train(mix != "all eval");
    for (const auto& [path, module] : model.named_modules()) {
        const bool is_norm = module->class_name().starts_with("BatchNorm");
        const bool is_drop = module->class_name() == "Dropout";
        if ((mix == "BatchNorm in eval" && is_norm) || (mix == "Dropout in eval" && is_drop) ||
            (mix == "one part in eval" && path == part)) {
            module->eval();
        }
    }
}

Json pass_case(const ModelInfo& info, std::string_view mix) {
    session::SessionState state = test::opened(info.name, Generator(kSeed));
    const nn::ModulePtr model = state.model;
    set_modes(*model, mix, info.part);
    state.generator = Generator(1);
    const auto [x, target] = batch(info, 0);
    const Tensor y = test::forward(state, x);
    const Tensor loss = cross_entropy(y, target);
    backward(loss);

    Json gradients = Json::object();
    for (const auto& [name, parameter] : model->named_parameters()) {
        gradients[name] = summary(parameter.grad());
    }
    Json buffers = Json::object();
    for (const auto& [name, buffer] : model->named_buffers()) buffers[name] = summary(buffer);
    return {{"mix", mix},
            {"output", summary(y)},
            {"loss", loss.item<double>()},
            {"gradients", gradients},
            {"buffers", buffers},
            {"next random number", state.generator.u24()}};
}

Json training_case(const ModelInfo& info, std::string_view optimizer_name) {
    session::SessionState state = test::opened(info.name, Generator(kSeed));
    const nn::ModulePtr model = state.model;
    std::vector<Tensor> parameters;
    for (const auto& [name, parameter] : model->named_parameters()) parameters.push_back(parameter);
    const auto optimizer = optimizer_name == "Adam"
                               ? optim::Adam(parameters, {.lr = 0.001})
                               : optim::SGD(parameters, {.lr = 0.001, .momentum = 0.9});
    Json losses = Json::array();
    for (int step = 0; step < kSteps; ++step) {
        const auto [x, target] = batch(info, step);
        optimizer->zero_grad();
        const Tensor loss = cross_entropy(test::forward(state, x), target);
        backward(loss);
        optimizer->step();
        losses.push_back(loss.item<double>());
    }
    return {{"optimizer", optimizer_name}, {"losses", losses}};
}

Json model_case(const ModelInfo& info) {
    const nn::ModulePtr model = test::opened(info.name, Generator(kSeed)).model;
    Json initial = Json::object();
    for (const auto& [name, value] : model->state_dict()) {
        const auto bytes = static_cast<std::size_t>(value.numel()) * itemsize(value.dtype());
        initial[name] = fnv1a(value.raw_data(), bytes);
    }
    Json passes = Json::array();
    for (const std::string_view mix : kMixes) passes.push_back(pass_case(info, mix));
    Json training = Json::array();
    for (const std::string_view name : {"SGD", "Adam"}) {
        training.push_back(training_case(info, name));
    }
    return {{"name", info.name},
            {"repr", model->repr()},
            {"initial", initial},
            {"passes", passes},
            {"training", training}};
}

}  // namespace

std::string model_cases() {
    Json cases = Json::array();
    for (const ModelInfo& info : kModels) cases.push_back(model_case(info));
    return cases.dump();
}

}  // namespace engine::parity
