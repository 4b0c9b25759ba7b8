#pragma once

#include "engine/nn/value.h"

#include <cstdint>
#include <vector>

namespace engine::nn {

/// When a hook runs.
enum class HookKind : uint8_t {
    ForwardPre,       ///< (module, args) before forward; may replace args
    Forward,          ///< (module, args, output) after forward; may replace the output
    FullBackwardPre,  ///< (module, grad_output) before the gradients inside are computed
    FullBackward,     ///< (module, grad_input, grad_output); may replace grad_input
};

struct Hook {
    HookKind kind = HookKind::Forward;
    int64_t id = 0;  ///< for its handle's remove()
    Value callable;
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

}  // namespace engine::nn
