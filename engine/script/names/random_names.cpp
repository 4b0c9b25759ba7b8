// torch's functions that draw, and Tensor's methods that fill with what was drawn. Streams are
// those of chapter "Random streams (CPU)": see base/generator.h.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_random.h"
#include "engine/base/error.h"
#include "engine/script/names/tensor_options.h"
#include "engine/script/native_tables.h"
#include "engine/tensor/tensor_defaults.h"

#include <algorithm>

namespace engine::script {

namespace {

using nn::Value;

// What is drawn into a fresh tensor is no write in place: its version is 0, which x.copy() makes
// sure of where a function that writes in place did it.
Value rand_(Call& call) {
    const TensorOptions options(call, 1);
    const Tensor x = Tensor::empty(call.shape(0), options.dtype_or(default_dtype()));
    dispatch_floating(x.dtype(), "check_uniform_bounds",
                      [&]<class T>() { call.generator().uniform(x.mutable_span<T>()); });
    return options.finish(x);
}

Value randn_(Call& call) {
    const TensorOptions options(call, 1);
    const Tensor x = Tensor::empty(call.shape(0), options.dtype_or(default_dtype()));
    dispatch_floating(x.dtype(), "normal_kernel_cpu",
                      [&]<class T>() { call.generator().normal(x.mutable_span<T>()); });
    return options.finish(x);
}

Tensor empty_like(const Call& call, const TensorOptions& options) {
    const Tensor& other = call.tensor(0);
    return Tensor::empty(other.sizes(), options.dtype_or(other.dtype()));
}

Value rand_like_(Call& call) {
    const TensorOptions options(call, 1);
    const Tensor x = empty_like(call, options);
    dispatch_floating(x.dtype(), "check_uniform_bounds",
                      [&]<class T>() { call.generator().uniform(x.mutable_span<T>()); });
    return options.finish(x);
}

Value randn_like_(Call& call) {
    const TensorOptions options(call, 1);
    const Tensor x = empty_like(call, options);
    dispatch_floating(x.dtype(), "normal_kernel_cpu",
                      [&]<class T>() { call.generator().normal(x.mutable_span<T>()); });
    return options.finish(x);
}

// randint(high, size) and randint(low, high, size).
Value randint_(Call& call) {
    const TensorOptions options(call, 3);
    const bool short_form = call[1].sequence() != nullptr;
    const std::size_t size = short_form ? 1 : 2;
    if (call[size].sequence() == nullptr) call.refuse(size, "tuple of ints");
    const bool one_bound = short_form || call.is_none(0) || call.is_none(1);
    const int64_t high = call.integer(one_bound && !call.is_none(0) ? 0 : 1);
    const int64_t low = one_bound ? 0 : call.integer(0);
    const Tensor x = Tensor::empty(call.shape(size), options.dtype_or(DType::Int64));
    random_(x, call.generator(), low, high);
    return options.finish(x.copy());
}

Value randint_like_(Call& call) {
    const TensorOptions options(call, 3);
    const Tensor x = empty_like(call, options);
    const bool one_bound = call.is_none(2);
    random_(x, call.generator(), one_bound ? 0 : call.integer(1), call.integer(one_bound ? 1 : 2));
    return options.finish(x.copy());
}

Value randperm_(Call& call) {
    const TensorOptions options(call, 1);
    return options.finish(
        randperm(call.integer(0), call.generator(), options.dtype_or(DType::Int64)));
}

void check_spread(const Tensor& std) {
    const Tensor all = std.to(DType::Float64).contiguous();
    const auto values = all.span<double>();
    if (std::any_of(values.begin(), values.end(), [](double v) { return v < 0; })) {
        raise(ErrorKind::RuntimeError, "normal expects all elements of std >= 0.0");
    }
}

// normal(mean, std, size) of numbers; of tensors, one number for each of theirs.
Value normal_function(Call& call) {
    const TensorOptions options(call, 3);
    if (!call[0].is_tensor() && !call[1].is_tensor()) {
        const Tensor x = Tensor::empty(call.shape(2), options.dtype_or(default_dtype()));
        normal_(x, call.generator(), call.number(0), call.number(1));
        return options.finish(x.copy());
    }
    if (call[1].is_tensor()) check_spread(call.tensor(1));
    const Shape sizes = !call[0].is_tensor() ? call.tensor(1).sizes()
                        : !call[1].is_tensor()
                            ? call.tensor(0).sizes()
                            : broadcast_shapes(call.tensor(0).sizes(), call.tensor(1).sizes());
    const Tensor x = Tensor::empty(sizes, call[call[0].is_tensor() ? 0 : 1].tensor().dtype());
    if (!call[1].is_tensor()) {
        normal_(x, call.generator(), 0, call.number(1));
        return add(x, call.tensor(0).detach());
    }
    normal_(x, call.generator());
    const Tensor spread = mul(x, call.tensor(1).detach());
    return call[0].is_tensor() ? add(spread, call.tensor(0).detach()) : add(spread, call.number(0));
}

Value bernoulli_function(Call& call) {
    if (call.is_none(1)) return bernoulli(call.tensor(0), call.generator());
    const Tensor x = Tensor::like(call.tensor(0));
    bernoulli_(x, call.generator(), call.number(1));
    return x.copy();
}

Value multinomial_(Call& call) {
    return multinomial(call.tensor(0), call.integer(1), call.flag(2), call.generator());
}

/// x.op_(a, b)
template <void (*op)(const Tensor&, Generator&, double, double)>
Value fill_two(Call& call) {
    op(call.tensor(0), call.generator(), call.number(1), call.number(2));
    return call[0];
}
template <void (*op)(const Tensor&, Generator&, double)>
Value fill_one(Call& call) {
    op(call.tensor(0), call.generator(), call.number(1));
    return call[0];
}

Value bernoulli_method(Call& call) {
    if (call[1].is_tensor()) {
        bernoulli_(call.tensor(0), call.generator(), call.tensor(1));
    } else {
        bernoulli_(call.tensor(0), call.generator(), call.number(1));
    }
    return call[0];
}

// random_(), random_(to) and random_(from, to).
Value random_method(Call& call) {
    const Tensor& x = call.tensor(0);
    if (call.is_none(1) && call.is_none(2)) {
        random_(x, call.generator());
    } else if (call.is_none(2)) {
        random_(x, call.generator(), 0, call.integer(1), true);
    } else {
        random_(x, call.generator(), call.is_none(1) ? 0 : call.integer(1), call.integer(2));
    }
    return call[0];
}

constexpr Native kRows[] = {
    {kTorch, "rand(*size, dtype=None, device=None, requires_grad=False, generator=None)", rand_},
    {kTorch, "randn(*size, dtype=None, device=None, requires_grad=False, generator=None)", randn_},
    {kTorch, "rand_like(input, *, dtype=None, device=None, requires_grad=False)", rand_like_},
    {kTorch, "randn_like(input, *, dtype=None, device=None, requires_grad=False)", randn_like_},
    {kTorch,
     "randint(low=None, high=None, size=None, *, dtype=None, device=None, requires_grad=False, "
     "generator=None)",
     randint_},
    {kTorch, "randint_like(input, low, high=None, *, dtype=None, device=None, requires_grad=False)",
     randint_like_},
    {kTorch, "randperm(n, *, dtype=None, device=None, requires_grad=False, generator=None)",
     randperm_},
    {kTorch,
     "normal(mean=0.0, std=1.0, size=None, *, dtype=None, device=None, requires_grad=False, "
     "generator=None)",
     normal_function},
    {kTorch | kMethod, "bernoulli(input, p=None, *, generator=None)", bernoulli_function},
    {kTorch | kMethod, "multinomial(input, num_samples, replacement=False, *, generator=None)",
     multinomial_},
    {kMethod, "uniform_(self, from=0.0, to=1.0, *, generator=None)", fill_two<uniform_>},
    {kMethod, "normal_(self, mean=0.0, std=1.0, *, generator=None)", fill_two<normal_>},
    {kMethod, "log_normal_(self, mean=1.0, std=2.0, *, generator=None)", fill_two<log_normal_>},
    {kMethod, "cauchy_(self, median=0.0, sigma=1.0, *, generator=None)", fill_two<cauchy_>},
    {kMethod, "exponential_(self, lambd=1.0, *, generator=None)", fill_one<exponential_>},
    {kMethod, "geometric_(self, p, *, generator=None)", fill_one<geometric_>},
    {kMethod, "bernoulli_(self, p=0.5, *, generator=None)", bernoulli_method},
    {kMethod, "random_(self, low=None, high=None, *, generator=None)", random_method},
};

}  // namespace

std::span<const Native> random_names() {
    return kRows;
}

}  // namespace engine::script
