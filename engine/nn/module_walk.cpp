// What a module does with everything below it.

#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/module.h"

#include <algorithm>
#include <unordered_set>

namespace engine::nn {

namespace {

std::string join(std::string_view prefix, std::string_view name) {
    return prefix.empty() ? std::string(name) : fmt::format("{}.{}", prefix, name);
}

/// `seen` is null where duplicates stay.
void collect_modules(const ModulePtr& module, const std::string& path,
                     std::unordered_set<const Module*>* seen, Module::NamedModules& out) {
    if (seen && !seen->insert(module.get()).second) return;
    const DepthGuard guard;
    out.emplace_back(path, module);
    for (const auto& [name, child] : module->children) {
        if (child) collect_modules(child, join(path, name), seen, out);
    }
}

void collect_state(const Module& module, const std::string& path, Module::NamedTensors& out) {
    const DepthGuard guard;
    for (const auto& [name, parameter] : module.parameters) {
        if (parameter.defined()) out.emplace_back(join(path, name), parameter.detach());
    }
    for (const auto& [name, buffer] : module.buffers) {
        if (buffer.persistent && buffer.tensor.defined()) {
            out.emplace_back(join(path, name), buffer.tensor.detach());
        }
    }
    for (const auto& [name, child] : module.children) {
        if (child) collect_state(*child, join(path, name), out);
    }
}

struct Listing {
    bool recurse;
    bool remove_duplicate;
    std::string_view prefix;
};

/// Every tensor once, under the first name met, unless duplicates are asked for.
template <class OwnEntries>
Module::NamedTensors collect_tensors(Module& module, const Listing& listing,
                                     OwnEntries own_entries) {
    Module::NamedTensors out;
    std::unordered_set<const void*> seen;
    const auto take = [&](std::string_view path, Module& owner) {
        own_entries(owner, [&](const std::string& name, const Tensor& tensor) {
            if (!tensor.defined()) return;
            if (listing.remove_duplicate && !seen.insert(tensor.identity()).second) return;
            out.emplace_back(join(path, name), tensor);
        });
    };
    if (!listing.recurse) {
        take(listing.prefix, module);
        return out;
    }
    for (const auto& [path, owner] :
         module.named_modules(listing.remove_duplicate, listing.prefix)) {
        take(path, *owner);
    }
    return out;
}

struct PathEnd {
    ModulePtr owner;
    std::string_view name;
};

/// "a.b.weight": the module a.b, and "weight".
PathEnd split_path(Module& module, std::string_view path) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos) return {module.shared_from_this(), path};
    return {module.get_submodule(path.substr(0, dot)), path.substr(dot + 1)};
}

void check_has(const Module& owner, std::string_view name) {
    if (owner.has_attribute(name)) return;
    raise(ErrorKind::AttributeError, "{} has no attribute `{}`", owner.class_name(), name);
}

}  // namespace

void Module::train(bool mode, const FlagObserver& observer) {
    const DepthGuard guard;
    const bool before = training;
    training = mode;
    if (observer) observer(*this, before);
    for (const auto& [name, child] : children) {
        if (child) child->train(mode, observer);
    }
}

void Module::requires_grad_(bool requires_grad) {
    for (const auto& [name, parameter] : named_parameters()) {
        parameter.set_requires_grad(requires_grad);
    }
}

void Module::zero_grad(bool set_to_none) {
    for (const auto& [name, parameter] : named_parameters()) {
        const Tensor grad = parameter.grad();
        if (!grad.defined()) continue;
        if (set_to_none) {
            parameter.set_grad(Tensor());
        } else {
            grad.detach().zero_();
        }
    }
}

void Module::apply(const std::function<void(Module&)>& function) {
    const DepthGuard guard;
    for (const auto& [name, child] : children) {
        if (child) child->apply(function);
    }
    function(*this);
}

Module::NamedModules Module::named_modules(bool remove_duplicate, std::string_view prefix) {
    NamedModules out;
    std::unordered_set<const Module*> seen;
    collect_modules(shared_from_this(), std::string(prefix), remove_duplicate ? &seen : nullptr,
                    out);
    return out;
}

Module::NamedModules Module::named_children() const {
    NamedModules out;
    std::unordered_set<const Module*> seen;
    for (const auto& [name, child] : children) {
        if (child && seen.insert(child.get()).second) out.emplace_back(name, child);
    }
    return out;
}

Module::NamedTensors Module::named_parameters(bool recurse, bool remove_duplicate,
                                              std::string_view prefix) {
    return collect_tensors(*this, {recurse, remove_duplicate, prefix},
                           [](Module& owner, const auto& take) {
                               for (const auto& [name, parameter] : owner.parameters) {
                                   take(name, parameter);
                               }
                           });
}

Module::NamedTensors Module::named_buffers(bool recurse, bool remove_duplicate,
                                           std::string_view prefix) {
    return collect_tensors(*this, {recurse, remove_duplicate, prefix},
                           [](Module& owner, const auto& take) {
                               for (const auto& [name, buffer] : owner.buffers) {
                                   take(name, buffer.tensor);
                               }
                           });
}

Module::NamedTensors Module::state_dict() {
    NamedTensors out;
    collect_state(*this, "", out);
    return out;
}

ModulePtr Module::get_submodule(std::string_view path) {
    ModulePtr module = shared_from_this();
    for (std::size_t from = 0; !path.empty() && from <= path.size();) {
        const std::size_t dot = std::min(path.find('.', from), path.size());
        const std::string_view name = path.substr(from, dot - from);
        from = dot + 1;
        if (const ModulePtr* child = module->children.find(name); child && *child) {
            module = ModulePtr(*child);
        } else if (module->has_attribute(name)) {
            raise(ErrorKind::AttributeError, "`{}` is not an nn.Module", name);
        } else {
            raise(ErrorKind::AttributeError, "{} has no attribute `{}`", module->class_name(),
                  name);
        }
    }
    return module;
}

Tensor Module::get_parameter(std::string_view path) {
    const auto [owner, name] = split_path(*this, path);
    check_has(*owner, name);
    if (const Tensor* parameter = owner->parameters.find(name); parameter && parameter->defined()) {
        return *parameter;
    }
    raise(ErrorKind::AttributeError, "`{}` is not an nn.Parameter", name);
}

Tensor Module::get_buffer(std::string_view path) {
    const auto [owner, name] = split_path(*this, path);
    check_has(*owner, name);
    if (const Buffer* buffer = owner->buffers.find(name)) return buffer->tensor;
    raise(ErrorKind::AttributeError, "`{}` is not a buffer", name);
}

}  // namespace engine::nn
