#include "engine/nn/flatten.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"

namespace engine::nn {

namespace {

Value forward(Module& self, const Args& args) {
    return flatten(args.tensor(), self.integer("start_dim"), self.integer("end_dim"));
}

std::string extra_repr(const Module& self) {
    return fmt::format("start_dim={}, end_dim={}", self.attribute("start_dim").repr(),
                       self.attribute("end_dim").repr());
}

void check_attribute(const Module& self, std::string_view name, const Value& value) {
    if (name != "start_dim" && name != "end_dim") return;
    if (std::holds_alternative<int64_t>(value.data())) return;
    const bool is_start = name == "start_dim";
    const Value* const other = self.attributes.find(is_start ? "end_dim" : "start_dim");
    const std::string_view other_type = other ? other->type_name() : "int";
    raise(ErrorKind::TypeError,
          "flatten() received an invalid combination of arguments - got ({}, {})",
          is_start ? value.type_name() : other_type, is_start ? other_type : value.type_name());
}

constexpr Behaviour kFlatten{
    .class_name = "Flatten",
    .python_module = "torch.nn.modules.flatten",
    .forward = forward,
    .extra_repr = extra_repr,
    .check_attribute = check_attribute,
    .formula = "y = x, its dimensions from start_dim to end_dim as one",
};

}  // namespace

ModulePtr Flatten(FlattenOptions options) {
    auto module = std::make_shared<Module>(kFlatten);
    module->set_attribute("start_dim", options.start_dim);
    module->set_attribute("end_dim", options.end_dim);
    return module;
}

}  // namespace engine::nn
