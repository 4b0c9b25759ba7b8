#include "engine/script/reaches.h"

#include "engine/base/error.h"

#include <algorithm>
#include <unordered_set>

namespace engine::script {
namespace {

struct Search {
    const nn::Module& target;
    std::unordered_set<const void*> seen{};

    bool in(const nn::Value& value) {
        if (const auto* module = std::get_if<nn::ModulePtr>(&value.data())) return in(*module);
        if (const auto* list = std::get_if<std::shared_ptr<nn::Sequence>>(&value.data())) {
            return seen.insert(list->get()).second &&
                   std::any_of((*list)->items.begin(), (*list)->items.end(),
                               [this](const nn::Value& item) { return in(item); });
        }
        if (const auto* dict = std::get_if<std::shared_ptr<nn::Dict>>(&value.data())) {
            return seen.insert(dict->get()).second &&
                   std::any_of((*dict)->items.begin(), (*dict)->items.end(),
                               [this](const auto& item) { return in(item.second); });
        }
        return false;
    }

    bool in(const nn::ModulePtr& module) {
        if (!module || !seen.insert(module.get()).second) return false;
        const auto in_entry = [this](const auto& entry) { return in(entry.second); };
        return module.get() == &target ||
               std::any_of(module->children.begin(), module->children.end(), in_entry) ||
               std::any_of(module->attributes.begin(), module->attributes.end(), in_entry);
    }
};

}  // namespace

bool reaches(const nn::Value& value, const nn::Module& target) {
    return Search{target}.in(value);
}

void refuse_ring(const nn::Value& value, const nn::Module& target) {
    if (!reaches(value, target)) return;
    raise(ErrorKind::RuntimeError,
          "a module inside itself is outside the PyTorch subset that Modescope runs");
}

}  // namespace engine::script
