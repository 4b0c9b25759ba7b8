#include "engine/optim/walks.h"

#include <string_view>

namespace engine::optim {

namespace {

nn::OrderedMap<nn::Value> fork_values(const nn::OrderedMap<nn::Value>& values,
                                      nn::ForkContext& context) {
    nn::OrderedMap<nn::Value> copy;
    for (const auto& [name, value] : values) copy.set(name, nn::fork(value, context));
    return copy;
}

void hash_values(nn::HashContext& context, const nn::OrderedMap<nn::Value>& values) {
    context.hasher.add(values.size());
    for (const auto& [name, value] : values) {
        context.hasher.add(std::string_view(name));
        nn::hash_into(context, value);
    }
}

}  // namespace

std::unique_ptr<Optimizer> fork(const Optimizer& optimizer, nn::ForkContext& context) {
    auto copy = std::make_unique<Optimizer>(optimizer);
    for (ParamGroup& group : copy->groups) {
        group.options = fork_values(group.options, context);
        for (Tensor& parameter : group.parameters) parameter = context.tensors.fork(parameter);
    }
    for (nn::OrderedMap<nn::Value>& values : copy->state) values = fork_values(values, context);
    return copy;
}

void hash_into(nn::HashContext& context, const Optimizer& optimizer) {
    context.hasher.add(optimizer.rule().class_name).add(optimizer.groups.size());
    for (const ParamGroup& group : optimizer.groups) {
        hash_values(context, group.options);
        context.hasher.add(group.parameters.size());
        for (const Tensor& parameter : group.parameters) nn::hash_into(context, parameter);
    }
    context.hasher.add(optimizer.state.size());
    for (const nn::OrderedMap<nn::Value>& values : optimizer.state) hash_values(context, values);
}

}  // namespace engine::optim
