#include "engine/nn/identity.h"

namespace engine::nn {

namespace {

constexpr Behaviour kIdentity{
    .class_name = "Identity",
    .python_module = "torch.nn.modules.linear",
    .forward = [](Module&, const Args& args) -> Value { return args[0]; },
    .formula = "y = x",
};

}  // namespace

ModulePtr Identity() {
    return std::make_shared<Module>(kIdentity);
}

}  // namespace engine::nn
