#include "engine/autograd/ops.h"
#include "engine/autograd/ops/rows.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>
#include <limits>

namespace engine {

namespace {

template <class Row>
double norm_of(Row row, double p) {
    if (std::isinf(p)) {
        double best = p > 0 ? 0 : std::numeric_limits<double>::infinity();
        for (const auto v : row) {
            const double magnitude = std::abs(static_cast<double>(v));
            if (magnitude != magnitude) return magnitude;
            best = p > 0 ? std::max(best, magnitude) : std::min(best, magnitude);
        }
        return best;
    }
    double sum = 0;
    for (const auto v : row) {
        const double magnitude = std::abs(static_cast<double>(v));
        sum += p == 0   ? static_cast<double>(magnitude != 0)
               : p == 1 ? magnitude
               : p == 2 ? magnitude * magnitude
                        : std::pow(magnitude, p);
    }
    return p == 0 || p == 1 ? sum : p == 2 ? std::sqrt(sum) : std::pow(sum, 1 / p);
}

double sign(double v) {
    return static_cast<double>(v > 0) - static_cast<double>(v < 0);
}

// dL/dx = dL/dy sign(x) (|x| / y)^(p - 1), 0 where y is 0; the largest share it if p is infinite
template <class Row, class Out>
void norm_gradient(Row row, double y, double g, double p, Out out) {
    using T = typename Out::value_type;
    double count = 0;
    if (std::isinf(p)) {
        for (const auto v : row) count += std::abs(static_cast<double>(v)) == y;
    }
    for (size_t i = 0; i < row.size(); ++i) {
        const auto v = static_cast<double>(row[i]);
        double slope = 0;
        if (std::isinf(p)) {
            slope = std::abs(v) == y ? sign(v) / count : 0;
        } else if (p == 1) {
            slope = sign(v);
        } else if (p != 0 && v != 0 && y != 0) {
            slope = sign(v) * std::pow(std::abs(v) / y, p - 1);
        }
        out[i] = static_cast<T>(g * slope);
    }
}

// dx of x and its norm `y`, which has x's number of dimensions; recorded.
Tensor recorded_norm_gradient(const Tensor& x, const Tensor& y, const Tensor& dy, double p) {
    const Tensor none = Tensor::zeros({}, x.dtype());
    const Tensor flat = eq(y.detach(), none);
    if (p == 2) return mul(dy, masked_fill(div(x, y), flat, 0.0));
    const Tensor scale = masked_fill(div(dy, pow(y, p - 1)), flat, 0.0);
    const Tensor part =
        p > 2 ? mul(x, pow(abs(x), p - 2))
              : masked_fill(mul(sign(x.detach()), pow(abs(x), p - 1)), eq(x.detach(), none), 0.0);
    return mul(part, scale);
}

void recorded_norm(const Saved& saved, const Tensor& dy, Grads& dx) {
    const double p = saved.number(0);
    if (p == 0) return;
    const Tensor& x = saved.tensor(0);
    const Shape kept = rows_of(x, saved.integers()).kept;
    if (p == 1 || std::isinf(p)) {
        const Tensor shares = plain_gradients(saved, Tensor::ones(dy.sizes(), dy.dtype()))[0];
        return dx.set(0, mul(reshape(dy, kept), steps_of(shares, saved, 0)));
    }
    dx.set(0, recorded_norm_gradient(x, reshape(saved.result(), kept), reshape(dy, kept), p));
}

void norm_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (saved.number(0) == 0) return;  // a count: PyTorch sets no gradient at all
    rows_backward(saved, dy, dx, [p = saved.number(0)](auto row, auto y, auto g, auto out) {
        norm_gradient(row, static_cast<double>(y), static_cast<double>(g), p, out);
    });
}

Tensor norm_values(const Tensor& x, double p, Dims dims, bool keepdim) {
    return fold_rows(rows_of(x, dims), keepdim, "norm_kernel", [p](auto row) {
        return static_cast<typename decltype(row)::value_type>(norm_of(row, p));
    });
}

}  // namespace

// y = (sum |x|^p)^(1 / p)
Tensor norm(const Tensor& x, double p, Dims dims, bool keepdim, bool linalg) {
    static constexpr OpInfo info{
        .name = "NormBackward1", .formula = "y = (sum |x|^p)^(1/p)", .recorded = recorded_norm};
    static constexpr OpInfo info_linalg{.name = "LinalgVectorNormBackward0",
                                        .formula = "y = (sum |x|^p)^(1/p)",
                                        .recorded = recorded_norm};
    if (!is_floating(x.dtype())) {
        if (linalg) {
            raise(
                ErrorKind::RuntimeError,
                "linalg.vector_norm: Expected a floating point or complex tensor as input. Got {}",
                scalar_name(x.dtype()));
        }
        raise(ErrorKind::RuntimeError,
              "norm(): input dtype should be either floating point or complex. Got {} instead.",
              scalar_name(x.dtype()));
    }
    return record(linalg ? info_linalg : info, {x}, norm_values(x, p, dims, keepdim),
                  {.tensors = {x}, .numbers = {p}, .integers = dims, .output = true},
                  norm_backward);
}

Tensor dist(const Tensor& a, const Tensor& b, double p) {
    static constexpr OpInfo info{
        .name = "DistBackward0",
        .formula = "y = (sum |a - b|^p)^(1/p)",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const double order = saved.number(0);
            const Tensor x = sub(saved.tensor(0), saved.tensor(1));
            const bool constant = order == 0 || order == 1 || std::isinf(order);
            const Tensor gradient =
                constant
                    ? mul(dy, plain_gradients(
                                  saved, Tensor::ones(dy.sizes(), dy.dtype()))[dx.wants(0) ? 0 : 1])
                    : recorded_norm_gradient(x, saved.result(), dy, order);
            const bool turned = constant && !dx.wants(0);
            if (dx.wants(0)) dx.set(0, gradient);
            if (dx.wants(1)) dx.set(1, turned ? gradient : neg(gradient));
        }};
    const Tensor difference = raw::binary(kernels::BinaryOp::Sub, a, b);
    return record(
        info, {a, b}, norm_values(difference, p, {}, false),
        {.tensors = {a, b}, .numbers = {p}, .output = true},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor x = raw::binary(kernels::BinaryOp::Sub, saved.tensor(0), saved.tensor(1));
            const Tensor packed = x.contiguous();
            const Tensor gradient = Tensor::like(packed);
            dispatch_floating(x.dtype(), "dist", [&]<class T>() {
                norm_gradient(packed.span<T>(), saved.output().item<double>(), dy.item<double>(),
                              saved.number(0), gradient.mutable_span<T>());
            });
            dx.set(0, gradient);
            if (!dx.wants(1)) return;
            dx.set(1, raw::binary(kernels::BinaryOp::Mul, gradient, Tensor::scalar(-1, x.dtype())));
        });
}

}  // namespace engine
