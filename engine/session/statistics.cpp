#include "engine/session/statistics.h"

#include "engine/tensor/views.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <vector>

namespace engine::session {

namespace {

template <class T>
Statistics summed(std::span<const T> values) {
    Statistics result;
    result.elements = static_cast<int64_t>(values.size());
    const auto n = static_cast<double>(values.size());
    double sum = 0, squares = 0;
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const T value : values) {
        const auto x = static_cast<double>(value);
        sum += x;
        squares += x * x;
        if (!std::isfinite(x)) continue;
        low = std::min(low, x);
        high = std::max(high, x);
    }
    result.mean = sum / n;
    result.norm = std::sqrt(squares);
    if (low <= high) {
        result.low = low;
        result.high = high;
    }
    // A second walk: the difference of two large sums would lose what a small spread is made of.
    double spread = 0;
    for (const T value : values) {
        const double distance = static_cast<double>(value) - result.mean;
        spread += distance * distance;
    }
    result.sd =
        values.size() < 2 ? std::numeric_limits<double>::quiet_NaN() : std::sqrt(spread / (n - 1));
    return result;
}

}  // namespace

Statistics statistics_of(const Tensor& tensor) {
    if (tensor.is_meta()) {
        Statistics unknown = summed(std::span<const float>());
        unknown.elements = tensor.numel();
        return unknown;
    }
    if (tensor.dtype() == DType::Float32 && tensor.is_contiguous()) {
        return summed(tensor.span<float>());
    }
    const std::vector<double> values = tensor.to_vector<double>();
    return summed(std::span<const double>(values));
}

std::vector<double> channel_values(const Tensor& x, int64_t channel) {
    return views::select(x, 1, channel).to_vector<double>();
}

std::pair<double, double> mean_and_variance(std::span<const double> values) {
    const auto n = static_cast<double>(values.size());
    double mean = 0, variance = 0;
    for (const double value : values) mean += value / n;
    for (const double value : values) variance += (value - mean) * (value - mean) / n;
    return {mean, variance};
}

ChannelStatistics channel_statistics(const Tensor& x) {
    ChannelStatistics result;
    const int64_t channels = x.size(1);
    result.count = channels == 0 ? 0 : x.numel() / channels;
    for (int64_t channel = 0; channel < channels; ++channel) {
        const auto [mean, variance] = mean_and_variance(channel_values(x, channel));
        result.mean.push_back(mean);
        result.variance.push_back(variance);
    }
    return result;
}

}  // namespace engine::session
