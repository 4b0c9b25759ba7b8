#include "engine/nn/softmax.h"

#include "engine/autograd/ops.h"

namespace engine::nn {

namespace {

int64_t dim_of(const Module& self, const Tensor& x) {
    const Value& dim = self.attribute("dim");
    if (!dim.is_none()) return dim.integer("dim");
    return x.dim() == 0 || x.dim() == 1 || x.dim() == 3 ? 0 : 1;
}

std::string extra_repr(const Module& self) {
    return "dim=" + self.attribute("dim").repr();
}

constexpr Behaviour kSoftmax{
    .class_name = "Softmax",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module& self, const Args& args) -> Value {
        return softmax(args.tensor(), dim_of(self, args.tensor()));
    },
    .extra_repr = extra_repr,
    .formula = "yᵢ = e^xᵢ / Σⱼ e^xⱼ",
};

constexpr Behaviour kLogSoftmax{
    .class_name = "LogSoftmax",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module& self, const Args& args) -> Value {
        return log_softmax(args.tensor(), dim_of(self, args.tensor()));
    },
    .extra_repr = extra_repr,
    .formula = "yᵢ = xᵢ − log Σⱼ e^xⱼ",
};

ModulePtr make(const Behaviour& kind, Value dim) {
    auto module = std::make_shared<Module>(kind);
    module->set_attribute("dim", std::move(dim));
    return module;
}

}  // namespace

ModulePtr Softmax(Value dim) {
    return make(kSoftmax, std::move(dim));
}

ModulePtr LogSoftmax(Value dim) {
    return make(kLogSoftmax, std::move(dim));
}

}  // namespace engine::nn
