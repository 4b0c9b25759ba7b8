#include "engine/nn/group_norm.h"

#include "engine/base/error.h"
#include "engine/nn/functional.h"
#include "engine/nn/parameter.h"
#include "engine/tensor/grad_mode.h"

namespace engine::nn {

namespace {

Value forward(Module& self, const Args& args) {
    return functional::group_norm(args.tensor(), self.integer("num_groups"),
                                  self.parameter("weight"), self.parameter("bias"),
                                  self.number("eps"));
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("{}, {}, eps={}, affine={}", text("num_groups"), text("num_channels"),
                       text("eps"), text("affine"));
}

void reset_parameters(Module& self, Generator&) {
    const NoGrad guard;
    if (self.parameter("weight").defined()) self.parameter("weight").fill_(1);
    if (self.parameter("bias").defined()) self.parameter("bias").fill_(0);
}

constexpr Behaviour kGroupNorm{
    .class_name = "GroupNorm",
    .python_module = "torch.nn.modules.normalization",
    .forward = forward,
    .extra_repr = extra_repr,
    .reset_parameters = reset_parameters,
    .formula = "y = γ·(x − mean)/√(var + ε) + β, each sample's groups of channels by themselves",
};

}  // namespace

ModulePtr GroupNorm(GroupNormOptions options) {
    if (options.num_groups == 0) raise(ErrorKind::ZeroDivisionError, "integer modulo by zero");
    if (options.num_channels % options.num_groups != 0) {
        raise(ErrorKind::ValueError, "num_channels must be divisible by num_groups");
    }
    auto module = std::make_shared<Module>(kGroupNorm);
    module->set_attribute("num_groups", options.num_groups);
    module->set_attribute("num_channels", options.num_channels);
    module->set_attribute("eps", options.eps);
    module->set_attribute("affine", options.affine);
    const Shape sizes{options.num_channels};
    module->register_parameter("weight", options.affine ? new_parameter(sizes, 1) : Tensor());
    module->register_parameter("bias", options.affine ? new_parameter(sizes, 0) : Tensor());
    return module;
}

}  // namespace engine::nn
