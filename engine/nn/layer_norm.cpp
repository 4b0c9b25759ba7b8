#include "engine/nn/layer_norm.h"

#include "engine/autograd/ops.h"
#include "engine/nn/parameter.h"
#include "engine/tensor/grad_mode.h"

namespace engine::nn {

namespace {

Shape shape_of(const Value& value) {
    Shape shape;
    const auto* const held = std::get_if<std::shared_ptr<Sequence>>(&value.data());
    if (!held) return {value.integer("normalized_shape")};
    for (const Value& item : (*held)->items) shape.push_back(item.integer("normalized_shape"));
    return shape;
}

Value forward(Module& self, const Args& args) {
    return layer_norm(args.tensor(), shape_of(self.attribute("normalized_shape")),
                      self.parameter("weight"), self.parameter("bias"), self.number("eps"));
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("{}, eps={}, elementwise_affine={}", text("normalized_shape"), text("eps"),
                       text("elementwise_affine"));
}

void reset_parameters(Module& self, Generator&) {
    const NoGrad guard;
    if (self.parameter("weight").defined()) self.parameter("weight").fill_(1);
    if (self.parameter("bias").defined()) self.parameter("bias").fill_(0);
}

constexpr Behaviour kLayerNorm{
    .class_name = "LayerNorm",
    .python_module = "torch.nn.modules.normalization",
    .forward = forward,
    .extra_repr = extra_repr,
    .reset_parameters = reset_parameters,
    .formula = "y = γ·(x − mean)/√(var + ε) + β, each sample by itself",
};

}  // namespace

ModulePtr LayerNorm(LayerNormOptions options) {
    auto module = std::make_shared<Module>(kLayerNorm);
    const Shape shape = shape_of(options.normalized_shape);
    const std::vector<Value> sizes(shape.begin(), shape.end());
    module->set_attribute("normalized_shape", Value::tuple(sizes));
    module->set_attribute("eps", options.eps);
    module->set_attribute("elementwise_affine", options.elementwise_affine);
    const bool affine = options.elementwise_affine;
    module->register_parameter("weight", affine ? new_parameter(shape, 1) : Tensor());
    module->register_parameter("bias", affine && options.bias ? new_parameter(shape, 0) : Tensor());
    return module;
}

}  // namespace engine::nn
