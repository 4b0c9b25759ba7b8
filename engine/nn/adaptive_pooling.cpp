#include "engine/nn/adaptive_pooling.h"

#include "engine/nn/functional_pool.h"

namespace engine::nn {

namespace {

template <int dims>
Value avg_forward(Module& self, const Args& args) {
    return functional::adaptive_avg_pool(dims, args.tensor(), self.attribute("output_size"));
}

template <int dims>
Value max_forward(Module& self, const Args& args) {
    return functional::adaptive_max_pool(dims, args.tensor(), self.attribute("output_size"),
                                         self.flag("return_indices"));
}

std::string extra_repr(const Module& self) {
    return "output_size=" + self.attribute("output_size").repr();
}

constexpr Behaviour behaviour(std::string_view class_name,
                              Value (*run)(Module& self, const Args& args),
                              std::string_view formula) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.pooling",
            .forward = run,
            .extra_repr = extra_repr,
            .formula = formula};
}

constexpr std::string_view kMean = "y = mean of each window of x";
constexpr std::string_view kMax = "y = max of each window of x";
constexpr Behaviour kAdaptiveAvgPool1d = behaviour("AdaptiveAvgPool1d", avg_forward<1>, kMean);
constexpr Behaviour kAdaptiveAvgPool2d = behaviour("AdaptiveAvgPool2d", avg_forward<2>, kMean);
constexpr Behaviour kAdaptiveAvgPool3d = behaviour("AdaptiveAvgPool3d", avg_forward<3>, kMean);
constexpr Behaviour kAdaptiveMaxPool1d = behaviour("AdaptiveMaxPool1d", max_forward<1>, kMax);
constexpr Behaviour kAdaptiveMaxPool2d = behaviour("AdaptiveMaxPool2d", max_forward<2>, kMax);
constexpr Behaviour kAdaptiveMaxPool3d = behaviour("AdaptiveMaxPool3d", max_forward<3>, kMax);

ModulePtr make(const Behaviour& behaviour, Value output_size) {
    auto module = std::make_shared<Module>(behaviour);
    module->set_attribute("output_size", std::move(output_size));
    return module;
}

ModulePtr make(const Behaviour& behaviour, Value output_size, bool return_indices) {
    ModulePtr module = make(behaviour, std::move(output_size));
    module->set_attribute("return_indices", return_indices);
    return module;
}

}  // namespace

ModulePtr AdaptiveAvgPool1d(Value output_size) {
    return make(kAdaptiveAvgPool1d, std::move(output_size));
}

ModulePtr AdaptiveAvgPool2d(Value output_size) {
    return make(kAdaptiveAvgPool2d, std::move(output_size));
}

ModulePtr AdaptiveAvgPool3d(Value output_size) {
    return make(kAdaptiveAvgPool3d, std::move(output_size));
}

ModulePtr AdaptiveMaxPool1d(Value output_size, bool return_indices) {
    return make(kAdaptiveMaxPool1d, std::move(output_size), return_indices);
}

ModulePtr AdaptiveMaxPool2d(Value output_size, bool return_indices) {
    return make(kAdaptiveMaxPool2d, std::move(output_size), return_indices);
}

ModulePtr AdaptiveMaxPool3d(Value output_size, bool return_indices) {
    return make(kAdaptiveMaxPool3d, std::move(output_size), return_indices);
}

}  // namespace engine::nn
