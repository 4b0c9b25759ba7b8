#include "engine/nn/init.h"

#include "engine/base/error.h"

#include <cmath>

namespace engine::nn::init {

namespace {

/// size(dim) times everything behind the first two dimensions.
int64_t fan(const Tensor& weight, int64_t dim) {
    if (weight.dim() < 2) {
        raise(ErrorKind::ValueError,
              "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    }
    int64_t elements = weight.size(dim);
    for (int64_t d = 2; d < weight.dim(); ++d) elements *= weight.size(d);
    return elements;
}

double xavier_deviation(const Tensor& weight, double gain) {
    const int64_t sum = fan_in(weight) + fan_out(weight);
    if (sum == 0) raise(ErrorKind::ZeroDivisionError, "float division by zero");
    return gain * std::sqrt(2.0 / static_cast<double>(sum));
}

}  // namespace

int64_t fan_in(const Tensor& weight) {
    return fan(weight, 1);
}

int64_t fan_out(const Tensor& weight) {
    return fan(weight, 0);
}

void uniform_(const Tensor& tensor, double low, double high, Generator& generator) {
    dispatch_floating(tensor.dtype(), "check_uniform_bounds",
                      [&]<class T>() { generator.uniform(tensor.mutable_span<T>(), low, high); });
}

void kaiming_uniform_(const Tensor& weight, double a, Generator& generator) {
    if (weight.numel() == 0) return;
    const double gain = std::sqrt(2.0 / (1 + a * a));
    const double standard_deviation = gain / std::sqrt(static_cast<double>(fan_in(weight)));
    const double bound = std::sqrt(3.0) * standard_deviation;
    uniform_(weight, -bound, bound, generator);
}

void linear_default_(const Tensor& weight, const Tensor& bias, Generator& generator) {
    kaiming_uniform_(weight, std::sqrt(5.0), generator);
    if (!bias.defined()) return;
    const int64_t inputs = fan_in(weight);
    const double bound = inputs > 0 ? 1 / std::sqrt(static_cast<double>(inputs)) : 0;
    uniform_(bias, -bound, bound, generator);
}

void normal_(const Tensor& tensor, double mean, double std, Generator& generator) {
    dispatch_floating(tensor.dtype(), "normal_kernel_cpu",
                      [&]<class T>() { generator.normal(tensor.mutable_span<T>(), mean, std); });
}

void xavier_uniform_(const Tensor& weight, Generator& generator, double gain) {
    const double bound = std::sqrt(3.0) * xavier_deviation(weight, gain);
    uniform_(weight, -bound, bound, generator);
}

void xavier_normal_(const Tensor& weight, Generator& generator, double gain) {
    normal_(weight, 0, xavier_deviation(weight, gain), generator);
}

}  // namespace engine::nn::init
