// Whether some or all of many hold, and how many. No gradients.
#include "engine/autograd/ops/rows.h"

namespace engine {

Tensor any(const Tensor& x, Dims dims, bool keepdim) {
    return fold_rows<true>(rows_of(x, dims), keepdim, "or_kernel_impl", [](auto row) {
        return std::any_of(row.begin(), row.end(), [](auto v) { return v != decltype(v)(0); });
    });
}

Tensor all(const Tensor& x, Dims dims, bool keepdim) {
    return fold_rows<true>(rows_of(x, dims), keepdim, "and_kernel_impl", [](auto row) {
        return std::all_of(row.begin(), row.end(), [](auto v) { return v != decltype(v)(0); });
    });
}

Tensor count_nonzero(const Tensor& x, Dims dims) {
    return fold_rows<true>(rows_of(x, dims), false, "count_nonzero_cpu", [](auto row) {
        return static_cast<int64_t>(
            std::count_if(row.begin(), row.end(), [](auto v) { return v != decltype(v)(0); }));
    });
}

}  // namespace engine
