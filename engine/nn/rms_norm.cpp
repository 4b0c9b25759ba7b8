#include "engine/nn/rms_norm.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/base/error.h"
#include "engine/nn/parameter.h"
#include "engine/tensor/grad_mode.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace engine::nn {

namespace {

Shape shape_of(const Value& value) {
    const Sequence* const held = value.sequence();
    if (held == nullptr) return {value.integer("normalized_shape")};
    Shape shape;
    for (const Value& item : held->items) shape.push_back(item.integer("normalized_shape"));
    return shape;
}

void check_shape(const Tensor& x, const Shape& wanted) {
    const bool fits =
        wanted.size() <= x.sizes().size() &&
        std::equal(wanted.begin(), wanted.end(),
                   x.sizes().begin() + static_cast<int64_t>(x.sizes().size() - wanted.size()));
    if (fits) return;
    const std::string sizes = wanted.str();
    raise(ErrorKind::RuntimeError,
          "Given normalized_shape={}, expected input with shape [*, {}, but got input of size{}",
          sizes, sizes.substr(1), x.sizes().str());
}

Value forward(Module& self, const Args& args) {
    const Value& eps = self.attribute("eps");
    return functional::rms_norm(
        args.tensor(), shape_of(self.attribute("normalized_shape")), self.parameter("weight"),
        eps.is_none() ? std::nullopt : std::optional<double>(eps.number("eps")));
}

std::string extra_repr(const Module& self) {
    const auto text = [&](std::string_view name) { return self.attribute(name).repr(); };
    return fmt::format("{}, eps={}, elementwise_affine={}", text("normalized_shape"), text("eps"),
                       text("elementwise_affine"));
}

void reset_parameters(Module& self, Generator&) {
    const NoGrad guard;
    if (self.parameter("weight").defined()) self.parameter("weight").fill_(1);
}

constexpr Behaviour kRMSNorm{
    .class_name = "RMSNorm",
    .python_module = "torch.nn.modules.normalization",
    .forward = forward,
    .extra_repr = extra_repr,
    .reset_parameters = reset_parameters,
    .formula = "y = γ·x/√(mean of x² + ε), each sample by itself",
};

}  // namespace

ModulePtr RMSNorm(RMSNormOptions options) {
    auto module = std::make_shared<Module>(kRMSNorm);
    const Shape shape = shape_of(options.normalized_shape);
    module->set_attribute("normalized_shape",
                          Value::tuple(std::vector<Value>(shape.begin(), shape.end())));
    module->set_attribute("eps", options.eps ? Value(*options.eps) : Value());
    module->set_attribute("elementwise_affine", options.elementwise_affine);
    module->register_parameter("weight",
                               options.elementwise_affine ? new_parameter(shape, 1) : Tensor());
    return module;
}

namespace functional {

Tensor rms_norm(const Tensor& x, const Shape& normalized_shape, const Tensor& weight,
                std::optional<double> eps) {
    check_shape(x, normalized_shape);
    std::vector<int64_t> dims;
    for (size_t i = 0; i < normalized_shape.size(); ++i) {
        dims.push_back(-1 - static_cast<int64_t>(i));
    }
    const double step = x.dtype() == DType::Float64 ? std::numeric_limits<double>::epsilon()
                                                    : std::numeric_limits<float>::epsilon();
    const Tensor square = mean(pow(x, 2.0), dims, true);
    const Tensor y = mul(x, rsqrt(add(square, eps.value_or(step))));
    return weight.defined() ? mul(y, weight) : y;
}

}  // namespace functional

}  // namespace engine::nn
