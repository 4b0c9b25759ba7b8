#include "engine/nn/loss.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"

namespace engine::nn {

namespace {

constexpr std::string_view kArguments[] = {"input", "target"};

void check_attribute(const Module&, std::string_view name, const Value& value) {
    if (name == "ignore_index") value.integer("ignore_index");
    if (name != "reduction") return;
    const auto* const reduction = std::get_if<std::string>(&value.data());
    if (reduction && *reduction == "mean") return;
    if (reduction && (*reduction == "sum" || *reduction == "none")) {
        raise(ErrorKind::NotImplementedError, "only reduction='mean' is supported, got '{}'",
              *reduction);
    }
    raise(ErrorKind::ValueError, "{} is not a valid value for reduction",
          reduction ? *reduction : value.repr());
}

constexpr Behaviour kCrossEntropyLoss{
    .class_name = "CrossEntropyLoss",
    .python_module = "torch.nn.modules.loss",
    .forward = [](Module& self, const Args& args) -> Value {
        return cross_entropy(args.tensor(0), args.tensor(1), self.integer("ignore_index"));
    },
    .check_attribute = check_attribute,
    .formula = "L = −mean log softmax(x)[target]",
    .arguments = kArguments,
};

constexpr Behaviour kMSELoss{
    .class_name = "MSELoss",
    .python_module = "torch.nn.modules.loss",
    .forward = [](Module&, const Args& args) -> Value {
        return mse_loss(args.tensor(0), args.tensor(1));
    },
    .check_attribute = check_attribute,
    .formula = "L = mean (x − target)²",
    .arguments = kArguments,
};

}  // namespace

ModulePtr CrossEntropyLoss(CrossEntropyLossOptions options) {
    auto module = std::make_shared<Module>(kCrossEntropyLoss);
    module->set_attribute("reduction", "mean");
    module->set_attribute("ignore_index", options.ignore_index);
    return module;
}

ModulePtr MSELoss() {
    auto module = std::make_shared<Module>(kMSELoss);
    module->set_attribute("reduction", "mean");
    return module;
}

}  // namespace engine::nn
