#pragma once

#include "engine/nn/value.h"

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::nn {

class Host;

/// When a hook runs, and what it is given.
enum class HookKind : uint8_t {
    ForwardPre,       ///< (module, args) before forward; what it returns replaces args
    Forward,          ///< (module, args, output) after forward; what it returns replaces the output
    FullBackwardPre,  ///< (module, grad_output) before the gradients inside; may replace them
    FullBackward,     ///< (module, grad_input, grad_output) after; may replace grad_input
};

struct Hook {
    HookKind kind = HookKind::Forward;
    int64_t id = 0;  ///< for its handle's remove()
    Value callable;  ///< a HookFunction, or a callable of a script, which its Host calls
};

/// Hooks in the order of registration.
struct Hooks {
    std::vector<Hook> list;
    int64_t next_id = 0;

    bool empty() const { return list.empty(); }
    /// Returns the id that remove() takes. `prepend`: runs before the others.
    int64_t add(HookKind kind, Value callable, bool prepend = false);
    /// Nothing happens if it was removed before.
    void remove(int64_t id);
    bool has(HookKind kind) const;
};

/// A hook written in C++. It has no state of its own, since forks share it.
class HookFunction final : public Object {
public:
    using Function = std::function<Value(std::span<const Value> args)>;
    explicit HookFunction(Function function) : function_(std::move(function)) {}

    /// A callable for Hooks::add.
    static Value make(Function function) {
        return ObjectPtr(std::make_shared<HookFunction>(std::move(function)));
    }
    Value operator()(std::span<const Value> args) const { return function_(args); }
    std::string_view type_name() const override { return "function"; }
    std::string repr() const override { return "<function hook>"; }

private:
    Function function_;
};

/// Calls a hook or another callable value: a HookFunction, or what the host of this thread knows.
/// throws  TypeError "'int' object is not callable"
Value call_callable(const Value& callable, std::span<const Value> args);

/// Whose script runs on this thread now, for callables that backward meets. Null: nobody's.
class HostScope {
public:
    explicit HostScope(Host* host);
    ~HostScope();
    HostScope(const HostScope&) = delete;
    HostScope& operator=(const HostScope&) = delete;

private:
    Host* before_;
};

/// Hooks of every module's calls on this thread: register_module_forward_hook(). They run before
/// the module's own.
class GlobalHooksScope {
public:
    explicit GlobalHooksScope(const Hooks& hooks);
    ~GlobalHooksScope();
    GlobalHooksScope(const GlobalHooksScope&) = delete;
    GlobalHooksScope& operator=(const GlobalHooksScope&) = delete;

private:
    const Hooks* before_;
};

/// Null where there are none.
const Hooks* global_hooks();

}  // namespace engine::nn
