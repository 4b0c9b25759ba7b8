#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/autograd/ops_pool.h"
#include "engine/kernels/pool_window.h"

/// What pools read of their arguments before they compute: for the ops of ops_pool.h.
namespace engine {

/// How one of PyTorch's pools words what it refuses.
struct PoolWords {
    std::string_view function;  // "max_pool2d"
    std::string_view kernel;    // what follows "max_pool2d: kernel_size "
    std::string_view stride;
    std::string_view padding;
    std::string_view dilation{};  // none: it has no dilation
    std::string_view rank{};      // refuses any other rank before all else
    std::string_view checker{};   // who refuses a length of zero
    bool fits_kernel = false;     // refuses what is smaller than a window by another name
};

/// One number a dimension, and how many windows there are.
struct PoolPlan {
    Shape kernel, stride, padding, dilation;
    Shape result;
};

/// How many windows fit into a dimension: with ceil_mode the last may hang over, but must begin
/// inside.
int64_t pool_windows(int64_t size, int64_t kernel, int64_t stride, int64_t padding,
                     int64_t dilation, bool ceil_mode);

/// Checks everything of a pool of two or three dimensions.
/// throws  RuntimeError in PyTorch's words and order
PoolPlan plan_pool(const PoolWords& words, const Tensor& x, const PoolOptions& options);

/// The windows of the last two or three dimensions.
struct PoolBoxes {
    std::vector<kernels::PoolWindow> slabs, rows, columns;
    Shape box;  // depth, height, width of x

    kernels::PoolWindows over(int64_t planes) const {
        return {planes, box[0], box[1], box[2], slabs, rows, columns};
    }
};

/// Window i starts at i stride - padding, begins at its first place inside x, and counts as wide as
/// it lies inside x and, with `count_include_pad`, inside the padding.
PoolBoxes sliding_boxes(const Shape& x, const PoolPlan& plan, bool count_include_pad);

/// Window i of o over a length L is [i L / o, (i + 1) L / o), rounded outwards.
PoolBoxes adaptive_boxes(const Shape& x, const Shape& output_size);

/// x's sizes with the last ones replaced.
Shape with_last(const Shape& x, const Shape& last);

/// x's elements outside its last `dims` dimensions.
int64_t planes_of(const Shape& x, size_t dims);

/// throws  RuntimeError "Expected 2 to 3 dimensions, but got 1-dimensional tensor for argument #1
///         'self' (while checking arguments for avg_pool1d)"
void check_two_or_three(const Tensor& x, std::string_view function);

/// The one number of a pool of one dimension.
/// throws  RuntimeError "avg_pool1d() argument 'kernel_size' should contain one int (got 2)"
int64_t one_int(const Shape& numbers, std::string_view function, std::string_view name);

}  // namespace engine
