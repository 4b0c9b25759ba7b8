#pragma once

#include <optional>

#include "engine/tensor/tensor.h"

/// Pools of one, two and three dimensions: `dims` says how many. x (N, C, *) or (C, *). One
/// dimension is computed as two, under the name of the squeeze that follows, as PyTorch does.
namespace engine {

/// One number a dimension each, or one for all of them.
struct PoolOptions {
    Shape kernel;
    Shape stride{};  ///< empty: the kernel
    Shape padding{0};
    Shape dilation{1};  ///< of max_pool
    bool ceil_mode = false;
    bool count_include_pad = true;              ///< of avg_pool
    std::optional<int64_t> divisor_override{};  ///< of avg_pool; empty: the window's size
};

/// y = the largest of each window. `indices`, if asked for, gets int64 places within each plane.
Tensor max_pool(int dims, const Tensor& x, const PoolOptions& options, Tensor* indices = nullptr);

/// y = mean of each window.
Tensor avg_pool(int dims, const Tensor& x, const PoolOptions& options);

/// As many windows as asked for: window i of o over a length L is [i L / o, (i + 1) L / o), rounded
/// outwards.
Tensor adaptive_avg_pool(int dims, const Tensor& x, const Shape& output_size);
Tensor adaptive_max_pool(int dims, const Tensor& x, const Shape& output_size,
                         Tensor* indices = nullptr);

/// y = 0 but for y[indices] = x, plane by plane; output_size has one number a dimension.
/// throws  RuntimeError "Found an invalid max index: 4 (output volumes are of size 4x1"
Tensor max_unpool(int dims, const Tensor& x, const Tensor& indices, const Shape& output_size);

}  // namespace engine
