#include "engine/nn/dropout.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"

#include <algorithm>
#include <cmath>

namespace engine::nn {

namespace {

void check_probability(const Value& p) {
    if (!p.is_number()) {
        raise(ErrorKind::TypeError, "'<' not supported between instances of '{}' and 'float'",
              p.type_name());
    }
    const double value = p.number();
    // PyTorch's Python layer lets NaN pass, and the op refuses it.
    if (std::isnan(value) || value < 0 || value > 1) {
        raise(std::isnan(value) ? ErrorKind::RuntimeError : ErrorKind::ValueError,
              "dropout probability has to be between 0 and 1, but got {}", p.repr());
    }
}

void check_attribute(const Module&, std::string_view name, const Value& value) {
    if (name == "p") check_probability(value);
}

/// What the mask does to `x`, before it is multiplied in.
ModeEffect effect_of(const Tensor& x, const Tensor& noise, double p, uint64_t words) {
    ModeEffect effect{.kind = ModeEffect::Kind::Dropped,
                      .noise = noise.snapshot(),
                      .probability = p,
                      .factor = p < 1 ? 1 / (1 - p) : 0,
                      .total = x.numel(),
                      .words = static_cast<int64_t>(words)};
    const Tensor values = x.contiguous();
    dispatch_floating(x.dtype(), "dropout", [&]<class T>() {
        const auto mask = noise.span<T>();
        const auto before = values.span<T>();
        for (std::size_t i = 0; i < mask.size(); ++i) {
            if (mask[i] != 0) continue;
            ++effect.dropped;
            if (before[i] == 0) ++effect.already_zero;
        }
    });
    return effect;
}

Value pass_through(const Module& self, const Args& args, double p) {
    const Tensor& x = args.tensor();
    int64_t skipped = 0;
    if (args.context().align_draws && !self.training && p > 0 && p < 1) {
        skipped = 2 * x.numel();
        args.generator().discard(static_cast<uint64_t>(skipped));
    }
    if (args.traced()) {
        args.report({.kind = ModeEffect::Kind::Passed,
                     .probability = p,
                     .total = x.numel(),
                     .skipped = skipped});
    }
    return args[0];
}

Value forward(Module& self, const Args& args) {
    const Tensor& x = args.tensor();
    check_probability(self.attribute("p"));
    const double p = self.number("p");
    if (!self.training || p == 0 || x.numel() == 0) return pass_through(self, args, p);
    if (!is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError,
              "result type Float can't be cast to the desired output type {}",
              scalar_name(x.dtype()));
    }
    const Tensor noise = Tensor::empty(x.sizes(), x.dtype());
    const uint64_t words_before = args.generator().words_drawn();
    dispatch_floating(x.dtype(), "dropout", [&]<class T>() {
        args.generator().dropout_mask(noise.mutable_span<T>(), p);
    });
    if (args.traced()) {
        args.report(effect_of(x, noise, p, args.generator().words_drawn() - words_before));
    }
    if (!self.flag("inplace")) return mul_mask(x, noise);
    mul_mask_(x, noise);
    return args[0];
}

std::string extra_repr(const Module& self) {
    return fmt::format("p={}, inplace={}", self.attribute("p").repr(),
                       self.attribute("inplace").repr());
}

bool reads_training(const Module& self) {
    const Value* const p = self.attributes.find("p");
    return p && p->is_number() && p->number() != 0;
}

constexpr Behaviour kDropout{
    .class_name = "Dropout",
    .python_module = "torch.nn.modules.dropout",
    .forward = forward,
    .extra_repr = extra_repr,
    .check_attribute = check_attribute,
    .reads_training = reads_training,
    .formula = "y = x · mask/(1 − p)",
};

}  // namespace

ModulePtr Dropout(DropoutOptions options) {
    auto module = std::make_shared<Module>(kDropout);
    module->set_attribute("p", options.p);
    module->set_attribute("inplace", options.inplace);
    return module;
}

}  // namespace engine::nn
