#include "engine/nn/functional.h"

#include "engine/nn/drop.h"
#include "engine/nn/dropout.h"
#include "engine/nn/rrelu.h"

namespace engine::nn::functional {

namespace {

/// Calls `compute(effect)` and tells the tracer, if there is one.
template <class Compute>
Tensor told(CallContext& context, std::string_view name, const Tensor& x, Compute&& compute) {
    if (!context.tracer) return compute(nullptr);
    ModeEffect effect;
    const Tensor before = x.snapshot();  // an in-place one writes over x
    const Tensor y = compute(&effect);
    context.tracer->function(name, std::span(&before, 1), y, &effect);
    return y;
}

Tensor any_dropout(CallContext& context, std::string_view name, const Tensor& x,
                   const DropStyle& style, double p, bool training, bool inplace) {
    return told(context, name, x, [&](ModeEffect* effect) {
        return drop(x, style, p, training, inplace, context, effect);
    });
}

}  // namespace

Tensor dropout(CallContext& context, const Tensor& x, double p, bool training, bool inplace) {
    return any_dropout(context, "F.dropout", x, kDropElements, p, training, inplace);
}

Tensor dropout1d(CallContext& context, const Tensor& x, double p, bool training, bool inplace) {
    check_probability(p, "float");
    check_dropout1d_dims(x);
    return any_dropout(context, "F.dropout1d", x, kDropChannels1d, p, training, inplace);
}

Tensor dropout2d(CallContext& context, const Tensor& x, double p, bool training, bool inplace) {
    return any_dropout(context, "F.dropout2d", x, kDropChannels2d, p, training, inplace);
}

Tensor dropout3d(CallContext& context, const Tensor& x, double p, bool training, bool inplace) {
    return any_dropout(context, "F.dropout3d", x, kDropChannels3d, p, training, inplace);
}

Tensor alpha_dropout(CallContext& context, const Tensor& x, double p, bool training, bool inplace) {
    return any_dropout(context, "F.alpha_dropout", x, kDropAlphaElements, p, training, inplace);
}

Tensor feature_alpha_dropout(CallContext& context, const Tensor& x, double p, bool training,
                             bool inplace) {
    return any_dropout(context, "F.feature_alpha_dropout", x, kDropAlphaChannels, p, training,
                       inplace);
}

Tensor rrelu(CallContext& context, const Tensor& x, double lower, double upper, bool training,
             bool inplace) {
    return told(context, "F.rrelu", x, [&](ModeEffect* effect) {
        return nn::rrelu(x, lower, upper, training, inplace, context, effect);
    });
}

}  // namespace engine::nn::functional
