#include "engine/nn/smooth_activation.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"

namespace engine::nn {

namespace {

constexpr std::string_view kModule = "torch.nn.modules.activation";

std::string only_inplace(const Module& self) {
    return self.flag("inplace") ? "inplace=True" : "";
}

std::string only_lambda(const Module& self) {
    return self.attribute("lambd").repr();
}

constexpr Behaviour kGELU{
    .class_name = "GELU",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        const auto* const text = std::get_if<std::string>(&self.attribute("approximate").data());
        if (!text) {
            raise(ErrorKind::TypeError, "gelu(): argument 'approximate' must be str, not {}",
                  self.attribute("approximate").type_name());
        }
        return gelu(args.tensor(), *text);
    },
    .extra_repr =
        [](const Module& self) { return "approximate=" + self.attribute("approximate").repr(); },
    .formula = "y = x·(1 + erf(x/√2))/2",
};

constexpr Behaviour kSiLU{
    .class_name = "SiLU",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return silu(args.tensor(), self.flag("inplace"));
    },
    .extra_repr = only_inplace,
    .formula = "y = x/(1 + e⁻ˣ)",
};

constexpr Behaviour kMish{
    .class_name = "Mish",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return mish(args.tensor(), self.flag("inplace"));
    },
    .extra_repr = only_inplace,
    .formula = "y = x·tanh(log(1 + eˣ))",
};

constexpr Behaviour kSoftplus{
    .class_name = "Softplus",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return softplus(args.tensor(), self.number("beta"), self.number("threshold"));
    },
    .extra_repr =
        [](const Module& self) {
            return fmt::format("beta={}, threshold={}", self.attribute("beta").repr(),
                               self.attribute("threshold").repr());
        },
    .check_attribute =
        [](const Module&, std::string_view name, const Value& value) {
            if ((name != "beta" && name != "threshold") || value.is_number()) return;
            raise(ErrorKind::TypeError,
                  "softplus(): argument '{}' (position {}) must be Number, not {}", name,
                  name == "beta" ? 2 : 3, value.type_name());
        },
    .formula = "y = log(1 + e^(β·x))/β",
};

constexpr Behaviour kLogSigmoid{
    .class_name = "LogSigmoid",
    .python_module = kModule,
    .forward = [](Module&, const Args& args) -> Value { return logsigmoid(args.tensor()); },
    .formula = "y = −log(1 + e⁻ˣ)",
};

constexpr Behaviour kSoftsign{
    .class_name = "Softsign",
    .python_module = kModule,
    .forward = [](Module&, const Args& args) -> Value { return softsign(args.tensor()); },
    .formula = "y = x/(1 + |x|)",
};

constexpr Behaviour kTanhshrink{
    .class_name = "Tanhshrink",
    .python_module = kModule,
    .forward = [](Module&, const Args& args) -> Value { return tanhshrink(args.tensor()); },
    .formula = "y = x − tanh x",
};

constexpr Behaviour kHardswish{
    .class_name = "Hardswish",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return hardswish(args.tensor(), self.flag("inplace"));
    },
    .formula = "y = x·min(max(x + 3, 0), 6)/6",
};

constexpr Behaviour kHardsigmoid{
    .class_name = "Hardsigmoid",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return hardsigmoid(args.tensor(), self.flag("inplace"));
    },
    .formula = "y = min(max(x + 3, 0), 6)/6",
};

constexpr Behaviour kSoftshrink{
    .class_name = "Softshrink",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return softshrink(args.tensor(), self.number("lambd"));
    },
    .extra_repr = only_lambda,
    .formula = "y = x > λ ? x − λ : x < −λ ? x + λ : 0",
};

constexpr Behaviour kHardshrink{
    .class_name = "Hardshrink",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return hardshrink(args.tensor(), self.number("lambd"));
    },
    .extra_repr = only_lambda,
    .formula = "y = |x| > λ ? x : 0",
};

ModulePtr make(const Behaviour& kind,
               std::initializer_list<std::pair<const char*, Value>> options = {}) {
    auto module = std::make_shared<Module>(kind);
    for (const auto& [name, value] : options) module->set_attribute(name, value);
    return module;
}

}  // namespace

ModulePtr GELU(std::string approximate) {
    return make(kGELU, {{"approximate", std::move(approximate)}});
}

ModulePtr SiLU(InplaceOptions options) {
    return make(kSiLU, {{"inplace", options.inplace}});
}

ModulePtr Mish(InplaceOptions options) {
    return make(kMish, {{"inplace", options.inplace}});
}

ModulePtr Softplus(SoftplusOptions options) {
    return make(kSoftplus, {{"beta", options.beta}, {"threshold", options.threshold}});
}

ModulePtr LogSigmoid() {
    return make(kLogSigmoid);
}

ModulePtr Softsign() {
    return make(kSoftsign);
}

ModulePtr Tanhshrink() {
    return make(kTanhshrink);
}

ModulePtr Hardswish(InplaceOptions options) {
    return make(kHardswish, {{"inplace", options.inplace}});
}

ModulePtr Hardsigmoid(InplaceOptions options) {
    return make(kHardsigmoid, {{"inplace", options.inplace}});
}

ModulePtr Softshrink(Value lambd) {
    return make(kSoftshrink, {{"lambd", std::move(lambd)}});
}

ModulePtr Hardshrink(Value lambd) {
    return make(kHardshrink, {{"lambd", std::move(lambd)}});
}

}  // namespace engine::nn
