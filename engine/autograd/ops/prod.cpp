#include "engine/autograd/ops/rows.h"

namespace engine {

namespace {

// Each number's factor is the product of all others: right also where some are zero.
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
    static constexpr OpInfo info{.name = "ProdBackward0", .formula = "y = product of x"};
    return product(info, x, {}, false);
}

Tensor prod(const Tensor& x, int64_t dim, bool keepdim) {
    static constexpr OpInfo info{.name = "ProdBackward1",
                                 .formula = "y = product of x along one axis"};
    const int64_t dims[] = {dim};
    return product(info, x, dims, keepdim);
}

}  // namespace engine
