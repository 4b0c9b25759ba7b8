#include "engine/autograd/ops/rows.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include <cmath>

namespace engine {

namespace {

template <class Row>
double logsumexp_of(Row row) {
    double most = -std::numeric_limits<double>::infinity();
    for (const auto v : row) {
        const auto x = static_cast<double>(v);
        if (x > most || x != x) most = x;
    }
    if (std::isinf(most)) {
        // All are -inf, or one is inf.
        return most;
    }
    double sum = 0;
    for (const auto v : row) sum += std::exp(static_cast<double>(v) - most);
    return most + std::log(sum);
}

}  // namespace

// y = log sum e^x.   dL/dx = dL/dy e^(x - y)
Tensor logsumexp(const Tensor& x, Dims dims, bool keepdim) {
    static constexpr OpInfo info{
        .name = "LogsumexpBackward0",
        .formula = "y = log sum exp x",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& input = saved.tensor(0);
            const Shape kept = rows_of(input, saved.integers()).kept;
            dx.set(0, mul(reshape(dy, kept), exp(sub(input, reshape(saved.result(), kept)))));
        }};
    const Tensor y = fold_rows(rows_of(raw::floating(x), dims), keepdim, "logsumexp", [](auto row) {
        return static_cast<typename decltype(row)::value_type>(logsumexp_of(row));
    });
    return record(info, {x}, y, {.tensors = {x}, .integers = dims, .output = true},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      rows_backward(saved, dy, dx, [](auto row, auto sum, auto g, auto out) {
                          for (size_t i = 0; i < row.size(); ++i) {
                              out[i] = g * std::exp(row[i] - sum);
                          }
                      });
                  });
}

}  // namespace engine
