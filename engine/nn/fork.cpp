#include "engine/nn/fork.h"

#include "engine/nn/depth_guard.h"

namespace engine::nn {

namespace {

std::shared_ptr<Sequence> fork_sequence(const Sequence& original, ForkContext& context) {
    if (const auto known = context.sequences.find(&original); known != context.sequences.end()) {
        return known->second;
    }
    const DepthGuard guard;
    auto copy = std::make_shared<Sequence>(Sequence{{}, original.is_tuple});
    context.sequences.emplace(&original, copy);
    for (const Value& item : original.items) copy->items.push_back(fork(item, context));
    return copy;
}

std::shared_ptr<Dict> fork_dict(const Dict& original, ForkContext& context) {
    if (const auto known = context.dicts.find(&original); known != context.dicts.end()) {
        return known->second;
    }
    const DepthGuard guard;
    auto copy = std::make_shared<Dict>();
    context.dicts.emplace(&original, copy);
    for (const auto& [key, item] : original.items) {
        copy->items.emplace_back(key, fork(item, context));
    }
    return copy;
}

}  // namespace

ModulePtr fork(const Module& module, ForkContext& context) {
    if (const auto known = context.modules.find(&module); known != context.modules.end()) {
        return known->second;
    }
    const DepthGuard guard;
    auto copy = std::make_shared<Module>(module.behaviour(), module.class_name());
    context.modules.emplace(&module, copy);
    copy->training = module.training;
    for (const auto& [name, parameter] : module.parameters) {
        copy->parameters.set(name, context.tensors.fork(parameter));
    }
    for (const auto& [name, buffer] : module.buffers) {
        copy->buffers.set(name, Buffer{context.tensors.fork(buffer.tensor), buffer.persistent});
    }
    for (const auto& [name, value] : module.attributes) {
        copy->attributes.set(name, fork(value, context));
    }
    for (const auto& [name, child] : module.children) {
        copy->children.set(name, fork(child, context));
    }
    return copy;
}

ModulePtr fork(const ModulePtr& module, ForkContext& context) {
    return module ? fork(*module, context) : nullptr;
}

Value fork(const Value& value, ForkContext& context) {
    if (const auto* tensor = std::get_if<Tensor>(&value.data())) {
        return context.tensors.fork(*tensor);
    }
    if (const auto* module = std::get_if<ModulePtr>(&value.data())) return fork(*module, context);
    if (const auto* sequence = std::get_if<std::shared_ptr<Sequence>>(&value.data())) {
        return fork_sequence(**sequence, context);
    }
    if (const auto* dict = std::get_if<std::shared_ptr<Dict>>(&value.data())) {
        return fork_dict(**dict, context);
    }
    return value;
}

}  // namespace engine::nn
