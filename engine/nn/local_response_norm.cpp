#include "engine/nn/local_response_norm.h"

#include "engine/autograd/ops_cross_map_norm.h"
#include "engine/nn/functional.h"

#include <fmt/format.h>

namespace engine::nn {

namespace {

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("{}, alpha={}, beta={}, k={}", text("size"), text("alpha"), text("beta"),
                       text("k"));
}

constexpr Behaviour kLocalResponseNorm{
    .class_name = "LocalResponseNorm",
    .python_module = "torch.nn.modules.normalization",
    .forward = [](Module& self, const Args& args) -> Value {
        return functional::local_response_norm(args.tensor(), self.integer("size"),
                                               self.number("alpha"), self.number("beta"),
                                               self.number("k"));
    },
    .extra_repr = extra_repr,
    .formula = "y = x / (k + α·mean x²)^β over channels nearby",
};

constexpr Behaviour kCrossMapLRN2d{
    .class_name = "CrossMapLRN2d",
    .python_module = "torch.nn.modules.normalization",
    .forward = [](Module& self, const Args& args) -> Value {
        return cross_map_norm(args.tensor(), {.size = self.integer("size"),
                                              .alpha = self.number("alpha"),
                                              .beta = self.number("beta"),
                                              .k = self.number("k")});
    },
    .extra_repr = extra_repr,
    .formula = "y = x / (k + α·mean x²)^β over channels nearby",
};

ModulePtr make(const Behaviour& behaviour, LocalResponseNormOptions options) {
    auto module = std::make_shared<Module>(behaviour);
    module->set_attribute("size", std::move(options.size));
    module->set_attribute("alpha", std::move(options.alpha));
    module->set_attribute("beta", std::move(options.beta));
    module->set_attribute("k", std::move(options.k));
    return module;
}

}  // namespace

ModulePtr LocalResponseNorm(LocalResponseNormOptions options) {
    return make(kLocalResponseNorm, std::move(options));
}

ModulePtr CrossMapLRN2d(LocalResponseNormOptions options) {
    return make(kCrossMapLRN2d, std::move(options));
}

}  // namespace engine::nn
