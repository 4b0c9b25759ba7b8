#pragma once

#include "engine/tensor/tensor.h"

namespace engine {

/// Windows of two dimensions: height and width each.
struct UnfoldOptions {
    Shape kernel{1, 1};
    Shape dilation{1, 1};
    Shape padding{0, 0};
    Shape stride{1, 1};
};

/// x (N, C, H, W) or (C, H, W): every window as a column, y (N, C kh kw, windows).
/// throws  RuntimeError in PyTorch's words
Tensor im2col(const Tensor& x, const UnfoldOptions& options);

/// Back again, what meets at one place added up: x (N, C kh kw, windows), y (N, C, *output_size).
/// throws  RuntimeError in PyTorch's words
Tensor col2im(const Tensor& x, const Shape& output_size, const UnfoldOptions& options);

}  // namespace engine
