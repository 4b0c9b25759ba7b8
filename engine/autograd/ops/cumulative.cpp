// Sums, products and extremes of all numbers up to each.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/rows.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

Tensor whole(const Tensor& x) {
    return x.dtype() == DType::Bool ? x.to(DType::Int64) : x;
}

// The gradient of a cumulative op along one dimension: f(row of x, row of y, row of dL/dy, row of
// dL/dx), where x and y are what was saved.
template <class F>
void cumulative_backward(const Tensor& x, const Tensor& y, const Tensor& dy, int64_t dim, Grads& dx,
                         F f) {
    const int64_t dims[] = {dim};
    const Rows of_x = rows_of(x, dims);
    const Tensor of_y = rows_of(y, dims).packed;
    const Tensor of_dy = rows_of(dy, dims).packed;
    const Tensor gradient = Tensor::like(of_x.packed);
    dispatch_floating(gradient.dtype(), "backward", [&]<class T>() {
        const auto n = static_cast<size_t>(of_x.length);
        for (size_t i = 0; i < static_cast<size_t>(of_x.count); ++i) {
            f(std::span(of_x.packed.data<T>() + i * n, n), std::span(of_y.data<T>() + i * n, n),
              std::span(of_dy.data<T>() + i * n, n),
              std::span(gradient.mutable_data<T>() + i * n, n));
        }
    });
    dx.set(0, unpacked(of_x, gradient));
}

// out[i] = the sum of g[i] and all behind it
template <class In, class Out>
void sum_from_behind(In g, Out out) {
    double sum = 0;
    for (size_t i = g.size(); i-- > 0;) {
        sum += static_cast<double>(g[i]);
        out[i] = static_cast<typename Out::value_type>(sum);
    }
}

// The sums of each and all behind it.
Tensor sums_from_behind(const Tensor& x, int64_t dim) {
    if (x.dim() == 0) return x;
    const std::span<const int64_t> dims(&dim, 1);
    return flip(cumsum(flip(x, dims), dim), dims);
}

void recorded_cumsum(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, sums_from_behind(dy, saved.integer(0)));
}

// Where x has zeros, each place's products are made with a 1 in its stead.
void recorded_cumprod(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const int64_t dim = saved.integer(0);
    if (x.dim() == 0) return dx.set(0, dy);
    const Tensor none = Tensor::zeros({}, x.dtype());
    if (!any(eq(x.detach(), none)).item<bool>()) {
        return dx.set(0, div(sums_from_behind(mul(dy, saved.result()), dim), x));
    }
    std::vector<Tensor> slopes;
    for (int64_t i = 0; i < x.size(dim); ++i) {
        const Tensor before = slice(x, dim, 0, i);
        const Tensor one = Tensor::ones(slice(x.detach(), dim, i, i + 1).sizes(), x.dtype());
        const Tensor behind = slice(x, dim, i + 1, x.size(dim));
        const Tensor others = cumprod(cat(std::vector<Tensor>{before, one, behind}, dim), dim);
        const Tensor counted = mul(dy, others);
        slopes.push_back(sum(slice(counted, dim, i, x.size(dim)), std::span(&dim, 1), true));
    }
    dx.set(0, cat(slopes, dim));
}

void recorded_logcumsumexp(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor scaled = mul(dy, exp(neg(saved.result())));
    dx.set(0, mul(exp(saved.tensor(0)), sums_from_behind(scaled, saved.integer(0))));
}

template <class Better>
Picked cumulative_extreme(const OpInfo& info, const Tensor& x, int64_t dim) {
    const int64_t dims[] = {dim};
    const Rows rows = rows_of(x, dims);
    const Tensor places = Tensor::empty(rows.packed.sizes(), DType::Int64);
    const Tensor values = Tensor::like(rows.packed);
    dispatch_computed(x.dtype(), "cummax_cummin", [&]<class T>() {
        for (int64_t r = 0; r < rows.count; ++r) {
            const T* from = rows.packed.data<T>() + r * rows.length;
            int64_t best = 0;
            for (int64_t i = 0; i < rows.length; ++i) {
                // Of equals the last; a NaN stays.
                if (from[best] == from[best] &&
                    (from[i] != from[i] || Better{}(from[i], from[best])))
                    best = i;
                else if (from[i] != from[i])
                    best = i;
                values.mutable_data<T>()[r * rows.length + i] = from[best];
                places.mutable_data<int64_t>()[r * rows.length + i] = best;
            }
        }
    });
    const Tensor indices = unpacked(rows, places).contiguous();
    return {record_picked(info, x, unpacked(rows, values).contiguous(), indices, dim), indices};
}

struct NotSmaller {
    template <class T>
    bool operator()(T a, T b) const {
        return a >= b;
    }
};
struct NotLarger {
    template <class T>
    bool operator()(T a, T b) const {
        return a <= b;
    }
};

}  // namespace

// y_i = sum of x_j, j <= i.   dL/dx_i = sum of dL/dy_j, j >= i
Tensor cumsum(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{
        .name = "CumsumBackward0", .formula = "y_i = x_0 + ... + x_i", .recorded = recorded_cumsum};
    const Tensor y = map_rows(whole(x), dim, "cumsum_out_cpu", [](auto row, auto out) {
        using T = typename decltype(out)::value_type;
        std::conditional_t<std::is_integral_v<T>, T, double> sum = 0;
        for (size_t i = 0; i < row.size(); ++i) {
            sum += row[i];
            out[i] = static_cast<T>(sum);
        }
    });
    return record(info, {x}, y, {.integers = {dim}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, map_rows(dy, saved.integer(0), "cumsum",
                                         [](auto g, auto out) { sum_from_behind(g, out); }));
                  });
}

// y_i = product of x_j, j <= i.   dL/dx_i = sum of dL/dy_j y_j / x_i, j >= i; where x has a zero,
// the products without x_i are made anew.
Tensor cumprod(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{
        .name = "CumprodBackward0", .formula = "y_i = x_0 ... x_i", .recorded = recorded_cumprod};
    const Tensor y = map_rows(whole(x), dim, "cumprod_out_cpu", [](auto row, auto out) {
        using T = typename decltype(out)::value_type;
        std::conditional_t<std::is_integral_v<T>, T, double> product = 1;
        for (size_t i = 0; i < row.size(); ++i) {
            product *= row[i];
            out[i] = static_cast<T>(product);
        }
    });
    return record(
        info, {x}, y, {.tensors = {x}, .integers = {dim}, .output = true},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            cumulative_backward(
                saved.tensor(0), saved.output(), dy, saved.integer(0), dx,
                [](auto row, auto made, auto g, auto out) {
                    using T = typename decltype(out)::value_type;
                    const size_t n = row.size();
                    const auto zero =
                        static_cast<size_t>(std::find(row.begin(), row.end(), T(0)) - row.begin());
                    double sum = 0;  // up to the first zero: all behind it have y = 0
                    for (size_t i = zero; i-- > 0;) {
                        sum += static_cast<double>(g[i]) * static_cast<double>(made[i]);
                        out[i] = static_cast<T>(sum / static_cast<double>(row[i]));
                    }
                    if (zero == n) return;
                    double product = zero > 0 ? static_cast<double>(made[zero - 1]) : 1;
                    double at_zero = 0;
                    for (size_t j = zero; j < n; ++j) {
                        if (j > zero) product *= static_cast<double>(row[j]);
                        at_zero += static_cast<double>(g[j]) * product;
                    }
                    out[zero] = static_cast<T>(at_zero);
                    std::fill(out.begin() + static_cast<std::ptrdiff_t>(zero) + 1, out.end(), T(0));
                });
        });
}

// y_i = log sum e^x_j, j <= i.   dL/dx_i = e^x_i sum of dL/dy_j e^-y_j, j >= i
Tensor logcumsumexp(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{.name = "LogcumsumexpBackward0",
                                 .formula = "y_i = log(e^x_0 + ... + e^x_i)",
                                 .recorded = recorded_logcumsumexp};
    const Tensor y = map_rows(x, dim, "logcumsumexp_out_cpu", [](auto row, auto out) {
        using T = typename decltype(out)::value_type;
        double sum = -std::numeric_limits<double>::infinity();
        for (size_t i = 0; i < row.size(); ++i) {
            const auto v = static_cast<double>(row[i]);
            const double most = std::max(sum, v);
            sum = std::isinf(most) ? most
                                   : most + std::log(std::exp(sum - most) + std::exp(v - most));
            out[i] = static_cast<T>(sum);
        }
    });
    return record(
        info, {x}, y, {.tensors = {x}, .integers = {dim}, .output = true},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            cumulative_backward(
                saved.tensor(0), saved.output(), dy, saved.integer(0), dx,
                [](auto row, auto made, auto g, auto out) {
                    using T = typename decltype(out)::value_type;
                    double sum = 0;
                    for (size_t i = row.size(); i-- > 0;) {
                        sum += static_cast<double>(g[i]) * std::exp(-static_cast<double>(made[i]));
                        out[i] = static_cast<T>(std::exp(static_cast<double>(row[i])) * sum);
                    }
                });
        });
}

Picked cummax(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{
        .name = "CummaxBackward0", .formula = "y_i = max(x_0 ... x_i)", .recorded = put_at_places};
    return cumulative_extreme<NotSmaller>(info, x, dim);
}

Picked cummin(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{
        .name = "CumminBackward0", .formula = "y_i = min(x_0 ... x_i)", .recorded = put_at_places};
    return cumulative_extreme<NotLarger>(info, x, dim);
}

}  // namespace engine
