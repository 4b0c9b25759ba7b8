#include "engine/nn/hook.h"

#include <algorithm>

namespace engine::nn {

int64_t Hooks::add(HookKind kind, Value callable, bool prepend) {
    list.insert(prepend ? list.begin() : list.end(), Hook{kind, next_id, std::move(callable)});
    return next_id++;
}

void Hooks::remove(int64_t id) {
    std::erase_if(list, [id](const Hook& hook) { return hook.id == id; });
}

bool Hooks::has(HookKind kind) const {
    return std::any_of(list.begin(), list.end(),
                       [kind](const Hook& hook) { return hook.kind == kind; });
}

}  // namespace engine::nn
