#pragma once

#include <cstdint>
#include <vector>

#include "engine/kernels/gather.h"
#include "engine/tensor/tensor.h"

/// y[i, j, ...] = x[f(0, i), f(1, j), ...]: what flips, rolls, repeats and pads are, without
/// history.
namespace engine::raw {

/// Offsets into a row-major x of `sizes` of every element of a y of `wanted`, which has as many
/// dimensions. `source(d, i)` is the place in x's dimension d that place i of y shows.
class SourceTable {
public:
    template <class F>
    SourceTable(const Shape& sizes, const Shape& wanted, F&& source) {
        if (wanted.numel() == 0) {
            rows_.clear();
            return;
        }
        const Shape strides = row_major_strides(sizes);
        for (size_t d = 0; d < sizes.size(); ++d) {
            std::vector<int64_t>& table = d + 1 == sizes.size() ? row_ : rows_;
            std::vector<int64_t> next;
            next.reserve(table.size() * static_cast<size_t>(wanted[d]));
            for (const int64_t base : table) {
                for (int64_t i = 0; i < wanted[d]; ++i) {
                    next.push_back(base + source(d, i) * strides[d]);
                }
            }
            table = std::move(next);
        }
    }

    kernels::Places places() const {
        static constexpr int64_t kZero[] = {0};
        return {rows_, kZero, row_};
    }

private:
    std::vector<int64_t> rows_{0};
    std::vector<int64_t> row_{0};
};

template <class F>
Tensor remap(const Tensor& x, const Shape& wanted, F&& source) {
    const Tensor packed = x.contiguous();
    const Tensor y = Tensor::empty(wanted, x.dtype());
    const SourceTable table(x.sizes(), wanted, source);
    dispatch_computed(x.dtype(), "index", [&]<class T>() {
        kernels::gather(packed.data<T>(), table.places(), y.mutable_data<T>());
    });
    return y;
}

/// The gradient of remap: dy added up at the places that were read; x had `sizes`.
template <class F>
Tensor remap_back(const Tensor& dy, const Shape& sizes, F&& source) {
    const Tensor packed = dy.contiguous();
    const Tensor sum = Tensor::zeros(sizes, dy.dtype());
    const SourceTable table(sizes, dy.sizes(), source);
    dispatch_floating(dy.dtype(), "index_add", [&]<class T>() {
        kernels::scatter_add(sum.mutable_data<T>(), table.places(), packed.data<T>());
    });
    return sum;
}

}  // namespace engine::raw
