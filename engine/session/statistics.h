#pragma once

#include "engine/tensor/tensor.h"

#include <cstdint>

namespace engine::session {

/// Of all elements of a tensor, summed in double.
struct Statistics {
    int64_t elements = 0;
    double mean = 0;           ///< x.mean(); NaN without elements
    double sd = 0;             ///< x.std(), unbiased as PyTorch's default; NaN below two elements
    double norm = 0;           ///< x.norm()
    double low = 0, high = 0;  ///< of the finite elements; 0 without any
};

Statistics statistics_of(const Tensor& tensor);

}  // namespace engine::session
