#include "engine/nn/activation.h"

#include "engine/autograd/ops.h"

namespace engine::nn {

namespace {

Value relu_forward(Module& self, const Args& args) {
    const Tensor& x = args.tensor();
    return self.flag("inplace") ? relu_(x) : relu(x);
}

std::string relu_extra_repr(const Module& self) {
    return self.flag("inplace") ? "inplace=True" : "";
}

constexpr Behaviour kReLU{
    .class_name = "ReLU",
    .python_module = "torch.nn.modules.activation",
    .forward = relu_forward,
    .extra_repr = relu_extra_repr,
    .formula = "y = max(x, 0)",
};

constexpr Behaviour kTanh{
    .class_name = "Tanh",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module&, const Args& args) -> Value { return tanh(args.tensor()); },
    .formula = "y = tanh x",
};

constexpr Behaviour kSigmoid{
    .class_name = "Sigmoid",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module&, const Args& args) -> Value { return sigmoid(args.tensor()); },
    .formula = "y = 1/(1 + e⁻ˣ)",
};

}  // namespace

ModulePtr ReLU(ReLUOptions options) {
    auto module = std::make_shared<Module>(kReLU);
    module->set_attribute("inplace", options.inplace);
    return module;
}

ModulePtr Tanh() {
    return std::make_shared<Module>(kTanh);
}

ModulePtr Sigmoid() {
    return std::make_shared<Module>(kSigmoid);
}

}  // namespace engine::nn
