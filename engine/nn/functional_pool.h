#pragma once

#include "engine/nn/value.h"

/// torch.nn.functional's pools, which the modules call too: `dims` dimensions, x (N, C, *) or
/// (C, *). Sizes are ints or sequences of one number a dimension; errors are PyTorch's.
namespace engine::nn::functional {

struct MaxPoolArguments {
    const Value& kernel_size;
    const Value& stride;  ///< None: the kernel
    const Value& padding;
    const Value& dilation;
    const Value& ceil_mode;
};
/// y, or (y, indices).
Value max_pool(int dims, const Tensor& x, const MaxPoolArguments& arguments, bool return_indices);

struct AvgPoolArguments {
    const Value& kernel_size;
    const Value& stride;  ///< None: the kernel
    const Value& padding;
    const Value& ceil_mode;
    const Value& count_include_pad;
    const Value& divisor_override;  ///< None: the window's size
};
Tensor avg_pool(int dims, const Tensor& x, const AvgPoolArguments& arguments);

/// y = (sign(a) |a| k)^(1 / p), where a is avg_pool of x^p and k the window's size.
Tensor lp_pool(int dims, const Tensor& x, const Value& norm_type, const Value& kernel_size,
               const Value& stride, const Value& ceil_mode);

/// None in output_size keeps x's own size, but of one dimension.
Tensor adaptive_avg_pool(int dims, const Tensor& x, const Value& output_size);
/// y, or (y, indices).
Value adaptive_max_pool(int dims, const Tensor& x, const Value& output_size, bool return_indices);

struct MaxUnpoolArguments {
    const Value& kernel_size;
    const Value& stride;  ///< None: the kernel
    const Value& padding;
    const Value& output_size;  ///< None: the smallest
};
Tensor max_unpool(int dims, const Tensor& x, const Tensor& indices,
                  const MaxUnpoolArguments& arguments);

}  // namespace engine::nn::functional
