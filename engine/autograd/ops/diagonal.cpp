// Diagonals of matrices and matrices with a given diagonal: each is the other's gradient.
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <cstdlib>

namespace engine {

namespace {

// Both dimensions counted from the front.
Tensor diagonal_view(const Tensor& x, int64_t offset, size_t dim1, size_t dim2) {
    const int64_t rows = x.sizes()[dim1], columns = x.sizes()[dim2];
    offset = std::clamp(offset, -rows - 1, columns + 1);
    const int64_t length =
        offset >= 0 ? std::min(rows, columns - offset) : std::min(rows + offset, columns);
    int64_t start = x.offset();
    if (length > 0) start += offset >= 0 ? offset * x.strides()[dim2] : -offset * x.strides()[dim1];
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    const int64_t step = strides[dim1] + strides[dim2];
    for (const size_t dim : {std::max(dim1, dim2), std::min(dim1, dim2)}) {
        sizes.erase(dim);
        strides.erase(dim);
    }
    sizes.push_back(std::max<int64_t>(length, 0));
    strides.push_back(step);
    return views::as_strided(x, sizes, strides, start);
}

void check_differ(int64_t dim1, int64_t dim2, size_t d1, size_t d2) {
    if (d1 != d2) return;
    raise(ErrorKind::RuntimeError, "diagonal dimensions cannot be identical {}, {}", dim1, dim2);
}

Tensor embedded(const Tensor& x, int64_t offset, size_t dim1, size_t dim2) {
    const int64_t size = x.size(-1) + std::abs(offset);
    Shape sizes(std::span(x.sizes().begin(), x.sizes().end() - 1));
    sizes.insert(std::min(dim1, dim2), size);
    sizes.insert(std::max(dim1, dim2), size);
    const Tensor y = Tensor::zeros(sizes, x.dtype());
    diagonal_view(y, offset, dim1, dim2).copy_(x);
    return y;
}

// integers: offset, dim1, dim2
void diagonal_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor whole = Tensor::zeros(dx.sizes(0), dy.dtype());
    diagonal_view(whole, saved.integer(0), static_cast<size_t>(saved.integer(1)),
                  static_cast<size_t>(saved.integer(2)))
        .copy_(dy);
    dx.set(0, whole);
}

void embed_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, diagonal_view(dy, saved.integer(0), static_cast<size_t>(saved.integer(1)),
                            static_cast<size_t>(saved.integer(2))));
}

void recorded_diagonal(const Saved& saved, const Tensor& dy, Grads& dx) {
    record_adjoint(saved, dy, dx,
                   [offset = saved.integer(0), d1 = saved.integer(1), d2 = saved.integer(2)](
                       const Tensor& g) { return diagonal(g, offset, d1, d2); });
}

void recorded_embed(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, diagonal(dy, saved.integer(0), saved.integer(1), saved.integer(2)));
}

// Of whichever of the two x was: a line or a matrix.
void recorded_diag(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dy.dim() == 2) return recorded_embed(saved, dy, dx);
    recorded_diagonal(saved, dy, dx);
}

}  // namespace

Tensor diagonal(const Tensor& x, int64_t offset, int64_t dim1, int64_t dim2) {
    static constexpr OpInfo info{
        .name = "DiagonalBackward0", .formula = "y_i = x_ii", .recorded = recorded_diagonal};
    const size_t d1 = wrap_dim(dim1, x.sizes().size());
    const size_t d2 = wrap_dim(dim2, x.sizes().size());
    check_differ(dim1, dim2, d1, d2);
    return record_view(info, x, diagonal_view(x, offset, d1, d2),
                       {.integers = {offset, static_cast<int64_t>(d1), static_cast<int64_t>(d2)}},
                       diagonal_backward);
}

Tensor diag_embed(const Tensor& x, int64_t offset, int64_t dim1, int64_t dim2) {
    static constexpr OpInfo info{
        .name = "DiagEmbedBackward0", .formula = "y_ii = x_i, else 0", .recorded = recorded_embed};
    const size_t d1 = wrap_dim(dim1, x.sizes().size() + 1);
    const size_t d2 = wrap_dim(dim2, x.sizes().size() + 1);
    check_differ(dim1, dim2, d1, d2);
    x.size(-1);  // refuses a scalar
    return record(info, {x}, embedded(x, offset, d1, d2),
                  {.integers = {offset, static_cast<int64_t>(d1), static_cast<int64_t>(d2)}},
                  embed_backward);
}

Tensor diag(const Tensor& x, int64_t offset) {
    static constexpr OpInfo info{
        .name = "DiagBackward0", .formula = "y_i = x_ii, or y_ii = x_i", .recorded = recorded_diag};
    if (x.dim() != 1 && x.dim() != 2) {
        raise(ErrorKind::RuntimeError, "matrix or a vector expected");
    }
    if (x.dim() == 1) {
        return record(info, {x}, embedded(x, offset, 0, 1), {.integers = {offset, 0, 1}},
                      embed_backward);
    }
    return record(info, {x}, diagonal_view(x, offset, 0, 1).copy(), {.integers = {offset, 0, 1}},
                  diagonal_backward);
}

Tensor trace(const Tensor& x) {
    static constexpr OpInfo info{.name = "TraceBackward0",
                                 .formula = "y = sum of x_ii",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     record_adjoint(saved, dy, dx,
                                                    [](const Tensor& g) { return trace(g); });
                                 }};
    if (x.dim() != 2) {
        raise(ErrorKind::RuntimeError, "trace: expected a matrix, but got tensor with dim {}",
              x.dim());
    }
    const Tensor line = diagonal_view(x, 0, 0, 1);
    const Tensor sum = raw::sum_to(x.dtype() == DType::Bool ? line.to(DType::Int64) : line, {});
    return record(info, {x}, sum, [](const Saved&, const Tensor& dy, Grads& dx) {
        const Tensor whole = Tensor::zeros(dx.sizes(0), dy.dtype());
        diagonal_view(whole, 0, 0, 1).copy_(dy);
        dx.set(0, whole);
    });
}

}  // namespace engine
