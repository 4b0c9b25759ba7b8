// torch's functions that make tensors.
#include "engine/base/warning.h"
#include "engine/script/names/tensor_options.h"
#include "engine/script/native_tables.h"
#include "engine/script/tensor_data.h"
#include "engine/tensor/tensor_defaults.h"
#include "engine/tensor/views.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace engine::script {

namespace {

using nn::Value;

/// All elements one number, exactly also for large integers.
Tensor filled(const Shape& sizes, const Value& number, DType dtype) {
    if (!std::holds_alternative<int64_t>(number.data()) || is_floating(dtype)) {
        return Tensor::full(sizes, number.number(), dtype);
    }
    if (dtype != DType::Int64) return Tensor::full(sizes, number.number(), dtype);
    const Tensor x = Tensor::empty(sizes, dtype);
    dispatch_numeric(dtype, "fill", [&]<class T>() {
        std::ranges::fill(x.mutable_span<T>(), static_cast<T>(number.integer()));
    });
    return x;
}

/// What torch.full infers from the number that it is given.
DType dtype_of_number(const Value& number) {
    if (std::holds_alternative<bool>(number.data())) return DType::Bool;
    return std::holds_alternative<double>(number.data()) ? default_dtype() : DType::Int64;
}

/// A Python number, also out of a tensor of one element.
Value scalar(const Call& call, std::size_t i) {
    if (call[i].is_tensor() && call[i].tensor().numel() == 1) return to_number(call[i].tensor());
    call.number(i);  // refuses what is no number
    return call[i];
}

Value tensor_(Call& call) {
    const TensorOptions options(call, 1);
    if (call[0].is_tensor()) {
        warn(
            "To copy construct from a tensor, it is recommended to use "
            "sourceTensor.clone().detach() or sourceTensor.clone().detach().requires_grad_(True), "
            "rather than torch.tensor(sourceTensor).");
    }
    return options.finish(tensor_from(call[0], options.dtype()));
}

Value as_tensor_(Call& call) {
    const auto dtype = call.maybe_dtype(1);
    call.meta(2);
    if (call[0].is_tensor() && (!dtype || *dtype == call[0].tensor().dtype())) return call[0];
    return tensor_from(call[0], dtype);
}

// zeros and ones take their sizes one by one or as one sequence; so do new_zeros and new_ones.
template <int value>
Value constant(Call& call) {
    if (call[0].sequence()->items.empty()) {
        raise(ErrorKind::TypeError,
              "{}() received an invalid combination of arguments - got (), but expected one of:\n"
              " * (tuple of ints size, *, tuple of names names, torch.dtype dtype, torch.layout "
              "layout, torch.device device, bool pin_memory, bool requires_grad)\n"
              " * (tuple of ints size, *, Tensor out, torch.dtype dtype, torch.layout layout, "
              "torch.device device, bool pin_memory, bool requires_grad)\n",
              call.name());
    }
    const TensorOptions options(call, 1);
    const DType dtype = options.dtype_or(default_dtype());
    // Of the meta device, no memory is asked for, however large.
    if (options.meta()) return options.finish(Tensor::meta(call.shape(0), dtype));
    return options.finish(Tensor::full(call.shape(0), value, dtype));
}

template <int value>
Value constant_like(Call& call) {
    const TensorOptions options(call, 1);
    const Tensor& other = call.tensor(0);
    const DType dtype = options.dtype_or(other.dtype());
    const bool meta = call.is_none(2) ? other.is_meta() : options.meta();
    if (meta) return options.finish(Tensor::meta(other.sizes(), dtype));
    return options.finish(Tensor::full(other.sizes(), value, dtype));
}

template <int value>
Value new_constant(Call& call) {
    const TensorOptions options(call, 2);
    return options.finish(
        Tensor::full(call.shape(1), value, options.dtype_or(call.tensor(0).dtype())));
}

Value full_(Call& call) {
    const TensorOptions options(call, 2);
    if (call[0].sequence() == nullptr) call.refuse(0, "tuple of ints");
    const Value number = scalar(call, 1);
    return options.finish(filled(call.shape(0), number, options.dtype_or(dtype_of_number(number))));
}

Value full_like_(Call& call) {
    const TensorOptions options(call, 2);
    const Tensor& other = call.tensor(0);
    return options.finish(filled(other.sizes(), scalar(call, 1), options.dtype_or(other.dtype())));
}

Value new_full_(Call& call) {
    const TensorOptions options(call, 3);
    return options.finish(
        filled(call.shape(1), scalar(call, 2), options.dtype_or(call.tensor(0).dtype())));
}

Value new_tensor_(Call& call) {
    const TensorOptions options(call, 2);
    return options.finish(tensor_from(call[1], options.dtype_or(call.tensor(0).dtype())));
}

Value scalar_tensor_(Call& call) {
    const TensorOptions options(call, 1);
    return options.finish(filled({}, scalar(call, 0), options.dtype_or(default_dtype())));
}

bool whole(const Value& number) {
    return !std::holds_alternative<double>(number.data());
}

Value arange_(Call& call) {
    const TensorOptions options(call, 3);
    if (call.is_none(0) && call.is_none(1)) {
        raise(ErrorKind::TypeError,
              "arange() received an invalid combination of arguments - got (), but expected one "
              "of:\n"
              " * (Number end, *, Tensor out, torch.dtype dtype, torch.layout layout, torch.device "
              "device, bool pin_memory, bool requires_grad)\n"
              " * (Number start, Number end, *, torch.dtype dtype, torch.layout layout, "
              "torch.device device, bool pin_memory, bool requires_grad)\n"
              " * (Number start, Number end, Number step, *, Tensor out, torch.dtype dtype, "
              "torch.layout layout, torch.device device, bool pin_memory, bool requires_grad)\n");
    }
    const bool only_end = call.is_none(0) || call.is_none(1);
    const Value start = only_end ? Value(0) : scalar(call, 0);
    const Value end = only_end ? scalar(call, call.is_none(0) ? 1 : 0) : scalar(call, 1);
    const Value step = scalar(call, 2);
    const bool integers = whole(start) && whole(end) && whole(step);
    if (step.number() == 0) raise(ErrorKind::RuntimeError, "step must be nonzero");
    const double count = (end.number() - start.number()) / step.number();
    if (!std::isfinite(start.number()) || !std::isfinite(end.number())) {
        raise(ErrorKind::RuntimeError, "unsupported range: {} -> {}", start.repr(), end.repr());
    }
    if (count > static_cast<double>(std::numeric_limits<int64_t>::max())) {
        raise(ErrorKind::RuntimeError, "invalid size, possible overflow?");
    }
    return options.finish(
        Tensor::arange(start.number(), end.number(), step.number(),
                       options.dtype_or(integers ? DType::Int64 : default_dtype())));
}

/// `steps` values from start to end, both included, from either end towards the middle.
template <class F>
Tensor spaced(double start, double end, int64_t steps, DType dtype, F f) {
    if (steps < 0) raise(ErrorKind::RuntimeError, "number of steps must be non-negative");
    const Tensor result = Tensor::empty({steps}, dtype);
    if (result.is_meta()) return result;
    const Tensor x = dtype == DType::Float64 ? result : Tensor::empty({steps}, DType::Float64);
    const std::span<double> y = x.mutable_span<double>();
    const auto last = static_cast<double>(steps - 1);
    const double from = is_floating(dtype) ? start : std::trunc(start);
    const double to = is_floating(dtype) ? end : std::trunc(end);
    const double step = (to - from) / last;
    for (int64_t i = 0; i < steps; ++i) {
        const bool front = i < steps / 2 || steps == 1;
        y[static_cast<size_t>(i)] =
            f(front ? from + (steps == 1 ? 0 : step * static_cast<double>(i))
                    : to - step * static_cast<double>(steps - 1 - i));
    }
    return x.to(dtype);
}

Value linspace_(Call& call) {
    const TensorOptions options(call, 3);
    return options.finish(spaced(call.number(0), call.number(1), call.integer(2),
                                 options.dtype_or(default_dtype()), [](double v) { return v; }));
}

Value logspace_(Call& call) {
    const TensorOptions options(call, 4);
    const double base = call.number(3);
    return options.finish(spaced(call.number(0), call.number(1), call.integer(2),
                                 options.dtype_or(default_dtype()),
                                 [base](double v) { return std::pow(base, v); }));
}

Value eye_(Call& call) {
    const TensorOptions options(call, 2);
    const int64_t n = call.integer(0);
    const int64_t m = call.maybe_integer(1).value_or(n);
    if (n < 0) raise(ErrorKind::RuntimeError, "n must be greater or equal to 0, got {}", n);
    if (m < 0) raise(ErrorKind::RuntimeError, "m must be greater or equal to 0, got {}", m);
    const DType dtype = options.dtype_or(default_dtype());
    const Tensor x = Tensor::zeros({n, m}, dtype);
    const int64_t least = std::min(n, m);
    views::as_strided(x.data_alias(), {least}, {m + 1}, 0).fill_(1);
    return options.finish(x);
}

constexpr Native kRows[] = {
    {kTorch, "tensor(data, *, dtype=None, device=None, requires_grad=False)", tensor_},
    {kTorch, "as_tensor(data, dtype=None, device=None)", as_tensor_},
    {kTorch, "scalar_tensor(s, *, dtype=None, device=None, requires_grad=False)", scalar_tensor_},
    {kTorch, "zeros(*size, dtype=None, device=None, requires_grad=False)", constant<0>},
    {kTorch, "ones(*size, dtype=None, device=None, requires_grad=False)", constant<1>},
    // PyTorch leaves in it what the memory held; here nothing may depend on that.
    {kTorch, "empty(*size, dtype=None, device=None, requires_grad=False)", constant<0>},
    {kTorch, "full(size, fill_value, *, dtype=None, device=None, requires_grad=False)", full_},
    {kTorch, "zeros_like(input, *, dtype=None, device=None, requires_grad=False)",
     constant_like<0>},
    {kTorch, "ones_like(input, *, dtype=None, device=None, requires_grad=False)", constant_like<1>},
    {kTorch, "empty_like(input, *, dtype=None, device=None, requires_grad=False)",
     constant_like<0>},
    {kTorch, "full_like(input, fill_value, *, dtype=None, device=None, requires_grad=False)",
     full_like_},
    {kMethod, "new_zeros(self, *size, dtype=None, device=None, requires_grad=False)",
     new_constant<0>},
    {kMethod, "new_ones(self, *size, dtype=None, device=None, requires_grad=False)",
     new_constant<1>},
    {kMethod, "new_empty(self, *size, dtype=None, device=None, requires_grad=False)",
     new_constant<0>},
    {kMethod, "new_full(self, size, fill_value, *, dtype=None, device=None, requires_grad=False)",
     new_full_},
    {kMethod, "new_tensor(self, data, *, dtype=None, device=None, requires_grad=False)",
     new_tensor_},
    {kTorch,
     "arange(start=None, end=None, step=1, *, dtype=None, device=None, requires_grad=False)",
     arange_},
    {kTorch, "linspace(start, end, steps, *, dtype=None, device=None, requires_grad=False)",
     linspace_},
    {kTorch,
     "logspace(start, end, steps, base=10.0, *, dtype=None, device=None, requires_grad=False)",
     logspace_},
    {kTorch, "eye(n, m=None, *, dtype=None, device=None, requires_grad=False)", eye_},
};

}  // namespace

std::span<const Native> creation_names() {
    return kRows;
}

}  // namespace engine::script
