#pragma once

#include "engine/autograd/record.h"
#include "engine/tensor/overlap.h"
#include "engine/tensor/tensor_impl.h"
#include "engine/tensor/views.h"

namespace engine {

/// Which dtypes a draw fills.
enum Filled { kFloats, kNumbers, kAll };

/// After x was filled: no gradient passes.
void record_drawn(const OpInfo& info, const Tensor& x);

/// fill(elements, whether x is contiguous) in the order in which PyTorch draws.
template <Filled filled, class F>
void fill_drawn(const OpInfo& info, const Tensor& x, std::string_view kernel, F fill) {
    check_inplace(x);
    check_written(x);
    const auto run = [&]<class T>() {
        const auto count = static_cast<size_t>(x.numel());
        if (x.is_contiguous() || is_dense(x)) {
            fill(std::span<T>(x.mutable_data<T>(), count), x.is_contiguous());
            x.bump_version();
            return;
        }
        const Tensor drawn = Tensor::like(x);
        fill(drawn.mutable_span<T>(), false);
        const NoGrad guard;
        x.copy_(drawn);
    };
    if constexpr (filled == kFloats) {
        dispatch_floating(x.dtype(), kernel, run);
    } else if constexpr (filled == kNumbers) {
        dispatch_numeric(x.dtype(), kernel, run);
    } else {
        dispatch_computed(x.dtype(), kernel, run);
    }
    record_drawn(info, x);
}

/// The same of a draw that gives one number as a double.
template <Filled filled, class F>
void fill_each(const OpInfo& info, const Tensor& x, std::string_view kernel, F draw) {
    fill_drawn<filled>(info, x, kernel, [&](auto out, bool) {
        using T = typename decltype(out)::value_type;
        for (T& y : out) y = static_cast<T>(draw());
    });
}

}  // namespace engine
