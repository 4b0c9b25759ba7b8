#pragma once

#include "engine/tensor/dtype.h"

#include <optional>

namespace engine::nn {

/// What new parameters and buffers are made of: torch.get_default_dtype(), or the `dtype=` and
/// `device=` of the maker that runs now.
struct Creation {
    DType dtype;
    bool meta = false;
};

/// Of this thread, now.
Creation creation();

/// Sets what creation() answers for as long as it lives.
class CreationScope {
public:
    explicit CreationScope(Creation next);
    ~CreationScope();
    CreationScope(const CreationScope&) = delete;
    CreationScope& operator=(const CreationScope&) = delete;

private:
    std::optional<Creation> before_;
};

}  // namespace engine::nn
