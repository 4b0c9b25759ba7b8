#include "engine/autograd/ops.h"
#include "engine/autograd/ops/rows.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/second_order.h"

#include <array>
#include <cmath>
#include <limits>

namespace engine {

namespace {

template <class Row>
double mean_of(Row row) {
    double sum = 0;
    for (const auto v : row) sum += static_cast<double>(v);
    return sum / static_cast<double>(row.size());
}

template <class Row>
double variance_of(Row row, double correction) {
    const double mean = mean_of(row);
    double squares = 0;
    for (const auto v : row) {
        const double distance = static_cast<double>(v) - mean;
        squares += distance * distance;
    }
    return squares / std::max(0.0, static_cast<double>(row.size()) - correction);
}

// The gradient of the variance: dx = factor (x - mean), factor = 2 dL/dvar / (n - correction)
template <class Row, class Out>
void add_variance(Row row, double g, double correction, Out out) {
    const double mean = mean_of(row);
    const double factor = 2 * g / std::max(0.0, static_cast<double>(row.size()) - correction);
    using T = typename decltype(out)::value_type;
    for (size_t i = 0; i < row.size(); ++i) {
        out[i] += static_cast<T>(factor * (static_cast<double>(row[i]) - mean));
    }
}

void check_dtype(const Tensor& x) {
    if (!is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError,
              "std and var only support floating point and complex dtypes");
    }
}

Tensor spread_of(const Tensor& x, Dims dims, double correction, bool keepdim, bool root) {
    check_dtype(x);
    return fold_rows(rows_of(x, dims), keepdim, "std_var_kernel", [=](auto row) {
        const double variance = variance_of(row, correction);
        return static_cast<typename decltype(row)::value_type>(root ? std::sqrt(variance)
                                                                    : variance);
    });
}

// dL/dvar of y: itself, or dL/dy / (2 y) of a root, 0 where that is 0.
double to_variance(double y, double g, bool root) {
    if (!root) return g;
    return y == 0 ? 0 : g / (2 * y);
}

// The same of tensors with a dimension of size 1 for each that was reduced; recorded.
Tensor recorded_spread(const Tensor& x, const Rows& rows, const Tensor& y, const Tensor& dy,
                       double correction, bool root) {
    const Shape& kept = rows.kept;
    Tensor g = reshape(dy, kept);
    if (root) {
        const Tensor flat = eq(y.detach(), Tensor::zeros({}, y.dtype()));
        g = reshape(masked_fill(div(dy, mul(y, 2.0)), flat, 0.0), kept);
    }
    std::vector<int64_t> dims;
    for (size_t d = 0; d < kept.size(); ++d) {
        if (kept[d] != x.sizes()[d]) dims.push_back(static_cast<int64_t>(d));
    }
    const double count = std::max(0.0, static_cast<double>(rows.length) - correction);
    const Tensor center = dims.empty() ? x : mean(x, dims, true);
    return mul(g, mul(sub(x, center), 2 / count));
}

void recorded_spread_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    dx.set(0, recorded_spread(x, rows_of(x, saved.integers()), saved.result(), dy, saved.number(0),
                              saved.number(1) != 0));
}

// With the mean beside: y has no history of its own here.
void recorded_with_mean(const Saved& saved, const Tensor&, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Rows rows = rows_of(x, saved.integers());
    Tensor gradient;
    if (saved.dy(0).defined()) {
        const bool root = saved.number(1) != 0;
        Tensor y = saved.tensor(1);
        if (root) y = reshape(std(x, saved.integers(), saved.number(0), true), y.sizes());
        gradient = recorded_spread(x, rows, y, saved.dy(0), saved.number(0), root);
    }
    if (saved.dy(1).defined()) {
        const Tensor share = div(expand(reshape(saved.dy(1), rows.kept), x.sizes()),
                                 static_cast<double>(rows.length));
        gradient = gradient.defined() ? add(gradient, share) : share;
    }
    dx.set(0, gradient);
}

void spread_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    rows_backward(saved, dy, dx, [&](auto row, auto y, auto g, auto out) {
        std::fill(out.begin(), out.end(), decltype(y)(0));
        add_variance(row, to_variance(y, g, saved.number(1) != 0), saved.number(0), out);
    });
}

Tensor recorded(const OpInfo& info, const Tensor& x, Dims dims, double correction, bool keepdim,
                bool root) {
    return record(info, {x}, spread_of(x, dims, correction, keepdim, root),
                  {.tensors = {x},
                   .numbers = {correction, root ? 1.0 : 0.0},
                   .integers = dims,
                   .output = true},
                  spread_backward);
}

std::pair<Tensor, Tensor> with_mean(const OpInfo& info, const Tensor& x, Dims dims,
                                    double correction, bool keepdim, bool root) {
    const Tensor spread = spread_of(x, dims, correction, keepdim, root);
    const Tensor mean = fold_rows(rows_of(x, dims), keepdim, "mean", [](auto row) {
        return static_cast<typename decltype(row)::value_type>(mean_of(row));
    });
    const Tensor inputs[] = {x};
    Tensor outputs[] = {spread, mean};
    const Tensor kept = spread.detach();
    record_many(info, inputs, outputs,
                {.tensors = {x, kept}, .numbers = {correction, root ? 1.0 : 0.0}, .integers = dims},
                [](const Saved& saved, const Tensor&, Grads& dx) {
                    const Tensor& y = saved.tensor(1);
                    const auto zeros = Tensor::zeros(y.sizes(), y.dtype());
                    const auto given = [&](size_t i) {
                        return saved.dy(i).defined() ? saved.dy(i).contiguous() : zeros;
                    };
                    const Tensor of_mean = given(1);
                    size_t at = 0;
                    rows_backward(saved, y, given(0), dx, [&](auto row, auto v, auto g, auto out) {
                        using T = decltype(v);
                        const T share = of_mean.data<T>()[at++] / static_cast<T>(row.size());
                        std::fill(out.begin(), out.end(), share);
                        add_variance(row, to_variance(v, g, saved.number(1) != 0), saved.number(0),
                                     out);
                    });
                });
    return {outputs[0], outputs[1]};
}

}  // namespace

// y = sum (x - mean)^2 / (n - correction).   dL/dx = dL/dy 2 (x - mean) / (n - correction)
Tensor var(const Tensor& x, Dims dims, double correction, bool keepdim) {
    static constexpr OpInfo info{.name = "VarBackward0",
                                 .formula = "y = variance of x",
                                 .recorded = recorded_spread_backward};
    return recorded(info, x, dims, correction, keepdim, false);
}

// y = sqrt var(x).   dL/dx = dL/dy (x - mean) / (y (n - correction))
Tensor std(const Tensor& x, Dims dims, double correction, bool keepdim) {
    static constexpr OpInfo info{.name = "StdBackward0",
                                 .formula = "y = standard deviation of x",
                                 .recorded = recorded_spread_backward};
    return recorded(info, x, dims, correction, keepdim, true);
}

std::pair<Tensor, Tensor> var_mean(const Tensor& x, Dims dims, double correction, bool keepdim) {
    static constexpr OpInfo info{.name = "VarMeanBackward0",
                                 .formula = "variance and mean of x",
                                 .recorded = recorded_with_mean};
    return with_mean(info, x, dims, correction, keepdim, false);
}

std::pair<Tensor, Tensor> std_mean(const Tensor& x, Dims dims, double correction, bool keepdim) {
    static constexpr OpInfo info{.name = "StdMeanBackward0",
                                 .formula = "standard deviation and mean of x",
                                 .recorded = recorded_with_mean};
    return with_mean(info, x, dims, correction, keepdim, true);
}

}  // namespace engine
