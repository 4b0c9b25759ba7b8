#include "engine/nn/dropout.h"

namespace engine::nn {

namespace {

void check_attribute(const Module&, std::string_view name, const Value& value) {
    if (name == "p") check_probability(value, "float");
}

template <DropStyle style>
Value forward(Module& self, const Args& args) {
    const Tensor& x = args.tensor();
    if constexpr (style == kDropChannels1d) check_dropout1d_dims(x);
    ModeEffect effect;
    const bool inplace = !style.alpha && self.flag("inplace");
    Tensor y = drop(x, style, self.attribute("p"), self.training, inplace, args.context(),
                          args.traced() ? &effect : nullptr);
    if (args.traced()) args.report(std::move(effect));
    return y;
}

std::string extra_repr(const Module& self) {
    return fmt::format("p={}, inplace={}", self.attribute("p").repr(),
                       self.attribute("inplace").repr());
}

bool reads_training(const Module& self) {
    const Value* const p = self.attributes.find("p");
    return p && p->is_number() && p->number() != 0;
}

template <DropStyle style>
constexpr Behaviour behaviour(std::string_view class_name) {
    return {
        .class_name = class_name,
        .python_module = "torch.nn.modules.dropout",
        .forward = forward<style>,
        .extra_repr = extra_repr,
        .check_attribute = check_attribute,
        .reads_training = reads_training,
        .formula = style.alpha        ? "y = a·(x · mask − α·(1 − mask)) + α·a·p"
                   : style.by_channel ? "y = x · mask/(1 − p), one mask value a channel"
                                      : "y = x · mask/(1 − p)",
    };
}

constexpr Behaviour kDropout = behaviour<kDropElements>("Dropout");
constexpr Behaviour kDropout1d = behaviour<kDropChannels1d>("Dropout1d");
constexpr Behaviour kDropout2d = behaviour<kDropChannels2d>("Dropout2d");
constexpr Behaviour kDropout3d = behaviour<kDropChannels3d>("Dropout3d");
constexpr Behaviour kAlphaDropout = behaviour<kDropAlphaElements>("AlphaDropout");
constexpr Behaviour kFeatureAlphaDropout = behaviour<kDropAlphaChannels>("FeatureAlphaDropout");

ModulePtr make(const Behaviour& kind, const DropoutOptions& options) {
    check_probability(options.p, "int");
    auto module = std::make_shared<Module>(kind);
    module->set_attribute("p", options.p);
    module->set_attribute("inplace", options.inplace);
    return module;
}

}  // namespace

ModulePtr Dropout(DropoutOptions options) {
    return make(kDropout, options);
}

ModulePtr Dropout1d(DropoutOptions options) {
    return make(kDropout1d, options);
}

ModulePtr Dropout2d(DropoutOptions options) {
    return make(kDropout2d, options);
}

ModulePtr Dropout3d(DropoutOptions options) {
    return make(kDropout3d, options);
}

ModulePtr AlphaDropout(DropoutOptions options) {
    return make(kAlphaDropout, options);
}

ModulePtr FeatureAlphaDropout(DropoutOptions options) {
    return make(kFeatureAlphaDropout, options);
}

DropScale drop_scale(const Module& dropout) {
    const auto forward = dropout.behaviour().forward;
    const bool alpha = forward == kAlphaDropout.forward || forward == kFeatureAlphaDropout.forward;
    return drop_scale(alpha, dropout.number("p"));
}

}  // namespace engine::nn
