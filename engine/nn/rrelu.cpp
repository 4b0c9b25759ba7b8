#include "engine/nn/rrelu.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"

namespace engine::nn {

namespace {

/// A random slope where x ≤ 0, drawn in row-major order; 1 elsewhere. Returns how many it drew.
int64_t draw_slopes(const Tensor& x, const Tensor& slopes, double lower, double upper,
                    Generator& generator) {
    int64_t drawn = 0;
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "rrelu_with_noise_out_cpu", [&]<class T>() {
        const auto values = packed.span<T>();
        const auto out = slopes.mutable_span<T>();
        // PyTorch rounds the bounds to x's type and computes in double.
        const double low = static_cast<T>(lower);
        const double high = static_cast<T>(upper);
        for (std::size_t i = 0; i < values.size(); ++i) {
            out[i] = 1;
            if (!(values[i] <= 0)) continue;
            out[i] = static_cast<T>(generator.u53() * (high - low) + low);
            ++drawn;
        }
    });
    return drawn;
}

/// The middle slope where x is not positive; returns how many elements are ≤ 0.
int64_t set_slopes(const Tensor& x, const Tensor& slopes, double slope) {
    int64_t sloped = 0;
    const Tensor packed = x.contiguous();
    dispatch_floating(x.dtype(), "leaky_relu_cpu", [&]<class T>() {
        const auto values = packed.span<T>();
        const auto out = slopes.mutable_span<T>();
        for (std::size_t i = 0; i < values.size(); ++i) {
            out[i] = values[i] > 0 ? T(1) : static_cast<T>(slope);
            sloped += values[i] <= 0;
        }
    });
    return sloped;
}

Value forward(Module& self, const Args& args) {
    ModeEffect effect;
    const Tensor y = rrelu(args.tensor(), self.number("lower"), self.number("upper"), self.training,
                           self.flag("inplace"), args.context(), args.traced() ? &effect : nullptr);
    if (args.traced()) args.report(std::move(effect));
    return y;
}

std::string extra_repr(const Module& self) {
    return fmt::format("lower={}, upper={}{}", self.attribute("lower").repr(),
                       self.attribute("upper").repr(),
                       self.flag("inplace") ? ", inplace=True" : "");
}

void check_attribute(const Module&, std::string_view name, const Value& value) {
    if ((name != "lower" && name != "upper") || value.is_number()) return;
    raise(ErrorKind::TypeError, "rrelu(): argument '{}' (position {}) must be Number, not {}", name,
          name == "lower" ? 2 : 3, value.type_name());
}

constexpr Behaviour kRReLU{
    .class_name = "RReLU",
    .python_module = "torch.nn.modules.activation",
    .forward = forward,
    .extra_repr = extra_repr,
    .check_attribute = check_attribute,
    .reads_training = [](const Module&) { return true; },
    .formula = "y = x > 0 ? x : slope·x",
};

}  // namespace

Tensor rrelu(const Tensor& x, double lower, double upper, bool training, bool inplace,
             CallContext& context, ModeEffect* effect) {
    if (!(lower <= upper)) {
        raise(ErrorKind::RuntimeError,
              "Lower bound should be less than or equal to the upper bound");
    }
    const Tensor slopes = Tensor::like(x);
    const double middle = (lower + upper) / 2;
    ModeEffect told{.kind = training ? ModeEffect::Kind::RandomSlopes : ModeEffect::Kind::MeanSlope,
                    .slope_low = training ? lower : middle,
                    .slope_high = training ? upper : middle};
    told.total = x.numel();
    if (training) {
        told.sloped = draw_slopes(x, slopes, lower, upper, context.generator);
        told.words = 2 * told.sloped;
    } else {
        told.sloped = set_slopes(x, slopes, middle);
        if (context.align_draws) {
            told.skipped = 2 * told.sloped;
            context.generator.discard(static_cast<uint64_t>(told.skipped));
        }
    }
    if (effect) *effect = std::move(told);
    return rrelu_with_slopes(x, slopes, inplace);
}

ModulePtr RReLU(RReLUOptions options) {
    auto module = std::make_shared<Module>(kRReLU);
    module->set_attribute("lower", std::move(options.lower));
    module->set_attribute("upper", std::move(options.upper));
    module->set_attribute("inplace", options.inplace);
    return module;
}

}  // namespace engine::nn
