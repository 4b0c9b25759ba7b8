#include "engine/session/changes.h"

#include "engine/script/reads_training.h"

#include <fmt/format.h>

#include <bit>
#include <cstring>
#include <unordered_map>
#include <utility>

namespace engine::session {

namespace {

/// How many elements of `b` are not, bit for bit, what they are in `a`.
int64_t count_differing(const Tensor& a, const Tensor& b) {
    if (a.sizes() != b.sizes() || a.dtype() != b.dtype()) return b.numel();
    if (a.is_meta() != b.is_meta()) return b.numel();
    if (a.offset() == b.offset() && a.strides() == b.strides() &&
        a.storage()->same_block(*b.storage())) {
        return 0;
    }
    const Tensor x = a.contiguous(), y = b.contiguous();
    const std::size_t size = itemsize(a.dtype());
    const auto* p = static_cast<const std::byte*>(x.raw_data());
    const auto* q = static_cast<const std::byte*>(y.raw_data());
    const auto count = static_cast<std::size_t>(b.numel());
    if (count == 0 || std::memcmp(p, q, count * size) == 0) return 0;
    int64_t differing = 0;
    for (std::size_t i = 0; i < count; ++i) {
        differing += std::memcmp(p + i * size, q + i * size, size) != 0;
    }
    return differing;
}

std::unordered_map<std::string, Tensor> by_name(nn::Module::NamedTensors tensors) {
    return {std::make_move_iterator(tensors.begin()), std::make_move_iterator(tensors.end())};
}

std::optional<double> learning_rate(const SessionState& state) {
    if (!state.optimizer || state.optimizer->groups.empty()) return std::nullopt;
    const nn::Value* const lr = state.optimizer->groups.front().options.find("lr");
    return lr && lr->is_number() ? std::optional(lr->number("lr")) : std::nullopt;
}

/// Whether train or eval would make a difference to this module's own computation.
FlagChange flag_change(const std::string& path, const nn::Module& module) {
    const std::string& name = module.class_name();
    const bool is_batch_norm = name.find("BatchNorm") != std::string::npos;
    return {.path = path,
            .class_name = name,
            .training = module.training,
            .reads_training = script::reads_training(module),
            .is_dropout = name.find("Dropout") != std::string::npos,
            .is_batch_norm = is_batch_norm,
            .uses_batch =
                is_batch_norm && (module.training || !module.buffer("running_mean").defined())};
}

void compare_parameters(const SessionState& before, const SessionState& after, Changes& changes) {
    const auto old = by_name(before.model->named_parameters());
    for (const auto& [name, now] : after.model->named_parameters()) {
        changes.weights += now.numel();
        ++changes.parameter_tensors;
        const auto it = old.find(name);
        if (it == old.end()) {
            changes.weights_changed += now.numel();
            continue;
        }
        changes.weights_changed += count_differing(it->second, now);
        const bool was = it->second.requires_grad();
        changes.now_trainable += !was && now.requires_grad();
        changes.now_frozen += was && !now.requires_grad();
    }
}

void compare_modules(const SessionState& before, const SessionState& after, Changes& changes) {
    std::unordered_map<std::string, nn::ModulePtr> old;
    for (auto& [path, module] : before.model->named_modules()) old.emplace(path, module);
    for (const auto& [path, module] : after.model->named_modules()) {
        const auto it = old.find(path);
        if (it == old.end()) continue;
        if (it->second->training != module->training) {
            changes.flags.push_back(flag_change(path, *module));
        }
        for (const auto& [name, value] : module->attributes) {
            const nn::Value* const was = it->second->attributes.find(name);
            if (was && was->repr() == value.repr()) continue;
            changes.attributes_changed.push_back(path.empty() ? name : path + "." + name);
        }
    }
}

}  // namespace

Changes compare(const SessionState& before, const SessionState& after, int flags_written) {
    Changes changes;
    changes.flags_written = flags_written;
    changes.anything = before.hash() != after.hash();
    compare_parameters(before, after, changes);
    compare_modules(before, after, changes);
    const auto old = by_name(before.model->named_buffers());
    for (const auto& [name, now] : after.model->named_buffers()) {
        const auto it = old.find(name);
        changes.buffers_written += it == old.end() || count_differing(it->second, now) > 0;
    }
    changes.words = after.generator.words_drawn() - before.generator.words_drawn();
    const auto lr_before = learning_rate(before), lr_now = learning_rate(after);
    if (lr_before != lr_now) {
        changes.lr_before = lr_before;
        changes.lr_now = lr_now;
    }
    if (before.grad_enabled != after.grad_enabled) changes.grad_enabled = after.grad_enabled;
    return changes;
}

}  // namespace engine::session
