// Square matrices by elimination, the largest of each column first, in double precision.
#include "engine/autograd/ops_linear_systems.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/base/error.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <cmath>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace engine {

namespace {

/// p a = l u
class Elimination {
public:
    template <class T>
    Elimination(std::span<const T> a, size_t n) : n_(n), work_(a.begin(), a.end()), rows_(n) {
        for (size_t i = 0; i < n; ++i) rows_[i] = i;
        for (size_t k = 0; k < n; ++k) eliminate(k);
    }

    /// The place, counted from 1, of the first 0 on u's diagonal; 0 if there is none.
    size_t zero() const { return zero_; }

    double det() const {
        double product = sign_;
        for (size_t i = 0; i < n_; ++i) product *= at(i, i);
        return product;
    }

    /// x with a x = b, in b's place: `columns` of them, row by row.
    void solve(std::span<double> b, size_t columns) const {
        std::vector<double> x(n_ * columns);
        for (size_t i = 0; i < n_; ++i) {
            for (size_t c = 0; c < columns; ++c) {
                double sum = b[rows_[i] * columns + c];
                for (size_t k = 0; k < i; ++k) sum -= at(i, k) * x[k * columns + c];
                x[i * columns + c] = sum;
            }
        }
        for (size_t i = n_; i-- > 0;) {
            for (size_t c = 0; c < columns; ++c) {
                double sum = x[i * columns + c];
                for (size_t k = i + 1; k < n_; ++k) sum -= at(i, k) * x[k * columns + c];
                x[i * columns + c] = sum / at(i, i);
            }
        }
        std::copy(x.begin(), x.end(), b.begin());
    }

private:
    double at(size_t i, size_t j) const { return work_[i * n_ + j]; }

    void eliminate(size_t k) {
        size_t best = k;
        for (size_t i = k + 1; i < n_; ++i) {
            if (std::abs(at(i, k)) > std::abs(at(best, k))) best = i;
        }
        if (best != k) {
            for (size_t j = 0; j < n_; ++j) std::swap(work_[k * n_ + j], work_[best * n_ + j]);
            std::swap(rows_[k], rows_[best]);
            sign_ = -sign_;
        }
        if (at(k, k) == 0) {
            if (zero_ == 0) zero_ = k + 1;
            return;
        }
        for (size_t i = k + 1; i < n_; ++i) {
            const double factor = work_[i * n_ + k] /= at(k, k);
            for (size_t j = k + 1; j < n_; ++j) work_[i * n_ + j] -= factor * at(k, j);
        }
    }

    size_t n_;
    std::vector<double> work_;
    std::vector<size_t> rows_;
    double sign_ = 1;
    size_t zero_ = 0;
};

void check_square(const Tensor& a, std::string_view name) {
    if (a.dim() < 2) {
        raise(ErrorKind::RuntimeError,
              "linalg.{}: The input tensor A must have at least 2 dimensions.", name);
    }
    if (a.size(-1) != a.size(-2)) {
        raise(ErrorKind::RuntimeError,
              "linalg.{}: A must be batches of square matrices, but they are {} by {} matrices",
              name, a.size(-2), a.size(-1));
    }
    if (!is_floating(a.dtype())) {
        raise(ErrorKind::RuntimeError,
              "linalg.{}: Expected a floating point or complex tensor as input. Got {}", name,
              scalar_name(a.dtype()));
    }
}

/// f(elimination of matrix i, i) for every matrix of a row-major a.
template <class T, class F>
void for_each_matrix(const Tensor& a, F f) {
    const auto n = static_cast<size_t>(a.size(-1));
    if (n == 0 || a.numel() == 0) return;
    const std::span<const T> all = a.span<T>();
    for (size_t i = 0; i * n * n < all.size(); ++i) {
        f(Elimination(all.subspan(i * n * n, n * n), n), i);
    }
}

[[noreturn]] void refuse_singular(const Tensor& a, size_t batch, size_t zero) {
    const std::string which = a.dim() > 2 ? fmt::format("(Batch element {}): ", batch) : "";
    raise(ErrorKind::RuntimeError,
          "linalg.inv: {}The diagonal element {} is zero, the inversion could not be completed "
          "because the input matrix is singular.",
          which, zero);
}

Tensor turned(const Tensor& a) {
    return transpose(a, -2, -1);
}

/// dL/da = -yᵀ dL/dy yᵀ
template <bool with_history>
void inverse_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor across = turned(with_history ? saved.result() : saved.output());
    dx.set(0, neg(matmul(matmul(across, dy), across)));
}

Tensor as_matrices(const Tensor& x) {
    return unsqueeze(unsqueeze(x, -1), -1);
}

Tensor unit_matrix(const Tensor& like) {
    const Tensor unit = Tensor::zeros({like.size(-1), like.size(-1)}, like.dtype());
    views::as_strided(unit.data_alias(), {like.size(-1)}, {like.size(-1) + 1}, 0).fill_(1);
    return unit;
}

/// dL/da = dL/dy y a⁻ᵀ. Where there is no inverse y is 0, and PyTorch lets nothing through.
template <bool with_history>
void det_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& a = saved.tensor(0);
    const Tensor y = with_history ? saved.result() : saved.output();
    const Tensor singular = eq(saved.output(), Tensor::scalar(0, y.dtype()));
    const Tensor regular = where(as_matrices(singular), unit_matrix(a), a);
    dx.set(0, mul(as_matrices(mul(dy, y)), turned(inverse(regular))));
}

/// dL/db = a⁻ᵀ dL/dy;   dL/da = -dL/db yᵀ
template <bool with_history>
void solve_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const bool vectors = saved.integer(0) != 0;
    const auto as_columns = [vectors](const Tensor& x) { return vectors ? unsqueeze(x, -1) : x; };
    const Tensor y = as_columns(with_history ? saved.result() : saved.output());
    const Tensor of_b = solve(turned(saved.tensor(0)), as_columns(dy));
    if (dx.wants(0)) dx.set(0, neg(matmul(of_b, turned(y))));
    dx.set(1, vectors ? squeeze(of_b, -1) : of_b);
}

/// a x = b for a and b of the same batches, b (..., n, k), or (..., n) if `vectors`.
Tensor solve_matrices(const Tensor& a, const Tensor& b, bool vectors) {
    static constexpr OpInfo info{
        .name = "LinalgSolveExBackward0", .formula = "a y = b", .recorded = solve_backward<true>};
    const Tensor packed = a.detach().contiguous();
    const Tensor y = b.detach().copy().contiguous();
    if (!y.is_meta()) {
        const int64_t columns = vectors ? 1 : b.size(-1);
        const auto size = static_cast<size_t>(a.size(-1) * columns);
        dispatch_floating(a.dtype(), "linalg_solve_cpu", [&]<class T>() {
            const std::span<T> all = y.mutable_span<T>();
            for_each_matrix<T>(packed, [&](const Elimination& lu, size_t i) {
                if (lu.zero() != 0) {
                    raise(ErrorKind::RuntimeError,
                          "torch.linalg.solve: The solver failed because the input matrix is "
                          "singular.");
                }
                const std::span<T> part = all.subspan(i * size, size);
                std::vector<double> exact(part.begin(), part.end());
                lu.solve(exact, static_cast<size_t>(columns));
                for (size_t j = 0; j < size; ++j) part[j] = static_cast<T>(exact[j]);
            });
        });
    }
    return record(info, {a, b}, y, {.tensors = {a}, .integers = {vectors ? 1 : 0}, .output = true},
                  solve_backward<false>);
}

/// The sizes without the last `count`.
Shape batches(const Tensor& x, size_t count) {
    Shape sizes = x.sizes();
    for (size_t i = 0; i < count; ++i) sizes.erase(sizes.size() - 1);
    return sizes;
}

Tensor over_batches(const Tensor& x, const Shape& all) {
    Shape sizes = all;
    sizes.push_back(x.size(-2));
    sizes.push_back(x.size(-1));
    return sizes == x.sizes() ? x : expand(x, sizes);
}

}  // namespace

Tensor inverse(const Tensor& a) {
    static constexpr OpInfo info{
        .name = "LinalgInvExBackward0", .formula = "y = a⁻¹", .recorded = inverse_backward<true>};
    check_square(a, "inv");
    const Tensor packed = a.detach().contiguous();
    const Tensor y = Tensor::empty(a.sizes(), a.dtype());
    if (!y.is_meta()) {
        const auto n = static_cast<size_t>(a.size(-1));
        dispatch_floating(a.dtype(), "linalg_inv_cpu", [&]<class T>() {
            const std::span<T> all = y.mutable_span<T>();
            for_each_matrix<T>(packed, [&](const Elimination& lu, size_t i) {
                if (lu.zero() != 0) refuse_singular(a, i, lu.zero());
                std::vector<double> unit(n * n, 0.0);
                for (size_t k = 0; k < n; ++k) unit[k * n + k] = 1;
                lu.solve(unit, n);
                for (size_t j = 0; j < n * n; ++j) all[i * n * n + j] = static_cast<T>(unit[j]);
            });
        });
    }
    return record(info, {a}, y, {.output = true}, inverse_backward<false>);
}

Tensor det(const Tensor& a) {
    static constexpr OpInfo info{
        .name = "LinalgDetBackward0", .formula = "y = |a|", .recorded = det_backward<true>};
    check_square(a, "det");
    const Tensor packed = a.detach().contiguous();
    const Tensor y = Tensor::full(batches(a, 2), 1, a.dtype());
    if (!y.is_meta()) {
        dispatch_floating(a.dtype(), "linalg_det_cpu", [&]<class T>() {
            const std::span<T> all = y.mutable_span<T>();
            for_each_matrix<T>(packed, [&](const Elimination& lu, size_t i) {
                all[i] = static_cast<T>(lu.det());
            });
        });
    }
    return record(info, {a}, y, {.tensors = {a}, .output = true}, det_backward<false>);
}

Tensor solve(const Tensor& a, const Tensor& b) {
    check_square(a, "solve");
    if (a.dtype() != b.dtype()) {
        raise(ErrorKind::RuntimeError,
              "linalg.solve: Expected A and B to have the same dtype, but found A of type {} and B "
              "of type {} instead",
              scalar_name(a.dtype()), scalar_name(b.dtype()));
    }
    const bool vectors = b.dim() == 1 || (b.dim() == a.dim() - 1 && b.sizes() == batches(a, 1));
    const Tensor matrix = vectors ? unsqueeze(b, -1) : b;
    if (matrix.dim() < 2 || matrix.size(-2) != a.size(-1)) {
        raise(ErrorKind::RuntimeError,
              "linalg.solve: Incompatible shapes of A and B for the equation AX = B ({}x{} and "
              "{}x{})",
              a.size(-2), a.size(-1), matrix.dim() < 2 ? 1 : matrix.size(-2), matrix.size(-1));
    }
    const Shape all = broadcast_shapes(batches(a, 2), batches(matrix, 2));
    const Tensor matrices = over_batches(a, all);
    if (!vectors) return solve_matrices(matrices, over_batches(matrix, all), false);
    Shape sizes = all;
    sizes.push_back(b.size(-1));
    return solve_matrices(matrices, sizes == b.sizes() ? b : expand(b, sizes), true);
}

Tensor matrix_power(const Tensor& a, int64_t n) {
    check_square(a, "matrix_power");
    if (n == 0) {
        return views::expand(unit_matrix(a), a.sizes()).copy();
    }
    Tensor base = n < 0 ? inverse(a) : a;
    auto left = n < 0 ? ~static_cast<uint64_t>(n) + 1 : static_cast<uint64_t>(n);
    Tensor power;
    while (true) {
        if ((left & 1) != 0) power = power.defined() ? matmul(power, base) : base;
        left >>= 1;
        if (left == 0) return power;
        base = matmul(base, base);
    }
}

}  // namespace engine
