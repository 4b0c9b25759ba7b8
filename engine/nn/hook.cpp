#include "engine/nn/hook.h"

#include "engine/base/error.h"
#include "engine/nn/context.h"

#include <algorithm>

namespace engine::nn {

namespace {

// Scopes', as grad mode: nothing of a session stays in them.
constinit thread_local Host* current_host = nullptr;
constinit thread_local const Hooks* current_hooks = nullptr;

}  // namespace

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

Value call_callable(const Value& callable, std::span<const Value> args) {
    if (const auto* object = std::get_if<ObjectPtr>(&callable.data())) {
        if (const auto* function = dynamic_cast<const HookFunction*>(object->get())) {
            return (*function)(args);
        }
        if (current_host != nullptr) return current_host->call(callable, args);
    }
    raise(ErrorKind::TypeError, "'{}' object is not callable", callable.type_name());
}

HostScope::HostScope(Host* host) : before_(current_host) {
    current_host = host;
}

HostScope::~HostScope() {
    current_host = before_;
}

GlobalHooksScope::GlobalHooksScope(const Hooks& hooks) : before_(current_hooks) {
    current_hooks = &hooks;
}

GlobalHooksScope::~GlobalHooksScope() {
    current_hooks = before_;
}

const Hooks* global_hooks() {
    return current_hooks != nullptr && !current_hooks->empty() ? current_hooks : nullptr;
}

}  // namespace engine::nn
