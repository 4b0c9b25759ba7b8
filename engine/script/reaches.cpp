#include "engine/script/reaches.h"

#include "engine/base/error.h"

#include <type_traits>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

namespace engine::script {
namespace {

/// Walks with a list of its own of what is still to be looked at, since a list in a list in a list
/// may be deeper than any stack.
class Search {
public:
    explicit Search(const nn::Module& target) : target_(target) {}

    bool from(const nn::Value& value) {
        add(value);
        while (!open_.empty()) {
            const nn::Value next = std::move(open_.back());
            open_.pop_back();
            if (const auto* module = std::get_if<nn::ModulePtr>(&next.data())) {
                if (module->get() == &target_) return true;
                for (const auto& [name, child] : (*module)->children) add(child);
                for (const auto& [name, held] : (*module)->attributes) add(held);
            } else if (const nn::Sequence* list = next.sequence()) {
                for (const nn::Value& item : list->items) add(item);
            } else if (const auto* dict = std::get_if<std::shared_ptr<nn::Dict>>(&next.data())) {
                for (const auto& [key, item] : (*dict)->items) add(item);
            }
        }
        return false;
    }

private:
    void add(const nn::Value& value) {
        const void* const identity = std::visit(
            [](const auto& held) -> const void* {
                using Held = std::remove_cvref_t<decltype(held)>;
                if constexpr (std::is_same_v<Held, nn::ModulePtr> ||
                              std::is_same_v<Held, std::shared_ptr<nn::Sequence>> ||
                              std::is_same_v<Held, std::shared_ptr<nn::Dict>>) {
                    return held.get();
                } else {
                    return nullptr;
                }
            },
            value.data());
        if (identity != nullptr && seen_.insert(identity).second) open_.push_back(value);
    }

    const nn::Module& target_;
    std::unordered_set<const void*> seen_;
    std::vector<nn::Value> open_;
};

}  // namespace

bool reaches(const nn::Value& value, const nn::Module& target) {
    return Search(target).from(value);
}

void refuse_ring(const nn::Value& value, const nn::Module& target) {
    if (!reaches(value, target)) return;
    raise(ErrorKind::RuntimeError,
          "a module inside itself is outside the PyTorch subset that Modescope runs");
}

}  // namespace engine::script
