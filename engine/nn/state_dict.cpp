#include "engine/nn/state_dict.h"

#include "engine/nn/depth_guard.h"
#include "engine/nn/release.h"

namespace engine::nn {

namespace {

struct Writer {
    Dict& state;
    bool keep_vars;
    ExtraState* extra;

    void add(const std::string& name, const Tensor& tensor) {
        const bool itself = keep_vars || tensor.is_uninitialized();
        state.items.emplace_back(name, itself ? tensor : tensor.detach());
    }

    void write(Module& module, const std::string& prefix) {
        const DepthGuard guard;
        auto own = make_released<Dict>();
        own->items.emplace_back("version", module.behaviour().version);
        const std::string path = prefix.substr(0, prefix.empty() ? 0 : prefix.size() - 1);
        state.metadata->items.emplace_back(path, std::move(own));
        for (const auto& [name, parameter] : module.parameters) {
            if (parameter.defined()) add(prefix + name, parameter);
        }
        for (const auto& [name, buffer] : module.buffers) {
            if (buffer.persistent && buffer.tensor.defined()) add(prefix + name, buffer.tensor);
        }
        if (auto added = extra ? extra->get(module) : std::nullopt) {
            state.items.emplace_back(prefix + "_extra_state", *std::move(added));
        }
        for (const auto& [name, child] : module.children) {
            if (child) write(*child, prefix + name + '.');
        }
    }
};

}  // namespace

std::shared_ptr<Dict> state_dict(Module& module, std::string_view prefix, bool keep_vars,
                                 ExtraState* extra) {
    auto state = make_released<Dict>();
    state->ordered = true;
    state->metadata = make_released<Dict>();
    state->metadata->ordered = true;
    Writer{*state, keep_vars, extra}.write(module, std::string(prefix));
    return state;
}

}  // namespace engine::nn
