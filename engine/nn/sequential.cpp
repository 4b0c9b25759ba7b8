#include "engine/nn/sequential.h"

#include "engine/base/error.h"

namespace engine::nn {

namespace {

Value forward(Module& self, const Args& args) {
    Value x = args[0];
    for (std::size_t i = 0; i < self.children.size(); ++i) {
        // A copy, since a child's forward may replace it in the map.
        const ModulePtr child = self.children.at_index(i).second;
        if (!child) raise(ErrorKind::TypeError, "'NoneType' object is not callable");
        x = call(*child, args.context(), std::span(&x, 1));
    }
    return x;
}

constexpr Behaviour kSequential{
    .class_name = "Sequential",
    .python_module = "torch.nn.modules.container",
    .forward = forward,
    .formula = "y = fₙ(… f₂(f₁(x)))",
};

}  // namespace

ModulePtr Sequential(std::vector<ModulePtr> modules) {
    auto container = std::make_shared<Module>(kSequential);
    for (std::size_t i = 0; i < modules.size(); ++i) {
        container->add_module(std::to_string(i), std::move(modules[i]));
    }
    return container;
}

ModulePtr Sequential(std::vector<std::pair<std::string, ModulePtr>> modules) {
    auto container = std::make_shared<Module>(kSequential);
    for (auto& [name, module] : modules) container->add_module(name, std::move(module));
    return container;
}

ModulePtr item(const Module& container, int64_t index) {
    const auto count = static_cast<int64_t>(container.children.size());
    if (index < -count || index >= count) {
        raise(ErrorKind::IndexError, "index {} is out of range", index);
    }
    return container.children.at_index(static_cast<std::size_t>(index < 0 ? index + count : index))
        .second;
}

}  // namespace engine::nn
