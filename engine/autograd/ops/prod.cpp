#include "engine/autograd/ops/rows.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_reduce.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

// Each number's factor is the product of all others: right also where some are zero.
bool has_zero(const Tensor& x) {
    const NoGrad guard;
    return any(eq(x, Tensor::zeros({}, x.dtype()))).item<bool>();
}

Tensor diagonal_mask(int64_t n) {
    const NoGrad guard;
    return diag_embed(Tensor::ones({n}, DType::Bool));
}

// dx_i = dL/dy times the product of all others: y / x_i where no x is zero.
void recorded_prod(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    if (x.dim() == 0) return dx.set(0, dy);
    const Tensor line = saved.integers().empty() ? reshape(x, Shape{-1}) : x;
    const int64_t dim = saved.integers().empty() ? 0 : saved.integers()[0];
    Shape kept = line.sizes();
    const size_t d = wrap_dim(dim, kept.size());
    const int64_t n = kept[d];
    kept[d] = 1;
    const Tensor came = reshape(dy, kept);
    const Tensor last = transpose(line, dim, -1);
    Tensor others;
    if (!has_zero(x)) {
        others = div(prod(last, -1, true), last);
    } else {
        Shape square = last.sizes();
        square.push_back(n);
        const Tensor wide = expand(unsqueeze(last, -2), square);
        others = prod(masked_fill(wide, diagonal_mask(n), 1.0), -1);
    }
    dx.set(0, reshape(mul(came, transpose(others, dim, -1)), x.sizes()));
}

void prod_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    rows_backward(saved, dy, dy, dx, [](auto x, auto, auto g, auto out) {
        auto before = g;
        for (size_t i = 0; i < x.size(); ++i) {
            out[i] = before;
            before *= x[i];
        }
        decltype(g) after = 1;
        for (size_t i = x.size(); i-- > 0;) {
            out[i] *= after;
            after *= x[i];
        }
    });
}

Tensor product(const OpInfo& info, const Tensor& x, Dims dims, bool keepdim) {
    const Tensor whole = x.dtype() == DType::Bool ? x.to(DType::Int64) : x;
    const Rows rows = rows_of(whole, dims);
    const Tensor y = fold_rows(rows, keepdim, "prod_cpu", [](auto row) {
        typename decltype(row)::value_type product = 1;
        for (const auto v : row) product *= v;
        return product;
    });
    return record(info, {x}, y, {.tensors = {x}, .integers = dims}, prod_backward);
}

}  // namespace

Tensor prod(const Tensor& x) {
    static constexpr OpInfo info{
        .name = "ProdBackward0", .formula = "y = product of x", .recorded = recorded_prod};
    return product(info, x, {}, false);
}

Tensor prod(const Tensor& x, int64_t dim, bool keepdim) {
    static constexpr OpInfo info{.name = "ProdBackward1",
                                 .formula = "y = product of x along one axis",
                                 .recorded = recorded_prod};
    const int64_t dims[] = {dim};
    return product(info, x, dims, keepdim);
}

}  // namespace engine
