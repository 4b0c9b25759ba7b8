#include "engine/nn/softmax.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/base/warning.h"

#include <fmt/format.h>

namespace engine::nn {

namespace {

int64_t dim_of(const Module& self, const Tensor& x, std::string_view name) {
    return softmax_dim(self.attribute("dim"), x, name);
}

std::string extra_repr(const Module& self) {
    return "dim=" + self.attribute("dim").repr();
}

constexpr Behaviour kSoftmax{
    .class_name = "Softmax",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module& self, const Args& args) -> Value {
        return softmax(args.tensor(), dim_of(self, args.tensor(), "softmax"));
    },
    .extra_repr = extra_repr,
    .formula = "yᵢ = e^xᵢ / Σⱼ e^xⱼ",
};

constexpr Behaviour kLogSoftmax{
    .class_name = "LogSoftmax",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module& self, const Args& args) -> Value {
        return log_softmax(args.tensor(), dim_of(self, args.tensor(), "log_softmax"));
    },
    .extra_repr = extra_repr,
    .formula = "yᵢ = xᵢ − log Σⱼ e^xⱼ",
};

constexpr Behaviour kSoftmin{
    .class_name = "Softmin",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module& self, const Args& args) -> Value {
        return softmax(neg(args.tensor()), dim_of(self, args.tensor(), "softmin"));
    },
    .extra_repr = extra_repr,
    .formula = "yᵢ = e^−xᵢ / Σⱼ e^−xⱼ",
};

constexpr Behaviour kSoftmax2d{
    .class_name = "Softmax2d",
    .python_module = "torch.nn.modules.activation",
    .forward = [](Module&, const Args& args) -> Value {
        const Tensor& x = args.tensor();
        if (x.dim() != 3 && x.dim() != 4) {
            raise(ErrorKind::ValueError,
                  "Softmax2d: expected input to be 3D or 4D, got {}D instead", x.dim());
        }
        return softmax(x, -3);
    },
    .formula = "yᵢ = e^xᵢ / Σⱼ e^xⱼ",
};

ModulePtr make(const Behaviour& kind, Value dim) {
    auto module = std::make_shared<Module>(kind);
    module->set_attribute("dim", std::move(dim));
    return module;
}

}  // namespace

int64_t softmax_dim(const Value& dim, const Tensor& x, std::string_view name) {
    if (!dim.is_none()) return dim.integer("dim");
    warn(
        fmt::format("Implicit dimension choice for {} has been deprecated. Change the call to "
                    "include dim=X as an argument.",
                    name));
    return x.dim() == 0 || x.dim() == 1 || x.dim() == 3 ? 0 : 1;
}

ModulePtr Softmax(Value dim) {
    return make(kSoftmax, std::move(dim));
}

ModulePtr LogSoftmax(Value dim) {
    return make(kLogSoftmax, std::move(dim));
}

ModulePtr Softmin(Value dim) {
    return make(kSoftmin, std::move(dim));
}

ModulePtr Softmax2d() {
    return std::make_shared<Module>(kSoftmax2d);
}

}  // namespace engine::nn
