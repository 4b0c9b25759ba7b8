#include "engine/nn/hash.h"

#include "engine/nn/depth_guard.h"

#include <string_view>

namespace engine::nn {

namespace {

enum class Mark : uint8_t { None, New, Known };

/// True where the walk has to go on into the object; its number is hashed either way.
template <class Key>
bool enter(HashContext& context, std::unordered_map<Key, uint64_t>& numbers, const Key& key) {
    const auto [place, is_new] = numbers.try_emplace(key, numbers.size());
    context.hasher.add(is_new ? Mark::New : Mark::Known).add(place->second);
    return is_new;
}

bool enter_object(HashContext& context, const void* object) {
    return enter<const void*>(context, context.objects, object);
}

}  // namespace

void hash_into(HashContext& context, const Tensor& tensor) {
    if (!tensor.defined()) {
        context.hasher.add(Mark::None);
        return;
    }
    if (!enter_object(context, tensor.identity())) return;
    enter<uint64_t>(context, context.storages, tensor.storage_id());
    tensor.hash_into(context.hasher);
    const Tensor grad = tensor.grad();
    context.hasher.add(grad.defined());
    if (grad.defined()) grad.hash_into(context.hasher);
}

void hash_into(HashContext& context, const Value& value) {
    Hasher& hasher = context.hasher;
    hasher.add(value.data().index());
    if (const auto* flag = std::get_if<bool>(&value.data())) hasher.add(*flag);
    if (const auto* number = std::get_if<int64_t>(&value.data())) hasher.add(*number);
    if (const auto* number = std::get_if<double>(&value.data())) hasher.add(*number);
    if (const auto* text = std::get_if<std::string>(&value.data())) {
        hasher.add(std::string_view(*text));
    }
    if (const auto* tensor = std::get_if<Tensor>(&value.data())) hash_into(context, *tensor);
    if (const auto* module = std::get_if<ModulePtr>(&value.data())) {
        if (*module) {
            hash_into(context, **module);
        } else {
            hasher.add(Mark::None);
        }
    }
    if (const auto* held = std::get_if<std::shared_ptr<Sequence>>(&value.data())) {
        if (!enter_object(context, held->get())) return;
        const DepthGuard guard;
        hasher.add((*held)->is_tuple).add((*held)->items.size());
        for (const Value& item : (*held)->items) hash_into(context, item);
    }
    if (const auto* held = std::get_if<std::shared_ptr<Dict>>(&value.data())) {
        if (!enter_object(context, held->get())) return;
        const DepthGuard guard;
        hasher.add((*held)->items.size());
        for (const auto& [key, item] : (*held)->items) {
            hasher.add(std::string_view(key));
            hash_into(context, item);
        }
    }
}

void hash_into(HashContext& context, const Module& module) {
    if (!enter_object(context, &module)) return;
    const DepthGuard guard;
    Hasher& hasher = context.hasher;
    hasher.add(module.behaviour().class_name).add(std::string_view(module.class_name()));
    hasher.add(module.training);
    hasher.add(module.parameters.size());
    for (const auto& [name, parameter] : module.parameters) {
        hasher.add(std::string_view(name));
        hash_into(context, parameter);
    }
    hasher.add(module.buffers.size());
    for (const auto& [name, buffer] : module.buffers) {
        hasher.add(std::string_view(name)).add(buffer.persistent);
        hash_into(context, buffer.tensor);
    }
    hasher.add(module.attributes.size());
    for (const auto& [name, value] : module.attributes) {
        hasher.add(std::string_view(name));
        hash_into(context, value);
    }
    hasher.add(module.children.size());
    for (const auto& [name, child] : module.children) {
        hasher.add(std::string_view(name));
        hash_into(context, Value(child));
    }
}

void hash_into(Hasher& hasher, const Module& module) {
    HashContext context{.hasher = hasher, .objects = {}, .storages = {}};
    hash_into(context, module);
}

}  // namespace engine::nn
