#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/tensor/tensor.h"

namespace engine {

/// A function that is called with a tensor's gradient while backward runs: Tensor.register_hook().
class TensorHook {
public:
    virtual ~TensorHook() = default;
    /// The gradient to go on with in its place; undefined to leave it.
    virtual Tensor run(const Tensor& gradient) = 0;
    /// The function's own name, for messages.
    virtual std::string name() const { return "hook"; }
};

/// Who is told of a tensor's gradient. A leaf has its own; a result shares it with the step that
/// made it, so that neither holds the other.
struct GradListeners {
    std::vector<std::pair<uint64_t, std::shared_ptr<TensorHook>>>
        hooks;  ///< by their ids, in order
    uint64_t next_id = 0;
    bool retains = false;  ///< retain_grad(): of a result, `gradient` is its .grad
    Tensor gradient;
};

}  // namespace engine
