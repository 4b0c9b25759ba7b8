#include "engine/nn/deepcopy.h"

#include "engine/base/error.h"
#include "engine/nn/depth_guard.h"
#include "engine/nn/release.h"

#include <unordered_map>

namespace engine::nn {

namespace {

class DeepCopy {
public:
    Tensor tensor(const Tensor& original) {
        if (original.defined() && !original.is_leaf()) {
            raise(ErrorKind::RuntimeError,
                  "Only Tensors created explicitly by the user (graph leaves) support the deepcopy "
                  "protocol at the moment");
        }
        return tensors_.fork(original);
    }

    ModulePtr module(const ModulePtr& original) {
        return shared(original, [this](Module& copy) {
            for (auto& [name, parameter] : copy.parameters) parameter = tensor(parameter);
            for (auto& [name, buffer] : copy.buffers) buffer.tensor = tensor(buffer.tensor);
            for (auto& [name, child] : copy.children) child = module(child);
            for (auto& [name, attribute] : copy.attributes) attribute = value(attribute);
        });
    }

    Value value(const Value& original) {
        return std::visit(
            [&](const auto& held) -> Value {
                using Held = std::remove_cvref_t<decltype(held)>;
                if constexpr (std::is_same_v<Held, Tensor>) {
                    return tensor(held);
                } else if constexpr (std::is_same_v<Held, ModulePtr>) {
                    return module(held);
                } else if constexpr (std::is_same_v<Held, std::shared_ptr<Sequence>>) {
                    return shared(held, [this](Sequence& copy) {
                        for (Value& item : copy.items) item = value(item);
                    });
                } else if constexpr (std::is_same_v<Held, std::shared_ptr<Dict>>) {
                    return shared(held, [this](Dict& copy) {
                        for (auto& item : copy.items) item.second = value(item.second);
                    });
                } else {
                    return original;
                }
            },
            original.data());
    }

private:
    template <class T, class Visit>
    std::shared_ptr<T> shared(const std::shared_ptr<T>& original, Visit visit) {
        if (!original) return nullptr;
        const DepthGuard guard;
        const auto [it, first] = copies_.try_emplace(original.get());
        if (!first) return std::static_pointer_cast<T>(it->second);
        const auto copy = make_maybe_released<T>(*original);
        it->second = copy;
        visit(*copy);
        return copy;
    }

    ForkMemo tensors_;
    std::unordered_map<const void*, std::shared_ptr<void>> copies_;
};

}  // namespace

ModulePtr deepcopy(const ModulePtr& module) {
    return DeepCopy().module(module);
}

Value deepcopy(const Value& value) {
    return DeepCopy().value(value);
}

}  // namespace engine::nn
