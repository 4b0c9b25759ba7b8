// Modules in both modes against real PyTorch: tests/golden/modules.json, which
// tests/golden/make_modules.py wrote and explains.

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/tensor/grad_mode.h"
#include "tests/engine/nn/module_makers.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <fstream>

namespace engine::nn {
namespace {

using Json = nlohmann::json;

const Json& cases() {
    static const Json all = [] {
        std::ifstream file(MODESCOPE_SOURCE_DIR "/tests/golden/modules.json");
        return Json::parse(file);
    }();
    return all;
}

Shape shape_of(const Json& sizes) {
    return Shape(std::span<const int64_t>(sizes.get<std::vector<int64_t>>()));
}

Tensor input_of(const Json& row) {
    constexpr float kKinks[] = {-25, -6, -3, -2, -1, -.5F, -.1F, 0,  .1F,
                                .5F, 1,  2,  3,  6,  7,    20,   25, NAN};
    if (row["kinks"]) return Tensor::from(kKinks, shape_of(row["input"]));
    const Tensor x = Tensor::empty(shape_of(row["input"]));
    const auto values = x.mutable_span<float>();
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = static_cast<float>((i * 7919) % 1000) / 250 - 2;
    }
    return x;
}

Tensor weights_like(const Tensor& y) {
    const Tensor u = Tensor::empty(y.sizes());
    const auto weights = u.mutable_span<float>();
    for (std::size_t i = 0; i < weights.size(); ++i) {
        weights[i] = static_cast<float>(static_cast<double>((i * 3571) % 1009) / 504.5 - 1);
    }
    return u;
}

/// Adds (i mod 5) / 8 + 0.25 to every parameter and float buffer.
void move(Module& module) {
    const NoGrad guard;
    const auto add_to = [](const Tensor& tensor) {
        if (!is_floating(tensor.dtype())) return;
        const auto values = tensor.mutable_span<float>();
        for (std::size_t i = 0; i < values.size(); ++i) {
            values[i] += static_cast<float>(i % 5) / 8 + .25F;
        }
    };
    for (const auto& [name, tensor] : module.named_parameters()) add_to(tensor);
    for (const auto& [name, tensor] : module.named_buffers()) add_to(tensor);
}

/// Seven digits, and what float sums in another order differ by.
void expect_near(const Tensor& tensor, const Json& golden, const std::string& what) {
    const auto values = tensor.to_vector();
    ASSERT_EQ(values.size(), golden.size()) << what;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (golden[i].is_null()) {
            EXPECT_TRUE(std::isnan(values[i])) << what << " " << i << ": " << values[i];
            continue;
        }
        const double wanted = golden[i];
        EXPECT_NEAR(values[i], wanted, 1e-5 + 1e-5 * std::abs(wanted)) << what << " " << i;
    }
}

class ModuleGolden : public testing::TestWithParam<std::size_t> {};

TEST_P(ModuleGolden, DoesInBothModesWhatPyTorchDoes) {
    const Json& row = cases()[GetParam()];
    const std::string name = row["module"];
    SCOPED_TRACE(name + " of " + row["input"].dump());
    for (const bool training : {true, false}) {
        const std::string mode = training ? "train" : "eval";
        SCOPED_TRACE(mode);
        Generator generator(0);
        const ModulePtr module = test::make_module(name);
        ASSERT_TRUE(module) << "tests/engine/nn/module_makers.cpp makes no " << name;
        EXPECT_EQ(module->repr(), row["repr"]);
        module->train(training);
        if (row["moved"]) move(*module);
        generator.manual_seed(1);

        const Tensor x = input_of(row);
        x.set_requires_grad(true);
        CallContext context{.generator = generator};
        const bool inplace = name.find("inplace=True") != std::string::npos;
        const Tensor y = call(*module, context, inplace ? mul(x, 1) : x);
        const Json& golden = row[mode];
        ASSERT_EQ(y.sizes(), shape_of(golden["shape"]));
        expect_near(y, golden["y"], "y");
        EXPECT_EQ(y.grad_fn_name(), golden["grad_fn"]);
        EXPECT_EQ(generator.u24(), golden["next"].get<float>()) << "the generator stands elsewhere";

        backward(y, weights_like(y));
        expect_near(x.grad(), golden["dx"], "dx");
        for (const auto& [path, parameter] : module->named_parameters()) {
            ASSERT_TRUE(golden["gradients"].contains(path)) << path;
            expect_near(parameter.grad(), golden["gradients"][path], path);
        }
        EXPECT_EQ(module->named_parameters().size(), golden["gradients"].size());
        for (const auto& [path, buffer] : module->named_buffers()) {
            ASSERT_TRUE(golden["buffers"].contains(path)) << path;
            expect_near(buffer, golden["buffers"][path], path);
        }
        EXPECT_EQ(module->named_buffers().size(), golden["buffers"].size());
    }
}

std::vector<std::size_t> all_cases() {
    std::vector<std::size_t> indices(cases().size());
    for (std::size_t i = 0; i < indices.size(); ++i) indices[i] = i;
    return indices;
}

std::string case_name(const testing::TestParamInfo<std::size_t>& info) {
    std::string text = std::to_string(info.index) + "_";
    for (const char c : cases()[info.param]["module"].get<std::string>()) {
        if (std::isalnum(static_cast<unsigned char>(c))) text += c;
    }
    return text;
}

INSTANTIATE_TEST_SUITE_P(Rows, ModuleGolden, testing::ValuesIn(all_cases()), case_name);

}  // namespace
}  // namespace engine::nn
