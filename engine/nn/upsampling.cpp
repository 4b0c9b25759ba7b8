#include "engine/nn/upsampling.h"

#include "engine/nn/spatial.h"

#include <fmt/format.h>

namespace engine::nn {

namespace {

Value forward(Module& self, const Args& args) {
    const std::string* const mode = self.attribute("mode").text();
    return functional::interpolate(
        args.tensor(), {.size = self.attribute("size"),
                        .scale_factor = self.attribute("scale_factor"),
                        .mode = mode != nullptr ? *mode : self.attribute("mode").repr(),
                        .align_corners = self.attribute("align_corners"),
                        .recompute_scale_factor = self.attribute("recompute_scale_factor")});
}

std::string extra_repr(const Module& self) {
    const Value& factor = self.attribute("scale_factor");
    const std::string* const mode = self.attribute("mode").text();
    return fmt::format("{}, mode={}",
                       factor.is_none() ? "size=" + self.attribute("size").repr()
                                        : "scale_factor=" + factor.repr(),
                       mode != nullptr ? *mode : self.attribute("mode").repr());
}

constexpr Behaviour behaviour(std::string_view class_name) {
    return {.class_name = class_name,
            .python_module = "torch.nn.modules.upsampling",
            .forward = forward,
            .extra_repr = extra_repr,
            .formula = "y = x read at evenly spaced places"};
}

constexpr Behaviour kUpsample = behaviour("Upsample");
constexpr Behaviour kUpsamplingNearest2d = behaviour("UpsamplingNearest2d");
constexpr Behaviour kUpsamplingBilinear2d = behaviour("UpsamplingBilinear2d");

/// As the constructor keeps it: floats.
Value as_floats(const Value& factor) {
    if (const Sequence* const sequence = factor.sequence(); sequence && sequence->is_tuple) {
        std::vector<Value> out;
        for (const Value& item : sequence->items) out.emplace_back(item.number("scale_factor"));
        return Value::tuple(std::move(out));
    }
    if (factor.is_none() || factor.sequence()) return factor;
    const double number = factor.number("scale_factor");
    return number != 0 ? Value(number) : Value();
}

ModulePtr make(const Behaviour& behaviour, const UpsampleOptions& options) {
    auto module = std::make_shared<Module>(behaviour);
    module->set_attribute("size", options.size);
    module->set_attribute("scale_factor", as_floats(options.scale_factor));
    module->set_attribute("mode", options.mode);
    module->set_attribute("align_corners", options.align_corners);
    module->set_attribute("recompute_scale_factor", options.recompute_scale_factor);
    return module;
}

}  // namespace

ModulePtr Upsample(const UpsampleOptions& options) {
    return make(kUpsample, options);
}

ModulePtr UpsamplingNearest2d(const Value& size, const Value& scale_factor) {
    return make(kUpsamplingNearest2d, {.size = size, .scale_factor = scale_factor});
}

ModulePtr UpsamplingBilinear2d(const Value& size, const Value& scale_factor) {
    return make(
        kUpsamplingBilinear2d,
        {.size = size, .scale_factor = scale_factor, .mode = "bilinear", .align_corners = true});
}

}  // namespace engine::nn
