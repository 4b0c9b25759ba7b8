#include "engine/nn/glu.h"

#include "engine/autograd/ops_activation.h"

namespace engine::nn {

namespace {

constexpr Behaviour kGLU{
    .class_name = "GLU",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module& self, const Args& args) -> Value {
        return glu(args.tensor(), self.integer("dim"));
    },
    .extra_repr = [](const Module& self) { return "dim=" + self.attribute("dim").repr(); },
    .formula = "y = a / (1 + e^−b)",
};

}  // namespace

ModulePtr GLU(Value dim) {
    auto module = std::make_shared<Module>(kGLU);
    module->set_attribute("dim", std::move(dim));
    return module;
}

}  // namespace engine::nn
