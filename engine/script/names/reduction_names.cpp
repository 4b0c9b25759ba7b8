// torch's functions that make fewer numbers of many.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_reduce.h"
#include "engine/autograd/write_over.h"
#include "engine/base/error.h"
#include "engine/script/native_tables.h"

#include <limits>

namespace engine::script {

namespace {

using nn::TupleClass;
using nn::Value;

/// None, an int, or several.
std::vector<int64_t> dims(const Call& call, std::size_t i) {
    return call.is_none(i) ? std::vector<int64_t>() : call.integers(i);
}

/// The input in the dtype that was asked for.
Tensor in_dtype(const Call& call, std::size_t i) {
    const auto dtype = call.maybe_dtype(i);
    return dtype ? to(call.tensor(0), *dtype) : call.tensor(0);
}

Value picked(TupleClass kind, const Picked& result) {
    return Value::named_tuple(kind, {result.values, result.indices});
}

Value sum_(Call& call) {
    const Tensor x = in_dtype(call, 3);
    return call.is_none(1) ? sum(x) : sum(x, dims(call, 1), call.flag(2));
}
Value mean_(Call& call) {
    const Tensor x = in_dtype(call, 3);
    return call.is_none(1) ? mean(x) : mean(x, dims(call, 1), call.flag(2));
}
Value prod_(Call& call) {
    const Tensor x = in_dtype(call, 3);
    return call.is_none(1) ? prod(x) : prod(x, call.integer(1), call.flag(2));
}
Value nansum_(Call& call) {
    return nansum(in_dtype(call, 3), dims(call, 1), call.flag(2));
}
Value nanmean_(Call& call) {
    return nanmean(in_dtype(call, 3), dims(call, 1), call.flag(2));
}

/// var(x, dim, unbiased, keepdim), and var(x, unbiased).
struct SpreadArguments {
    explicit SpreadArguments(const Call& call) {
        const bool first_is_flag = std::holds_alternative<bool>(call[1].data());
        if (!first_is_flag) over = dims(call, 1);
        const bool unbiased = first_is_flag ? call.flag(1) : call.flag(2);
        keepdim = call.flag(3);
        correction = call.is_none(4) ? (unbiased ? 1 : 0) : call.number(4);
    }
    std::vector<int64_t> over;
    double correction;
    bool keepdim;
};

template <Tensor (*op)(const Tensor&, Dims, double, bool)>
Value spread(Call& call) {
    const SpreadArguments given(call);
    return op(call.tensor(0), given.over, given.correction, given.keepdim);
}
template <std::pair<Tensor, Tensor> (*op)(const Tensor&, Dims, double, bool)>
Value spread_with_mean(Call& call) {
    const SpreadArguments given(call);
    const auto [spread, mean] = op(call.tensor(0), given.over, given.correction, given.keepdim);
    return Value::tuple({spread, mean});
}

// max(x), max(x, dim, keepdim) and max(x, other).
Value max_(Call& call) {
    const Tensor& x = call.tensor(0);
    if (call[1].is_tensor()) return maximum(x, call.tensor(1));
    if (!call.is_none(3)) return maximum(x, call.tensor(3));
    if (call.is_none(1)) return max(x);
    return picked(TupleClass::Max, max(x, call.integer(1), call.flag(2)));
}
Value min_(Call& call) {
    const Tensor& x = call.tensor(0);
    if (call[1].is_tensor()) return minimum(x, call.tensor(1));
    if (!call.is_none(3)) return minimum(x, call.tensor(3));
    if (call.is_none(1)) return min(x);
    return picked(TupleClass::Min, min(x, call.integer(1), call.flag(2)));
}

template <Tensor (*op)(const Tensor&, Dims, bool)>
Value over_dims(Call& call) {
    return op(call.tensor(0), dims(call, 1), call.flag(2));
}

Value argmax_(Call& call) {
    const Tensor& x = call.tensor(0);
    return call.is_none(1) ? argmax(x) : argmax(x, call.integer(1), call.flag(2));
}
Value argmin_(Call& call) {
    const Tensor& x = call.tensor(0);
    return call.is_none(1) ? argmin(x) : argmin(x, call.integer(1), call.flag(2));
}

Value median_(Call& call) {
    const Tensor& x = call.tensor(0);
    if (call.is_none(1)) return median(x);
    return picked(TupleClass::Median, median(x, call.integer(1), call.flag(2)));
}
Value nanmedian_(Call& call) {
    const Tensor& x = call.tensor(0);
    if (call.is_none(1)) return nanmedian(x);
    return picked(TupleClass::Nanmedian, nanmedian(x, call.integer(1), call.flag(2)));
}
Value mode_(Call& call) {
    return picked(TupleClass::Mode, mode(call.tensor(0), call.integer(1), call.flag(2)));
}
Interpolation interpolation(const std::string& name) {
    constexpr std::pair<std::string_view, Interpolation> kNames[] = {
        {"linear", Interpolation::Linear},
        {"lower", Interpolation::Lower},
        {"higher", Interpolation::Higher},
        {"midpoint", Interpolation::Midpoint},
        {"nearest", Interpolation::Nearest}};
    for (const auto& [known, value] : kNames) {
        if (known == name) return value;
    }
    raise(ErrorKind::RuntimeError,
          "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but "
          "got {}",
          name);
}

// One share, or several in a tensor, which come out along a first dimension.
template <bool ignore_nan>
Value quantile_(Call& call) {
    const Tensor& x = call.tensor(0);
    const auto dim = call.maybe_integer(2);
    const auto share = [&](double q) {
        return quantile(x, q, dim, call.flag(3), interpolation(call.text(4)), ignore_nan);
    };
    if (!call[1].is_tensor() || call.tensor(1).dim() == 0) return share(call.number(1));
    std::vector<Tensor> parts;
    for (const double q : call.tensor(1).to_vector()) parts.push_back(share(q));
    return stack(parts, 0);
}

Value aminmax_(Call& call) {
    const auto [least, most] = aminmax(call.tensor(0), call.maybe_integer(1), call.flag(2));
    return Value::named_tuple(TupleClass::Aminmax, {least, most});
}

/// The order of a norm: a number, 'fro', or None.
double order(const Call& call, std::size_t i) {
    if (call.is_none(i)) return 2;
    const std::string* name = call[i].text();
    if (name == nullptr) return call.number(i);
    if (*name == "fro") return 2;
    raise(ErrorKind::NotImplementedError,
          "the norm '{}' is outside the PyTorch subset that Modescope runs", *name);
}

Value norm_(Call& call) {
    return norm(in_dtype(call, 4), order(call, 1), dims(call, 2), call.flag(3));
}

Value dist_(Call& call) {
    return dist(call.tensor(0), call.tensor(1), call.number(2));
}
Value logsumexp_(Call& call) {
    return logsumexp(call.tensor(0), call.integers(1), call.flag(2));
}
Value count_nonzero_(Call& call) {
    return count_nonzero(call.tensor(0), dims(call, 1));
}

template <Tensor (*op)(const Tensor&, int64_t)>
Value cumulative(Call& call) {
    return op(in_dtype(call, 2), call.integer(1));
}
template <Tensor (*op)(const Tensor&, int64_t)>
Value cumulative_over(Call& call) {
    return write_over(call.tensor(0),
                      [&](const Tensor& before) { return op(before, call.integer(1)); });
}
Value cummax_(Call& call) {
    return picked(TupleClass::Cummax, cummax(call.tensor(0), call.integer(1)));
}
Value cummin_(Call& call) {
    return picked(TupleClass::Cummin, cummin(call.tensor(0), call.integer(1)));
}

constexpr unsigned kBoth = kTorch | kMethod;

constexpr Native kRows[] = {
    {kBoth, "sum(input, dim=None, keepdim=False, *, dtype=None)", sum_},
    {kBoth, "mean(input, dim=None, keepdim=False, *, dtype=None)", mean_},
    {kBoth, "prod(input, dim=None, keepdim=False, *, dtype=None)", prod_},
    {kBoth, "nansum(input, dim=None, keepdim=False, *, dtype=None)", nansum_},
    {kBoth, "nanmean(input, dim=None, keepdim=False, *, dtype=None)", nanmean_},
    {kBoth, "var(input, dim=None, unbiased=True, keepdim=False, *, correction=None)", spread<var>},
    {kBoth, "std(input, dim=None, unbiased=True, keepdim=False, *, correction=None)", spread<std>},
    {kTorch, "var_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None)",
     spread_with_mean<var_mean>},
    {kTorch, "std_mean(input, dim=None, unbiased=True, keepdim=False, *, correction=None)",
     spread_with_mean<std_mean>},
    {kBoth, "max(input, dim=None, keepdim=False, other=None)", max_},
    {kBoth, "min(input, dim=None, keepdim=False, other=None)", min_},
    {kBoth, "amax(input, dim=None, keepdim=False)", over_dims<amax>},
    {kBoth, "amin(input, dim=None, keepdim=False)", over_dims<amin>},
    {kBoth, "argmax(input, dim=None, keepdim=False)", argmax_},
    {kBoth, "argmin(input, dim=None, keepdim=False)", argmin_},
    {kBoth, "any(input, dim=None, keepdim=False)", over_dims<any>},
    {kBoth, "all(input, dim=None, keepdim=False)", over_dims<all>},
    {kBoth, "median(input, dim=None, keepdim=False)", median_},
    {kBoth, "nanmedian(input, dim=None, keepdim=False)", nanmedian_},
    {kBoth, "mode(input, dim=-1, keepdim=False)", mode_},
    {kBoth, "quantile(input, q, dim=None, keepdim=False, *, interpolation='linear')",
     quantile_<false>},
    {kBoth, "nanquantile(input, q, dim=None, keepdim=False, *, interpolation='linear')",
     quantile_<true>},
    {kBoth, "aminmax(input, *, dim=None, keepdim=False)", aminmax_},
    {kBoth, "norm(input, p='fro', dim=None, keepdim=False, dtype=None)", norm_},
    {kBoth, "dist(input, other, p=2)", dist_},
    {kBoth, "logsumexp(input, dim, keepdim=False)", logsumexp_},
    {kBoth, "count_nonzero(input, dim=None)", count_nonzero_},
    {kBoth, "cumsum(input, dim, *, dtype=None)", cumulative<cumsum>},
    {kBoth, "cumprod(input, dim, *, dtype=None)", cumulative<cumprod>},
    {kBoth, "logcumsumexp(input, dim, *, dtype=None)", cumulative<logcumsumexp>},
    {kMethod, "cumsum_(self, dim)", cumulative_over<cumsum>},
    {kMethod, "cumprod_(self, dim)", cumulative_over<cumprod>},
    {kBoth, "cummax(input, dim)", cummax_},
    {kBoth, "cummin(input, dim)", cummin_},
};

}  // namespace

std::span<const Native> reduction_names() {
    return kRows;
}

}  // namespace engine::script
