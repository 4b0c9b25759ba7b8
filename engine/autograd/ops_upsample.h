#pragma once

#include <array>
#include <optional>

#include "engine/tensor/tensor.h"

namespace engine {

enum class UpsampleMode { Nearest, NearestExact, Linear, Cubic };

struct UpsampleOptions {
    UpsampleMode mode = UpsampleMode::Nearest;
    bool align_corners = false;  ///< of Linear and Cubic
    /// The factors that were asked for, one a dimension; empty: the quotients of the sizes.
    std::array<std::optional<double>, 3> scales{};
};

/// x (N, C, *) read at as many evenly spaced places as output_size says, one number a dimension:
/// one to three dimensions, Cubic two. A place between elements is weighed by its distances.
/// throws  RuntimeError "Input and output sizes should be greater than 0, but got input (W: 2) and
///         output (W: 0)"
Tensor upsample(const Tensor& x, const Shape& output_size, const UpsampleOptions& options);

}  // namespace engine
