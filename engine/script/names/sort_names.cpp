// torch's functions of order: sorting, the largest, the different, counts and places in a list.
#include "engine/autograd/ops_sort.h"
#include "engine/base/error.h"
#include "engine/script/native_tables.h"
#include "engine/tensor/tensor_defaults.h"

namespace engine::script {

namespace {

using nn::Value;

Value named(nn::TupleClass tuple_class, const Ordered& ordered) {
    return Value::named_tuple(tuple_class, {ordered.values, ordered.indices});
}

// sort(x, dim, descending) and sort(x, stable=True, ...): whether stable was given names the node.
Value sort_(Call& call) {
    const bool stable = !call.is_none(3);
    return named(nn::TupleClass::Sort, sort(call.tensor(0), call.integer(1), call.flag(2), stable));
}

Value unique_of(const Unique& found, bool inverse, bool counts) {
    if (!inverse && !counts) return found.values;
    if (!inverse) return Value::tuple({found.values, found.counts});
    if (!counts) return Value::tuple({found.values, found.inverse});
    return Value::tuple({found.values, found.inverse, found.counts});
}

Value unique_(Call& call) {
    const Tensor& x = call.tensor(0);
    return unique_of(call.is_none(4) ? unique(x) : unique(x, call.integer(4)), call.flag(2),
                     call.flag(3));
}

Value unique_consecutive_(Call& call) {
    if (!call.is_none(3)) {
        raise(ErrorKind::NotImplementedError,
              "unique_consecutive with dim is outside the PyTorch subset that Modescope runs");
    }
    return unique_of(unique_consecutive(call.tensor(0)), call.flag(1), call.flag(2));
}

// A tensor, or a number that stands for one of no dimensions.
Tensor values_of(Call& call, std::size_t i) {
    if (call[i].is_tensor()) return call.tensor(i);
    if (std::holds_alternative<double>(call[i].data())) {
        return Tensor::scalar(call.number(i), default_dtype());
    }
    return Tensor::scalar(call.number(i), DType::Int64);
}

Value searchsorted_(Call& call) {
    bool right = call.flag(2);
    if (!call.is_none(3)) {
        const std::string& side = call.text(3);
        if (side != "left" && side != "right") {
            raise(ErrorKind::RuntimeError,
                  "torch.searchsorted(): side can only be 'left' or 'right' but got {}", side);
        }
        if (side == "left" && right) {
            raise(ErrorKind::RuntimeError,
                  "torch.searchsorted(): side and right can't be set to opposites, got side of "
                  "left while right was True");
        }
        right = side == "right";
    }
    return searchsorted(call.tensor(0), values_of(call, 1), right);
}

Value bucketize_(Call& call) {
    const Tensor& edges = call.tensor(1);
    if (edges.dim() != 1) {
        raise(ErrorKind::RuntimeError, "boundaries tensor must be 1 dimension, but got dim({})",
              edges.dim());
    }
    return searchsorted(edges, values_of(call, 0), call.flag(2));
}

constexpr Native kRows[] = {
    {kTorch | kMethod, "sort(input, dim=-1, descending=False, *, stable=None)", sort_},
    {kTorch | kMethod, "msort(input)",
     [](Call& call) -> Value { return sort(call.tensor(0), 0).values; }},
    {kTorch | kMethod, "argsort(input, dim=-1, descending=False, *, stable=False)",
     [](Call& call) -> Value {
         return sort(call.tensor(0), call.integer(1), call.flag(2)).indices;
     }},
    {kTorch | kMethod, "topk(input, k, dim=-1, largest=True, sorted=True)",
     [](Call& call) -> Value {
         return named(nn::TupleClass::Topk, topk(call.tensor(0), call.integer(1), call.integer(2),
                                                 call.flag(3), call.flag(4)));
     }},
    {kTorch | kMethod, "kthvalue(input, k, dim=-1, keepdim=False)",
     [](Call& call) -> Value {
         return named(nn::TupleClass::Kthvalue,
                      kthvalue(call.tensor(0), call.integer(1), call.integer(2), call.flag(3)));
     }},
    {kTorch | kMethod,
     "unique(input, sorted=True, return_inverse=False, return_counts=False, dim=None)", unique_},
    {kTorch | kMethod,
     "unique_consecutive(input, return_inverse=False, return_counts=False, dim=None)",
     unique_consecutive_},
    {kTorch | kMethod, "bincount(input, weights=None, minlength=0)",
     [](Call& call) -> Value {
         return bincount(call.tensor(0), call.maybe_tensor(1), call.integer(2));
     }},
    {kTorch | kMethod, "histc(input, bins=100, min=0, max=0)",
     [](Call& call) -> Value {
         return histc(call.tensor(0), call.integer(1), call.number(2), call.number(3));
     }},
    {kTorch, "searchsorted(sorted_sequence, input, *, right=False, side=None)", searchsorted_},
    {kTorch, "bucketize(input, boundaries, *, right=False)", bucketize_},
};

}  // namespace

std::span<const Native> sort_names() {
    return kRows;
}

}  // namespace engine::script
