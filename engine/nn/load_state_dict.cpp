#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/lazy.h"
#include "engine/nn/parameter.h"
#include "engine/nn/state_dict.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/views.h"

namespace engine::nn {

namespace {

[[noreturn]] void refuse_uninitialized_shape() {
    raise(ErrorKind::RuntimeError,
          "Can't access the shape of an uninitialized parameter or buffer. This error usually "
          "happens in `load_state_dict` when trying to load an uninitialized parameter into an "
          "initialized one. Call `forward` to initialize the parameters before accessing their "
          "attributes.");
}

/// The version that a state's metadata gives for a path, if any.
std::optional<int64_t> version_of(const Dict* metadata, std::string_view path) {
    if (metadata == nullptr) return std::nullopt;
    for (const auto& [name, own] : metadata->items) {
        const auto* dict = std::get_if<std::shared_ptr<Dict>>(&own.data());
        if (name != path || dict == nullptr) continue;
        for (const auto& [key, value] : (*dict)->items) {
            if (key == "version" && value.is_number()) return value.integer();
        }
    }
    return std::nullopt;
}

bool has_own_entry(const Module& module, std::string_view name) {
    const Tensor* const parameter = module.parameters.find(name);
    if (parameter != nullptr && parameter->defined()) return true;
    const Buffer* const buffer = module.buffers.find(name);
    return buffer != nullptr && buffer->persistent && buffer->tensor.defined();
}

class Loader {
public:
    Loader(StateLoad& load, const Dict* metadata, bool assign, ExtraState* extra)
        : load_(load), metadata_(metadata), assign_(assign), extra_(extra) {}

    void read(Module& module, const std::string& prefix) {
        const DepthGuard guard;
        load_.prefix = prefix;
        load_.version =
            version_of(metadata_, prefix.empty() ? prefix : prefix.substr(0, prefix.size() - 1));
        if (module.behaviour().before_load) module.behaviour().before_load(module, load_);
        read_own(module);
        const bool takes_extra = extra_ != nullptr && extra_->takes(module);
        if (takes_extra) read_extra(module);
        note_unexpected(module, takes_extra);
        // The list is a copy: nothing here adds children, but a None among them has no entries.
        for (const auto& [name, child] : module.children) {
            if (child) read(*child, prefix + name + '.');
        }
    }

private:
    void read_own(Module& module) {
        for (auto& [name, parameter] : module.parameters) {
            if (parameter.defined()) read_entry(name, parameter);
        }
        for (auto& [name, buffer] : module.buffers) {
            if (buffer.persistent && buffer.tensor.defined()) read_entry(name, buffer.tensor);
        }
    }

    void read_extra(Module& module) {
        if (const Value* const found = load_.find("_extra_state")) {
            extra_->set(module, Value(*found));
        } else {
            load_.missing.push_back(load_.prefix + "_extra_state");
        }
    }

    void read_entry(const std::string& name, Tensor& target) {
        const std::string key = load_.prefix + name;
        const Value* const found = load_.find(name);
        if (found == nullptr) {
            load_.missing.push_back(key);
            return;
        }
        if (!found->is_tensor() || !found->tensor().defined()) {
            load_.errors.push_back(fmt::format(
                "While copying the parameter named \"{}\", expected torch.Tensor or Tensor-like "
                "object from checkpoint but received <class '{}'>",
                key, found->type_name()));
            return;
        }
        Tensor source = found->tensor();
        if (target.is_uninitialized() && !source.is_uninitialized()) {
            materialize(target, source.sizes());
        }
        if (!target.is_uninitialized()) {
            if (source.is_uninitialized()) refuse_uninitialized_shape();
            // A scalar of before 0.4 was saved as one element.
            if (target.dim() == 0 && source.dim() == 1) source = views::select(source, 0, 0);
            if (source.sizes() != target.sizes()) {
                load_.errors.push_back(fmt::format(
                    "size mismatch for {}: copying a param with shape {} from checkpoint, the "
                    "shape in current model is {}.",
                    key, source.sizes().torch_str(), target.sizes().torch_str()));
                return;
            }
        }
        put(key, source, target);
    }

    void put(const std::string& key, const Tensor& source, Tensor& target) {
        if (assign_) {
            const bool wrap = target.is_parameter() && !source.is_parameter();
            const bool requires_grad = target.requires_grad();
            Tensor taken = wrap ? as_parameter(source, requires_grad) : source;
            if (taken.is_parameter()) taken.set_requires_grad(requires_grad);
            target = std::move(taken);
            return;
        }
        const NoGrad guard;
        try {
            target.copy_(source);
        } catch (const Error& error) {
            load_.errors.push_back(
                fmt::format("While copying the parameter named \"{}\", whose dimensions in the "
                            "model are {} and whose dimensions in the checkpoint are {}, an "
                            "exception occurred : ({},).",
                            key, target.sizes().torch_str(), source.sizes().torch_str(),
                            Value(std::string(error.what())).repr()));
        }
    }

    void note_unexpected(const Module& module, bool takes_extra) {
        for (const auto& [key, value] : load_.entries) {
            if (!key.starts_with(load_.prefix)) continue;
            const std::string_view rest = std::string_view(key).substr(load_.prefix.size());
            if (takes_extra && rest == "_extra_state") continue;
            const std::string_view first = rest.substr(0, rest.find('.'));
            if (module.children.contains(first) || has_own_entry(module, first)) continue;
            load_.unexpected.push_back(key);
        }
    }

    StateLoad& load_;
    const Dict* metadata_;
    bool assign_;
    ExtraState* extra_;
};

std::string quoted_list(const std::vector<std::string>& keys) {
    std::string out;
    for (const std::string& key : keys) {
        if (!out.empty()) out += ", ";
        out += '"' + key + '"';
    }
    return out;
}

Value text_list(const std::vector<std::string>& keys) {
    return Value::list({keys.begin(), keys.end()});
}

}  // namespace

const Value* StateLoad::find(std::string_view name) const {
    const auto it = places.find(prefix + std::string(name));
    return it == places.end() ? nullptr : &entries[it->second].second;
}

void StateLoad::supply(std::string_view name, Value value) {
    places[prefix + std::string(name)] = entries.size();
    entries.emplace_back(prefix + std::string(name), std::move(value));
}

void StateLoad::take_away(std::string_view name) {
    const auto it = places.find(prefix + std::string(name));
    if (it == places.end()) return;
    entries.erase(entries.begin() + static_cast<std::ptrdiff_t>(it->second));
    places.clear();
    for (std::size_t i = 0; i < entries.size(); ++i) places[entries[i].first] = i;
}

Value load_state_dict(Module& module, const Value& state, bool strict, bool assign,
                      ExtraState* extra) {
    const auto* dict = std::get_if<std::shared_ptr<Dict>>(&state.data());
    if (dict == nullptr) {
        raise(ErrorKind::TypeError, "Expected state_dict to be dict-like, got <class '{}'>.",
              state.type_name());
    }
    StateLoad load;
    load.entries = (*dict)->items;
    for (std::size_t i = 0; i < load.entries.size(); ++i) load.places[load.entries[i].first] = i;
    Loader(load, (*dict)->metadata.get(), assign, extra).read(module, "");

    std::vector<std::string> errors = load.errors;
    if (strict && !load.unexpected.empty()) {
        errors.insert(errors.begin(), fmt::format("Unexpected key(s) in state_dict: {}. ",
                                                  quoted_list(load.unexpected)));
    }
    if (strict && !load.missing.empty()) {
        errors.insert(errors.begin(),
                      fmt::format("Missing key(s) in state_dict: {}. ", quoted_list(load.missing)));
    }
    if (!errors.empty()) {
        raise(ErrorKind::RuntimeError, "Error(s) in loading state_dict for {}:\n\t{}",
              module.class_name(), fmt::join(errors, "\n\t"));
    }
    return Value::named_tuple(TupleClass::IncompatibleKeys,
                              {text_list(load.missing), text_list(load.unexpected)});
}

}  // namespace engine::nn
