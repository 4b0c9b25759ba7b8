// Counting, and finding places among edges. No gradients.
#include <algorithm>
#include <cmath>

#include "engine/autograd/ops_sort.h"
#include "engine/base/error.h"
#include "engine/kernels/sort.h"
#include "engine/tensor/arithmetic.h"

namespace engine {

Tensor bincount(const Tensor& x, const Tensor& weights, int64_t minlength) {
    if (is_floating(x.dtype()) || x.dtype() == DType::Bool) {
        raise(ErrorKind::RuntimeError, "\"bincount_cpu\" not implemented for '{}'",
              scalar_name(x.dtype()));
    }
    if (minlength < 0) raise(ErrorKind::RuntimeError, "minlength should be >= 0");
    if (x.dim() == 1 && x.numel() == 0) return Tensor::zeros({minlength}, DType::Int64);
    const Tensor packed = x.to(DType::Int64).contiguous();
    const std::span<const int64_t> values = packed.span<int64_t>();
    if (x.dim() != 1 || *std::min_element(values.begin(), values.end()) < 0) {
        raise(ErrorKind::RuntimeError, "bincount only supports 1-d non-negative integral inputs.");
    }
    if (weights.defined() && (weights.dim() != 1 || weights.numel() != x.numel())) {
        raise(ErrorKind::RuntimeError, "weights should be 1-d and have the same length as input");
    }
    const int64_t most = *std::max_element(values.begin(), values.end());
    if (most == std::numeric_limits<int64_t>::max()) {
        raise(ErrorKind::RuntimeError,
              "maximum value of input overflowed, it should be < {} but got {}", most, most);
    }
    const Shape sizes{std::max(most + 1, minlength)};
    if (!weights.defined()) {
        const Tensor y = Tensor::zeros(sizes, DType::Int64);
        const std::span<int64_t> counts = y.mutable_span<int64_t>();
        for (const int64_t value : values) ++counts[static_cast<size_t>(value)];
        return y;
    }
    const DType dtype = weights.dtype() == DType::Float32 ? DType::Float32 : DType::Float64;
    const Tensor y = Tensor::zeros(sizes, dtype);
    const Tensor added = weights.detach().to(dtype).contiguous();
    dispatch_floating(dtype, "bincount_cpu", [&]<class T>() {
        const std::span<T> sums = y.mutable_span<T>();
        const std::span<const T> each = added.span<T>();
        for (size_t i = 0; i < values.size(); ++i) {
            sums[static_cast<size_t>(values[i])] += each[i];
        }
    });
    return y;
}

Tensor histc(const Tensor& x, int64_t bins, double low, double high) {
    if (bins <= 0) {
        raise(ErrorKind::RuntimeError,
              "torch.histogram(): bins must be > 0, but got {} for dimension 0", bins);
    }
    const Tensor packed = x.detach().contiguous();
    const Tensor y = Tensor::zeros({bins}, x.dtype());
    dispatch_floating(x.dtype(), "histogram_cpu", [&]<class T>() {
        const std::span<const T> values = packed.span<T>();
        if (low == high && !values.empty()) {
            const auto [least, most] = std::minmax_element(values.begin(), values.end());
            low = static_cast<double>(*least);
            high = static_cast<double>(*most);
        }
        if (low == high) {
            low -= 1;
            high += 1;
        }
        if (!std::isfinite(low) || !std::isfinite(high)) {
            raise(ErrorKind::RuntimeError, "torch.histc: range of [{}, {}] is not finite", low,
                  high);
        }
        if (low > high) {
            raise(ErrorKind::RuntimeError, "torch.histc: max must be larger than min");
        }
        const std::span<T> counts = y.mutable_span<T>();
        for (const T value : values) {
            const double v = static_cast<double>(value);
            if (!(v >= low && v <= high)) continue;
            const auto bin =
                static_cast<int64_t>((v - low) * static_cast<double>(bins) / (high - low));
            counts[static_cast<size_t>(std::min(bin, bins - 1))] += 1;
        }
    });
    return y;
}

Tensor searchsorted(const Tensor& edges, const Tensor& values, bool right) {
    const bool one_list = edges.dim() == 1;
    const auto leading = [](const Tensor& x) {
        return Shape(std::span(x.sizes().begin(), x.sizes().end() - 1));
    };
    const bool matches = one_list || (edges.dim() > 0 && edges.dim() == values.dim() &&
                                      leading(edges) == leading(values));
    if (!matches) {
        raise(ErrorKind::RuntimeError,
              "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 "
              "dimensions of boundaries tensor and input value tensor must match, but we got "
              "boundaries tensor {} and input value tensor {}",
              edges.sizes().str(), values.sizes().str());
    }
    const DType dtype = promote_types(edges.dtype(), values.dtype());
    const Tensor all = edges.detach().to(dtype).contiguous();
    const Tensor wanted = values.detach().to(dtype).contiguous();
    const Tensor y = Tensor::empty(values.sizes(), DType::Int64);
    const int64_t count = edges.sizes().back();
    const int64_t per_list = one_list ? values.numel() : values.sizes().back();
    dispatch_numeric(dtype, "searchsorted_out_cpu", [&]<class T>() {
        const std::span<const T> each = wanted.span<T>();
        const std::span<int64_t> places = y.mutable_span<int64_t>();
        for (size_t i = 0; i < each.size(); ++i) {
            const int64_t list = static_cast<int64_t>(i) / std::max<int64_t>(per_list, 1);
            places[i] = kernels::edges_below(all.data<T>() + list * count, count, each[i], right);
        }
    });
    return y;
}

}  // namespace engine
