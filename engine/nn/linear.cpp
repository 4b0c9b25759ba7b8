#include "engine/nn/linear.h"

#include "engine/autograd/ops.h"
#include "engine/nn/init.h"
#include "engine/nn/parameter.h"

namespace engine::nn {

namespace {

Value forward(Module& self, const Args& args) {
    return linear(args.tensor(), self.parameter("weight"), self.parameter("bias"));
}

std::string extra_repr(const Module& self) {
    return fmt::format("in_features={}, out_features={}, bias={}",
                       self.attribute("in_features").repr(), self.attribute("out_features").repr(),
                       self.parameter("bias").defined() ? "True" : "False");
}

void reset_parameters(Module& self, Generator& generator) {
    init::linear_default_(self.parameter("weight"), self.parameter("bias"), generator);
}

constexpr Behaviour kLinear{
    .class_name = "Linear",
    .python_module = "torch.nn.modules.linear",
    .forward = forward,
    .extra_repr = extra_repr,
    .reset_parameters = reset_parameters,
    .formula = "y = x Wᵀ + b",
};

ModulePtr make(std::shared_ptr<Module> module, const LinearOptions& options, Generator& generator) {
    module->set_attribute("in_features", options.in_features);
    module->set_attribute("out_features", options.out_features);
    module->register_parameter("weight",
                               new_parameter({options.out_features, options.in_features}));
    module->register_parameter("bias",
                               options.bias ? new_parameter({options.out_features}) : Tensor());
    reset_parameters(*module, generator);
    return module;
}

}  // namespace

ModulePtr Linear(LinearOptions options, Generator& generator) {
    return make(std::make_shared<Module>(kLinear), options, generator);
}

ModulePtr NonDynamicallyQuantizableLinear(LinearOptions options, Generator& generator) {
    return make(std::make_shared<Module>(kLinear, "NonDynamicallyQuantizableLinear"), options,
                generator);
}

}  // namespace engine::nn
