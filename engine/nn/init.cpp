#include "engine/nn/init.h"

#include "engine/base/error.h"

#include <cmath>

namespace engine::nn::init {

int64_t fan_in(const Tensor& weight) {
    if (weight.dim() < 2) {
        raise(ErrorKind::ValueError,
              "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions");
    }
    int64_t fan = 1;
    for (int64_t dim = 1; dim < weight.dim(); ++dim) fan *= weight.size(dim);
    return fan;
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
    const int64_t fan = fan_in(weight);
    const double bound = fan > 0 ? 1 / std::sqrt(static_cast<double>(fan)) : 0;
    uniform_(bias, -bound, bound, generator);
}

}  // namespace engine::nn::init
