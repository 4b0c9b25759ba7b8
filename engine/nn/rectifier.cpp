#include "engine/nn/rectifier.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/parameter.h"

namespace engine::nn {

namespace {

constexpr std::string_view kModule = "torch.nn.modules.activation";

std::string inplace_repr(const Module& self) {
    return self.flag("inplace") ? ", inplace=True" : "";
}

/// "alpha=1.0, inplace=True"
std::string with_inplace(const Module& self, std::string_view name) {
    return fmt::format("{}={}{}", name, self.attribute(name).repr(), inplace_repr(self));
}

void check_number(const Value& value, std::string_view function, std::string_view name,
                  int position) {
    if (value.is_number()) return;
    raise(ErrorKind::TypeError, "{}(): argument '{}' (position {}) must be Number, not {}",
          function, name, position, value.type_name());
}

constexpr Behaviour kLeakyReLU{
    .class_name = "LeakyReLU",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return leaky_relu(args.tensor(), self.number("negative_slope"), self.flag("inplace"));
    },
    .extra_repr = [](const Module& self) { return with_inplace(self, "negative_slope"); },
    .check_attribute =
        [](const Module&, std::string_view name, const Value& value) {
            if (name == "negative_slope") check_number(value, "leaky_relu", name, 2);
        },
    .formula = "y = x > 0 ? x : slope·x",
};

constexpr Behaviour kPReLU{
    .class_name = "PReLU",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return prelu(args.tensor(), self.parameter("weight"));
    },
    .extra_repr =
        [](const Module& self) {
            return "num_parameters=" + self.attribute("num_parameters").repr();
        },
    .formula = "y = x > 0 ? x : w·x",
};

constexpr Behaviour kELU{
    .class_name = "ELU",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return elu(args.tensor(), self.number("alpha"), self.flag("inplace"));
    },
    .extra_repr = [](const Module& self) { return with_inplace(self, "alpha"); },
    .check_attribute =
        [](const Module&, std::string_view name, const Value& value) {
            if (name == "alpha") check_number(value, "elu", name, 2);
        },
    .formula = "y = x > 0 ? x : α·(eˣ − 1)",
};

constexpr Behaviour kCELU{
    .class_name = "CELU",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return celu(args.tensor(), self.number("alpha"), self.flag("inplace"));
    },
    .extra_repr = [](const Module& self) { return with_inplace(self, "alpha"); },
    .check_attribute =
        [](const Module&, std::string_view name, const Value& value) {
            if (name == "alpha") check_number(value, "celu", name, 2);
        },
    .formula = "y = x > 0 ? x : α·(e^(x/α) − 1)",
};

std::string only_inplace(const Module& self) {
    return self.flag("inplace") ? "inplace=True" : "";
}

constexpr Behaviour kSELU{
    .class_name = "SELU",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return selu(args.tensor(), self.flag("inplace"));
    },
    .extra_repr = only_inplace,
    .formula = "y = 1.0507·(x > 0 ? x : 1.6733·(eˣ − 1))",
};

constexpr Behaviour kReLU6{
    .class_name = "ReLU6",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return hardtanh(args.tensor(), 0, 6, self.flag("inplace"));
    },
    .extra_repr = only_inplace,
    .formula = "y = min(max(x, 0), 6)",
};

constexpr Behaviour kHardtanh{
    .class_name = "Hardtanh",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return hardtanh(args.tensor(), self.number("min_val"), self.number("max_val"),
                        self.flag("inplace"));
    },
    .extra_repr =
        [](const Module& self) {
            return fmt::format("min_val={}, max_val={}{}", self.attribute("min_val").repr(),
                               self.attribute("max_val").repr(), inplace_repr(self));
        },
    .check_attribute =
        [](const Module&, std::string_view name, const Value& value) {
            if (name == "min_val") check_number(value, "hardtanh", name, 2);
            if (name == "max_val") check_number(value, "hardtanh", name, 3);
        },
    .formula = "y = min(max(x, low), high)",
};

constexpr Behaviour kThreshold{
    .class_name = "Threshold",
    .python_module = kModule,
    .forward = [](Module& self, const Args& args) -> Value {
        return threshold(args.tensor(), self.number("threshold"), self.number("value"),
                         self.flag("inplace"));
    },
    .extra_repr =
        [](const Module& self) {
            return fmt::format("threshold={}, value={}{}", self.attribute("threshold").repr(),
                               self.attribute("value").repr(), inplace_repr(self));
        },
    .check_attribute =
        [](const Module&, std::string_view name, const Value& value) {
            if (name == "threshold") check_number(value, name, name, 2);
            if (name == "value") check_number(value, "threshold", name, 3);
        },
    .formula = "y = x > threshold ? x : value",
};

ModulePtr make(const Behaviour& kind,
               std::initializer_list<std::pair<const char*, Value>> options) {
    auto module = std::make_shared<Module>(kind);
    for (const auto& [name, value] : options) module->set_attribute(name, value);
    return module;
}

}  // namespace

ModulePtr LeakyReLU(LeakyReLUOptions options) {
    return make(kLeakyReLU,
                {{"negative_slope", options.negative_slope}, {"inplace", options.inplace}});
}

ModulePtr PReLU(PReLUOptions options) {
    ModulePtr module = make(kPReLU, {{"num_parameters", options.num_parameters}});
    module->register_parameter("weight", new_parameter({options.num_parameters}, options.init));
    return module;
}

ModulePtr ELU(ELUOptions options) {
    return make(kELU, {{"alpha", options.alpha}, {"inplace", options.inplace}});
}

ModulePtr CELU(ELUOptions options) {
    return make(kCELU, {{"alpha", options.alpha}, {"inplace", options.inplace}});
}

ModulePtr SELU(InplaceOptions options) {
    return make(kSELU, {{"inplace", options.inplace}});
}

ModulePtr ReLU6(InplaceOptions options) {
    return make(kReLU6, {{"min_val", 0.0}, {"max_val", 6.0}, {"inplace", options.inplace}});
}

ModulePtr Hardtanh(HardtanhOptions options) {
    if (!(options.max_val.number("max_val") > options.min_val.number("min_val"))) {
        raise(ErrorKind::AssertionError, "");
    }
    return make(
        kHardtanh,
        {{"min_val", options.min_val}, {"max_val", options.max_val}, {"inplace", options.inplace}});
}

ModulePtr Threshold(ThresholdOptions options) {
    return make(
        kThreshold,
        {{"threshold", options.threshold}, {"value", options.value}, {"inplace", options.inplace}});
}

}  // namespace engine::nn
