#include "engine/nn/loss.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_loss.h"
#include "engine/base/error.h"

namespace engine::nn {

namespace {

constexpr std::string_view kArguments[] = {"input", "target"};
constexpr std::string_view kPlace = "torch.nn.modules.loss";

using Loss = Tensor (*)(const Tensor& input, const Tensor& target, LossReduction reduction);

template <Loss loss>
Value forward(Module& self, const Args& args) {
    return loss(args.tensor(0), args.tensor(1), loss_reduction(reduction_of(self)));
}

constexpr Behaviour kMSELoss{
    .class_name = "MSELoss",
    .python_module = kPlace,
    .forward = forward<mse_loss>,
    .formula = "L = mean (x − target)²",
    .arguments = kArguments,
};

constexpr Behaviour kL1Loss{
    .class_name = "L1Loss",
    .python_module = kPlace,
    .forward = forward<l1_loss>,
    .formula = "L = mean |x − target|",
    .arguments = kArguments,
};

constexpr Behaviour kSmoothL1Loss{
    .class_name = "SmoothL1Loss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return smooth_l1_loss(args.tensor(0), args.tensor(1), loss_reduction(reduction_of(self)),
                              self.number("beta"));
    },
    .formula = "L = mean of d² / 2β if d < β, else d − β / 2; d = |x − target|",
    .arguments = kArguments,
};

constexpr Behaviour kHuberLoss{
    .class_name = "HuberLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return huber_loss(args.tensor(0), args.tensor(1), loss_reduction(reduction_of(self)),
                          self.number("delta"));
    },
    .formula = "L = mean of d² / 2 if d ≤ δ, else δ (d − δ / 2); d = |x − target|",
    .arguments = kArguments,
};

constexpr Behaviour kKLDivLoss{
    .class_name = "KLDivLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        const std::string& reduction = reduction_of(self);
        const bool log_target = self.flag("log_target");
        if (reduction == "batchmean") {
            return kl_div_batchmean(args.tensor(0), args.tensor(1), log_target);
        }
        return kl_div(args.tensor(0), args.tensor(1), loss_reduction(reduction), log_target);
    },
    .formula = "L = mean of t (log t − x)",
    .arguments = kArguments,
};

constexpr Behaviour kBCELoss{
    .class_name = "BCELoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return binary_cross_entropy(args.tensor(0), args.tensor(1), self.buffer("weight"),
                                    loss_reduction(reduction_of(self)));
    },
    .formula = "L = −mean of t log x + (1 − t) log(1 − x)",
    .arguments = kArguments,
};

constexpr Behaviour kBCEWithLogitsLoss{
    .class_name = "BCEWithLogitsLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return binary_cross_entropy_with_logits(args.tensor(0), args.tensor(1),
                                                self.buffer("weight"), self.buffer("pos_weight"),
                                                loss_reduction(reduction_of(self)));
    },
    .formula = "L = −mean of t log s + (1 − t) log(1 − s); s = 1 / (1 + e⁻ˣ)",
    .arguments = kArguments,
};

ClassLossOptions class_options(const Module& self) {
    return {.weight = self.buffer("weight"),
            .ignore_index = self.integer("ignore_index"),
            .reduction = loss_reduction(reduction_of(self))};
}

constexpr Behaviour kNLLLoss{
    .class_name = "NLLLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return nll_loss(args.tensor(0), args.tensor(1), class_options(self));
    },
    .formula = "L = −mean x[target]",
    .arguments = kArguments,
};

constexpr Behaviour kCrossEntropyLoss{
    .class_name = "CrossEntropyLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        ClassLossOptions options = class_options(self);
        options.label_smoothing = self.number("label_smoothing");
        return cross_entropy(args.tensor(0), args.tensor(1), options);
    },
    .formula = "L = −mean log softmax(x)[target]",
    .arguments = kArguments,
};

}  // namespace

void hold_weight(Module& module, std::string_view name, const Value& weight) {
    if (!weight.is_none() && !weight.is_tensor()) {
        raise(ErrorKind::TypeError,
              "cannot assign '{}' object to buffer '{}' (torch Tensor or None required)",
              weight.type_name(), name);
    }
    module.register_buffer(name, weight.is_none() ? Tensor() : weight.tensor());
}

ModulePtr make_loss(const Behaviour& behaviour, std::string reduction,
                    std::initializer_list<std::pair<std::string_view, Value>> options) {
    auto module = std::make_shared<Module>(behaviour);
    module->set_attribute("reduction", std::move(reduction));
    for (const auto& [name, value] : options) module->set_attribute(name, value);
    return module;
}

const std::string& reduction_of(const Module& self) {
    const Value& reduction = self.attribute("reduction");
    if (const std::string* const text = reduction.text()) return *text;
    raise(ErrorKind::ValueError, "{} is not a valid value for reduction", reduction.repr());
}

ModulePtr CrossEntropyLoss(CrossEntropyLossOptions options) {
    const ModulePtr module = make_loss(
        kCrossEntropyLoss, std::move(options.reduction),
        {{"ignore_index", options.ignore_index}, {"label_smoothing", options.label_smoothing}});
    hold_weight(*module, "weight", options.weight);
    return module;
}

ModulePtr NLLLoss(NLLLossOptions options) {
    const ModulePtr module =
        make_loss(kNLLLoss, std::move(options.reduction), {{"ignore_index", options.ignore_index}});
    hold_weight(*module, "weight", options.weight);
    return module;
}

ModulePtr MSELoss(std::string reduction) {
    return make_loss(kMSELoss, std::move(reduction));
}

ModulePtr L1Loss(std::string reduction) {
    return make_loss(kL1Loss, std::move(reduction));
}

ModulePtr SmoothL1Loss(std::string reduction, Value beta) {
    return make_loss(kSmoothL1Loss, std::move(reduction), {{"beta", std::move(beta)}});
}

ModulePtr HuberLoss(std::string reduction, Value delta) {
    return make_loss(kHuberLoss, std::move(reduction), {{"delta", std::move(delta)}});
}

ModulePtr KLDivLoss(std::string reduction, bool log_target) {
    return make_loss(kKLDivLoss, std::move(reduction), {{"log_target", log_target}});
}

ModulePtr BCELoss(std::string reduction, Value weight) {
    const ModulePtr module = make_loss(kBCELoss, std::move(reduction));
    hold_weight(*module, "weight", weight);
    return module;
}

ModulePtr BCEWithLogitsLoss(std::string reduction, Value weight, Value pos_weight) {
    const ModulePtr module = make_loss(kBCEWithLogitsLoss, std::move(reduction));
    hold_weight(*module, "weight", weight);
    hold_weight(*module, "pos_weight", pos_weight);
    return module;
}

}  // namespace engine::nn
