#include "engine/nn/avg_pooling.h"

#include "engine/nn/functional_pool.h"
#include "engine/nn/spatial.h"

#include <fmt/format.h>

namespace engine::nn {

namespace {

template <int dims>
Value avg_forward(Module& self, const Args& args) {
    static const Value none;
    return functional::avg_pool(
        dims, args.tensor(),
        {.kernel_size = self.attribute("kernel_size"),
         .stride = self.attribute("stride"),
         .padding = self.attribute("padding"),
         .ceil_mode = self.attribute("ceil_mode"),
         .count_include_pad = self.attribute("count_include_pad"),
         .divisor_override = dims == 1 ? none : self.attribute("divisor_override")});
}

std::string avg_extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("kernel_size={}, stride={}, padding={}", text("kernel_size"), text("stride"),
                       text("padding"));
}

template <int dims>
Value lp_forward(Module& self, const Args& args) {
    return functional::lp_pool(dims, args.tensor(), self.attribute("norm_type"),
                               self.attribute("kernel_size"), self.attribute("stride"),
                               self.attribute("ceil_mode"));
}

std::string lp_extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("norm_type={}, kernel_size={}, stride={}, ceil_mode={}", text("norm_type"),
                       text("kernel_size"), text("stride"), text("ceil_mode"));
}

constexpr Behaviour behaviour(std::string_view class_name,
                              Value (*run)(Module& self, const Args& args),
                              std::string (*extra_repr)(const Module& self),
                              std::string_view formula) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.pooling",
            .forward = run,
            .extra_repr = extra_repr,
            .formula = formula};
}

constexpr std::string_view kMean = "y = mean of each window of x";
constexpr std::string_view kNorm = "y = (Σ x^p over each window)^(1/p)";
constexpr Behaviour kAvgPool1d = behaviour("AvgPool1d", avg_forward<1>, avg_extra_repr, kMean);
constexpr Behaviour kAvgPool2d = behaviour("AvgPool2d", avg_forward<2>, avg_extra_repr, kMean);
constexpr Behaviour kAvgPool3d = behaviour("AvgPool3d", avg_forward<3>, avg_extra_repr, kMean);
constexpr Behaviour kLPPool1d = behaviour("LPPool1d", lp_forward<1>, lp_extra_repr, kNorm);
constexpr Behaviour kLPPool2d = behaviour("LPPool2d", lp_forward<2>, lp_extra_repr, kNorm);
constexpr Behaviour kLPPool3d = behaviour("LPPool3d", lp_forward<3>, lp_extra_repr, kNorm);

ModulePtr make_avg(const Behaviour& behaviour, bool as_tuples, const AvgPoolOptions& options) {
    auto module = std::make_shared<Module>(behaviour);
    const auto kept = [&](const Value& value) {
        return as_tuples ? spatial_tuple(value, 1) : value;
    };
    module->set_attribute("kernel_size", kept(options.kernel_size));
    module->set_attribute("stride",
                          kept(options.stride.is_none() ? options.kernel_size : options.stride));
    module->set_attribute("padding", kept(options.padding));
    module->set_attribute("ceil_mode", options.ceil_mode);
    module->set_attribute("count_include_pad", options.count_include_pad);
    if (!as_tuples) module->set_attribute("divisor_override", options.divisor_override);
    return module;
}

ModulePtr make_lp(const Behaviour& behaviour, const LPPoolOptions& options) {
    auto module = std::make_shared<Module>(behaviour);
    module->set_attribute("norm_type", options.norm_type);
    module->set_attribute("kernel_size", options.kernel_size);
    module->set_attribute("stride", options.stride);
    module->set_attribute("ceil_mode", options.ceil_mode);
    return module;
}

}  // namespace

ModulePtr AvgPool1d(const AvgPoolOptions& options) {
    return make_avg(kAvgPool1d, true, options);
}

ModulePtr AvgPool2d(const AvgPoolOptions& options) {
    return make_avg(kAvgPool2d, false, options);
}

ModulePtr AvgPool3d(const AvgPoolOptions& options) {
    return make_avg(kAvgPool3d, false, options);
}

ModulePtr LPPool1d(const LPPoolOptions& options) {
    return make_lp(kLPPool1d, options);
}

ModulePtr LPPool2d(const LPPoolOptions& options) {
    return make_lp(kLPPool2d, options);
}

ModulePtr LPPool3d(const LPPoolOptions& options) {
    return make_lp(kLPPool3d, options);
}

}  // namespace engine::nn
