#include "engine/nn/local_response_norm.h"

#include "engine/nn/functional.h"

#include <fmt/format.h>

namespace engine::nn {

namespace {

constexpr Behaviour kLocalResponseNorm{
    .class_name = "LocalResponseNorm",
    .python_module = "torch.nn.modules.normalization",
    .forward = [](Module& self, const Args& args) -> Value {
        return functional::local_response_norm(args.tensor(), self.integer("size"),
                                               self.number("alpha"), self.number("beta"),
                                               self.number("k"));
    },
    .extra_repr =
        [](const Module& self) {
            const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
            return fmt::format("{}, alpha={}, beta={}, k={}", text("size"), text("alpha"),
                               text("beta"), text("k"));
        },
    .formula = "y = x / (k + α·mean x²)^β over channels nearby",
};

}  // namespace

ModulePtr LocalResponseNorm(LocalResponseNormOptions options) {
    auto module = std::make_shared<Module>(kLocalResponseNorm);
    module->set_attribute("size", std::move(options.size));
    module->set_attribute("alpha", std::move(options.alpha));
    module->set_attribute("beta", std::move(options.beta));
    module->set_attribute("k", std::move(options.k));
    return module;
}

}  // namespace engine::nn
