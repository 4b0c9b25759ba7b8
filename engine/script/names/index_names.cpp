// torch's functions that pick elements by tensors of places or of bools.
#include "engine/autograd/indexing.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_scatter_reduce.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

template <bool inplace>
Value scatter_(Call& call) {
    const Tensor& x = call.tensor(0);
    // The number may come under its own name: scatter(dim, index, value=1).
    const std::size_t source = call.is_none(3) ? 4 : 3;
    if (!call.is_none(5)) {
        const std::string& reduce = call.text(5);
        if (call[source].is_tensor()) {
            return scatter_reduced(x, call.integer(1), call.tensor(2), call.tensor(source), reduce,
                                   inplace);
        }
        return scatter_reduced(x, call.integer(1), call.tensor(2), call.number(source), reduce,
                               inplace);
    }
    if (call[source].is_tensor()) {
        return scatter(x, call.integer(1), call.tensor(2), call.tensor(source), inplace);
    }
    return scatter(x, call.integer(1), call.tensor(2), call.number(source), inplace);
}

template <bool inplace>
Value scatter_add_(Call& call) {
    return scatter_add(call.tensor(0), call.integer(1), call.tensor(2), call.tensor(3), inplace);
}

template <bool inplace>
Value index_add_(Call& call) {
    return index_add(call.tensor(0), call.integer(1), call.tensor(2), call.tensor(3),
                     call.number(4), inplace);
}

template <bool inplace>
Value index_copy_(Call& call) {
    return index_copy(call.tensor(0), call.integer(1), call.tensor(2), call.tensor(3), inplace);
}

template <bool inplace>
Value index_fill_(Call& call) {
    if (call[3].is_tensor()) {
        return index_fill(call.tensor(0), call.integer(1), call.tensor(2), call.tensor(3), inplace);
    }
    return index_fill(call.tensor(0), call.integer(1), call.tensor(2), call.number(3), inplace);
}

template <bool inplace>
Value index_put_(Call& call) {
    return index_put(call.tensor(0), call.tensors(1), call.tensor(2), call.flag(3), inplace);
}

template <bool inplace>
Value masked_fill_(Call& call) {
    const Tensor& x = call.tensor(0);
    if (call[2].is_tensor()) return masked_fill(x, call.tensor(1), call.tensor(2), inplace);
    return masked_fill(x, call.tensor(1), call.number(2), inplace);
}

Value nonzero_(Call& call) {
    const Tensor& x = call.tensor(0);
    const Tensor places = nonzero(x);
    if (!call.flag(1)) return places;
    if (x.dim() == 0) return Value::tuple({select(nonzero(view(x, Shape{1})), 1, 0)});
    std::vector<Value> columns;
    for (int64_t d = 0; d < x.dim(); ++d) columns.emplace_back(select(places, 1, d));
    return Value::tuple(std::move(columns));
}

Value repeat_interleave_(Call& call) {
    const Tensor& x = call.tensor(0);
    if (call.is_none(1)) return repeat_interleave(x);
    Tensor repeats;
    if (call[1].is_tensor()) {
        repeats = call.tensor(1);
    } else {
        const int64_t count = call.integer(1);
        if (count < 0) raise(ErrorKind::RuntimeError, "repeats can not be negative");
        repeats = Tensor::from(std::span(&count, 1), {1});
    }
    if (call.is_none(2)) return repeat_interleave(flatten(x), repeats, 0);
    return repeat_interleave(x, repeats, call.integer(2));
}

Value take_along_dim_(Call& call) {
    if (call.is_none(2)) return gather(flatten(call.tensor(0)), 0, flatten(call.tensor(1)));
    return take_along_dim(call.tensor(0), call.tensor(1), call.integer(2));
}

template <bool inplace>
Value scatter_reduce_(Call& call) {
    return scatter_reduce(call.tensor(0), call.integer(1), call.tensor(2), call.tensor(3),
                          call.text(4), call.flag(5), inplace);
}

template <bool inplace>
Value index_reduce_(Call& call) {
    return index_reduce(call.tensor(0), call.integer(1), call.tensor(2), call.tensor(3),
                        call.text(4), call.flag(5), inplace);
}

constexpr Native kRows[] = {
    {kTorch | kMethod, "gather(input, dim, index)",
     [](Call& call) -> Value { return gather(call.tensor(0), call.integer(1), call.tensor(2)); }},
    {kTorch | kMethod, "scatter(input, dim, index, src=None, value=None, *, reduce=None)",
     scatter_<false>},
    {kMethod, "scatter_(self, dim, index, src=None, value=None, *, reduce=None)", scatter_<true>},
    {kTorch | kMethod, "scatter_add(input, dim, index, src)", scatter_add_<false>},
    {kMethod, "scatter_add_(self, dim, index, src)", scatter_add_<true>},
    {kTorch | kMethod, "scatter_reduce(input, dim, index, src, reduce, *, include_self=True)",
     scatter_reduce_<false>},
    {kMethod, "scatter_reduce_(self, dim, index, src, reduce, *, include_self=True)",
     scatter_reduce_<true>},
    {kTorch | kMethod, "index_reduce(input, dim, index, source, reduce, *, include_self=True)",
     index_reduce_<false>},
    {kMethod, "index_reduce_(self, dim, index, source, reduce, *, include_self=True)",
     index_reduce_<true>},
    {kTorch | kMethod, "index_select(input, dim, index)",
     [](Call& call) -> Value {
         return index_select(call.tensor(0), call.integer(1), call.tensor(2));
     }},
    {kTorch | kMethod, "index_add(input, dim, index, source, *, alpha=1)", index_add_<false>},
    {kMethod, "index_add_(self, dim, index, source, *, alpha=1)", index_add_<true>},
    {kTorch | kMethod, "index_fill(input, dim, index, value)", index_fill_<false>},
    {kMethod, "index_fill_(self, dim, index, value)", index_fill_<true>},
    {kTorch | kMethod, "index_copy(input, dim, index, source)", index_copy_<false>},
    {kMethod, "index_copy_(self, dim, index, source)", index_copy_<true>},
    {kTorch | kMethod, "index_put(input, indices, values, accumulate=False)", index_put_<false>},
    {kMethod, "index_put_(self, indices, values, accumulate=False)", index_put_<true>},
    {kTorch | kMethod, "masked_fill(input, mask, value)", masked_fill_<false>},
    {kMethod, "masked_fill_(self, mask, value)", masked_fill_<true>},
    {kTorch | kMethod, "masked_scatter(input, mask, source)",
     [](Call& call) -> Value {
         return masked_scatter(call.tensor(0), call.tensor(1), call.tensor(2));
     }},
    {kTorch | kMethod, "masked_select(input, mask)",
     [](Call& call) -> Value { return masked_select(call.tensor(0), call.tensor(1)); }},
    {kTorch | kMethod, "take(input, index)",
     [](Call& call) -> Value { return take(call.tensor(0), call.tensor(1)); }},
    {kTorch | kMethod, "take_along_dim(input, indices, dim=None)", take_along_dim_},
    {kTorch | kMethod, "nonzero(input, *, as_tuple=False)", nonzero_},
    {kTorch | kMethod, "argwhere(input)",
     [](Call& call) -> Value { return nonzero(call.tensor(0)); }},
    {kTorch | kMethod, "repeat_interleave(input, repeats=None, dim=None, *, output_size=None)",
     repeat_interleave_},
    {kFunctional, "one_hot(tensor, num_classes=-1)",
     [](Call& call) -> Value { return one_hot(call.tensor(0), call.integer(1)); }},
    {kTorch, "tril_indices(row, col, offset=0)",
     [](Call& call) -> Value {
         return tril_indices(call.integer(0), call.integer(1), call.integer(2));
     }},
    {kTorch, "triu_indices(row, col, offset=0)",
     [](Call& call) -> Value {
         return triu_indices(call.integer(0), call.integer(1), call.integer(2));
     }},
};

}  // namespace

std::span<const Native> index_names() {
    return kRows;
}

}  // namespace engine::script
