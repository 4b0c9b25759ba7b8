#pragma once

#include "engine/tensor/tensor.h"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

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

/// Of each channel of x (N, C, ...), over all dimensions but the second, as BatchNorm takes them.
struct ChannelStatistics {
    std::vector<double> mean;
    std::vector<double> variance;  ///< biased
    int64_t count = 0;             ///< values per channel
};
ChannelStatistics channel_statistics(const Tensor& x);
/// All values of one channel of x (N, C, ...): sample by sample.
std::vector<double> channel_values(const Tensor& x, int64_t channel);
/// Mean and biased variance, summed in double.
std::pair<double, double> mean_and_variance(std::span<const double> values);

}  // namespace engine::session
