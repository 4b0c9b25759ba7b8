#pragma once

#include "engine/tensor/tensor.h"

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

/// More of autograd/ops.h: functions that make fewer numbers of many. `dims` may count from the
/// end; none stands for all of them. `keepdim` keeps a reduced dimension with size 1.
namespace engine {

using Dims = std::span<const int64_t>;

/// Some of the elements along a dimension and where they stood.
struct Picked {
    Tensor values;
    Tensor indices;  // int64, no gradient
};

Tensor prod(const Tensor& x);
Tensor prod(const Tensor& x, int64_t dim, bool keepdim = false);
/// The sum of all that is not NaN.
Tensor nansum(const Tensor& x, Dims dims = {}, bool keepdim = false);
Tensor nanmean(const Tensor& x, Dims dims = {}, bool keepdim = false);

/// Squared distances from the mean, summed and divided by their count less `correction`.
/// throws  RuntimeError "std and var only support floating point and complex dtypes"
Tensor var(const Tensor& x, Dims dims = {}, double correction = 1, bool keepdim = false);
Tensor std(const Tensor& x, Dims dims = {}, double correction = 1, bool keepdim = false);
/// With the mean beside.
std::pair<Tensor, Tensor> var_mean(const Tensor& x, Dims dims = {}, double correction = 1,
                                   bool keepdim = false);
std::pair<Tensor, Tensor> std_mean(const Tensor& x, Dims dims = {}, double correction = 1,
                                   bool keepdim = false);

/// The largest (smallest) of all. Equals share the gradient; NaN is larger and smaller than all.
/// throws  RuntimeError, IndexError "max(): Expected reduction dim ..." where there is none
Tensor max(const Tensor& x);
Tensor min(const Tensor& x);
Tensor amax(const Tensor& x, Dims dims = {}, bool keepdim = false);
Tensor amin(const Tensor& x, Dims dims = {}, bool keepdim = false);
/// The first largest (smallest) along a dimension, which has the whole gradient.
Picked max(const Tensor& x, int64_t dim, bool keepdim = false);
Picked min(const Tensor& x, int64_t dim, bool keepdim = false);
Tensor argmin(const Tensor& x);
Tensor argmin(const Tensor& x, int64_t dim, bool keepdim = false);

/// The lower of the two in the middle. NaN wins; nanmedian leaves them out.
Tensor median(const Tensor& x);
Picked median(const Tensor& x, int64_t dim, bool keepdim = false);
Tensor nanmedian(const Tensor& x);
Picked nanmedian(const Tensor& x, int64_t dim, bool keepdim = false);
/// The most frequent, of several the smallest, at its last place.
Picked mode(const Tensor& x, int64_t dim = -1, bool keepdim = false);
/// What quantile() answers where a share stands between two numbers.
enum class Interpolation { Linear, Lower, Higher, Midpoint, Nearest };
/// The value below which a share q of the numbers lies, between two of them by weight. Of all
/// numbers without a dim. NaN wins, unless `ignore_nan` leaves it out.
/// throws  RuntimeError "quantile() q must be in the range [0, 1] but got 2"
Tensor quantile(const Tensor& x, double q, std::optional<int64_t> dim = {}, bool keepdim = false,
                Interpolation interpolation = Interpolation::Linear, bool ignore_nan = false);

/// The smallest and the largest, of all or along dim.
/// throws  RuntimeError "aminmax(): cannot compute aminmax over an empty dimension ..."
std::pair<Tensor, Tensor> aminmax(const Tensor& x, std::optional<int64_t> dim = {},
                                  bool keepdim = false);

/// (sum |x|^p)^(1 / p); p may be 0 (how many are not zero) and infinite (the largest). `linalg`:
/// recorded as torch.linalg's.
Tensor norm(const Tensor& x, double p = 2, Dims dims = {}, bool keepdim = false,
            bool linalg = false);
/// norm(a - b, p)
Tensor dist(const Tensor& a, const Tensor& b, double p = 2);
/// log(sum e^x)
Tensor logsumexp(const Tensor& x, Dims dims, bool keepdim = false);

/// Sums, products, extremes of all up to each place. Of the same sizes as x.
Tensor cumsum(const Tensor& x, int64_t dim);
Tensor cumprod(const Tensor& x, int64_t dim);
Tensor logcumsumexp(const Tensor& x, int64_t dim);
Picked cummax(const Tensor& x, int64_t dim);
Picked cummin(const Tensor& x, int64_t dim);

// Without gradient.
Tensor any(const Tensor& x, Dims dims = {}, bool keepdim = false);
Tensor all(const Tensor& x, Dims dims = {}, bool keepdim = false);
Tensor count_nonzero(const Tensor& x, Dims dims = {});

}  // namespace engine
