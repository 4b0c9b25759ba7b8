#include "engine/nn/bilinear.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_bilinear.h"
#include "engine/base/error.h"
#include "engine/nn/init.h"
#include "engine/nn/parameter.h"

#include <cmath>

namespace engine::nn {

namespace {

Value forward(Module& self, const Args& args) {
    return functional::bilinear(args.tensor(), args.tensor(1), self.parameter("weight"),
                                self.parameter("bias"));
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("in1_features={}, in2_features={}, out_features={}, bias={}",
                       text("in1_features"), text("in2_features"), text("out_features"),
                       self.parameter("bias").defined() ? "True" : "False");
}

void reset_parameters(Module& self, Generator& generator) {
    const Tensor& weight = self.parameter("weight");
    if (weight.size(1) == 0) raise(ErrorKind::ZeroDivisionError, "float division by zero");
    const double bound = 1 / std::sqrt(static_cast<double>(weight.size(1)));
    init::uniform_(weight, -bound, bound, generator);
    const Tensor& bias = self.parameter("bias");
    if (bias.defined()) init::uniform_(bias, -bound, bound, generator);
}

constexpr std::string_view kArguments[] = {"input1", "input2"};

constexpr Behaviour kBilinear{
    .class_name = "Bilinear",
    .python_module = "torch.nn.modules.linear",
    .forward = forward,
    .extra_repr = extra_repr,
    .reset_parameters = reset_parameters,
    .formula = "y[o] = x1 W[o] x2 + b[o]",
    .arguments = kArguments,
};

}  // namespace

ModulePtr Bilinear(BilinearOptions options, Generator& generator) {
    auto module = std::make_shared<Module>(kBilinear);
    module->set_attribute("in1_features", options.in1_features);
    module->set_attribute("in2_features", options.in2_features);
    module->set_attribute("out_features", options.out_features);
    module->register_parameter("weight", new_parameter({options.out_features, options.in1_features,
                                                        options.in2_features}));
    module->register_parameter("bias",
                               options.bias ? new_parameter({options.out_features}) : Tensor());
    reset_parameters(*module, generator);
    return module;
}

namespace functional {

Tensor bilinear(const Tensor& input1, const Tensor& input2, const Tensor& weight,
                const Tensor& bias) {
    const auto refuse = [](std::string_view what, int64_t got, int64_t expected) {
        raise(ErrorKind::RuntimeError,
              "bilinear(): {} size does not match weight size: got {} but expected {}", what, got,
              expected);
    };
    if (input1.dim() != input2.dim()) {
        raise(ErrorKind::RuntimeError, "bilinear(): input dimensions do not match: got {} and {}",
              input1.dim(), input2.dim());
    }
    for (int64_t i = 0; i + 1 < input1.dim(); ++i) {
        if (input1.size(i) == input2.size(i)) continue;
        raise(ErrorKind::RuntimeError,
              "bilinear(): input batch dimensions do not match at dim {}: got {} and {}", i,
              input1.size(i), input2.size(i));
    }
    if (input1.size(-1) != weight.size(1)) refuse("input1", input1.size(-1), weight.size(1));
    if (input2.size(-1) != weight.size(2)) refuse("input2", input2.size(-1), weight.size(2));
    if (bias.defined() && bias.size(0) != weight.size(0)) {
        refuse("bias", bias.size(0), weight.size(0));
    }
    Shape sizes = input1.sizes();
    sizes[sizes.size() - 1] = weight.size(0);
    const int64_t rows = input1.size(-1) > 0 ? input1.numel() / input1.size(-1) : 0;
    const Tensor y = reshape(trilinear(reshape(input1, Shape{rows, input1.size(-1)}), weight,
                                       reshape(input2, Shape{rows, input2.size(-1)})),
                             sizes);
    return bias.defined() ? add(y, bias) : y;
}

}  // namespace functional

}  // namespace engine::nn
