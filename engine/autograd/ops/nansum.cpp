#include "engine/autograd/ops.h"
#include "engine/autograd/ops/rows.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

namespace engine {

// y = the sum of what is not NaN.   dL/dx = dL/dy there, 0 elsewhere
Tensor nansum(const Tensor& x, Dims dims, bool keepdim) {
    static constexpr OpInfo info{.name = "NansumBackward0",
                                 .formula = "y = sum of x without NaN",
                                 .recorded = recorded_row_shares};
    if (!is_floating(x.dtype())) return sum(x, dims, keepdim);
    const Tensor y = fold_rows(rows_of(x, dims), keepdim, "nansum", [](auto row) {
        double sum = 0;
        for (const auto v : row) sum += v == v ? static_cast<double>(v) : 0;
        return static_cast<typename decltype(row)::value_type>(sum);
    });
    return record(info, {x}, y, {.tensors = {x}, .integers = dims},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      rows_backward(saved, dy, dy, dx, [](auto row, auto, auto g, auto out) {
                          for (size_t i = 0; i < row.size(); ++i) {
                              out[i] = row[i] == row[i] ? g : decltype(g)(0);
                          }
                      });
                  });
}

Tensor nanmean(const Tensor& x, Dims dims, bool keepdim) {
    if (!is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError,
              "nanmean(): expected input to have floating point or complex dtype but got {}",
              scalar_name(x.dtype()));
    }
    const Tensor numbers = logical_not(isnan(x.detach()));
    return div(nansum(x, dims, keepdim), sum(numbers, dims, keepdim));
}

}  // namespace engine
