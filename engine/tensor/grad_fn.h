#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "engine/tensor/references.h"

namespace engine {

/// What a tensor knows of the step that made it; autograd/node.h has the rest.
class GradFn {
public:
    /// "AddmmBackward0"
    virtual std::string_view name() const = 0;

    void retain() { references_.fetch_add(1, std::memory_order_relaxed); }
    void release() noexcept {
        if (drop_reference(references_)) recycle();
    }

protected:
    GradFn() = default;
    virtual ~GradFn() = default;
    GradFn(const GradFn&) = delete;
    GradFn& operator=(const GradFn&) = delete;

    /// Called when nobody refers to it any more.
    virtual void recycle() noexcept = 0;

    std::atomic<uint32_t> references_{1};
};

}  // namespace engine
