#pragma once

#include "engine/autograd/record.h"
#include "engine/tensor/overlap.h"
#include "engine/tensor/tensor_impl.h"
#include "engine/tensor/views.h"

namespace engine {

/// Which dtypes a draw fills.
enum Filled { kFloats, kNumbers, kAll, kStored };

/// Calls `f.operator()<T>()` for the integers that are stored only; whether x is of one.
template <class F>
bool run_for_stored_integers(DType dtype, F&& f) {
    switch (dtype) {
        case DType::Int32:
            run_for<int32_t>(f);
            return true;
        case DType::Int16:
            run_for<int16_t>(f);
            return true;
        case DType::Int8:
            run_for<int8_t>(f);
            return true;
        case DType::UInt8:
            run_for<uint8_t>(f);
            return true;
        default:
            return false;
    }
}

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
    } else if constexpr (filled == kAll) {
        dispatch_computed(x.dtype(), kernel, run);
    } else if (!run_for_stored_integers(x.dtype(), run)) {
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
