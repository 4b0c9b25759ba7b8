// torch's functions that put tensors together, or stretch them to one shape.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_join.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

Value tuple_of(const std::vector<Tensor>& tensors) {
    return Value::tuple({tensors.begin(), tensors.end()});
}

Value cat_(Call& call) {
    return cat(call.tensors(0), call.integer(1));
}

// torch.meshgrid(a, b) and torch.meshgrid([a, b])
std::vector<Tensor> tensors_of(Call& call, std::size_t i) {
    const nn::Sequence* given = call[i].sequence();
    if (given->items.size() == 1 && given->items[0].sequence() != nullptr) {
        given = given->items[0].sequence();
    }
    std::vector<Tensor> out;
    for (const Value& item : given->items) {
        if (!item.is_tensor()) {
            raise(ErrorKind::TypeError, "expected Tensor as element {} in argument 0, but got {}",
                  out.size(), item.type_name());
        }
        out.push_back(item.tensor());
    }
    return out;
}

Value broadcast_shapes_(Call& call) {
    Shape shape;
    try {
        for (const Value& item : call[0].sequence()->items) {
            Shape sizes;
            if (const nn::Sequence* sequence = item.sequence()) {
                for (const Value& size : sequence->items) sizes.push_back(size.integer("shape"));
            } else {
                sizes.push_back(item.integer("shape"));
            }
            shape = broadcast_shapes(shape, sizes);
        }
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::RuntimeError) throw;
        raise(ErrorKind::RuntimeError,
              "Shape mismatch: objects cannot be broadcast to a single shape");
    }
    return Value::size(shape);
}

constexpr Native kRows[] = {
    {kTorch, "cat(tensors, dim=0)", cat_},
    {kTorch, "concat(tensors, dim=0)", cat_},
    {kTorch, "concatenate(tensors, dim=0)", cat_},
    {kTorch, "stack(tensors, dim=0)",
     [](Call& call) -> Value { return stack(call.tensors(0), call.integer(1)); }},
    {kTorch, "hstack(tensors)", [](Call& call) -> Value { return hstack(call.tensors(0)); }},
    {kTorch, "vstack(tensors)", [](Call& call) -> Value { return vstack(call.tensors(0)); }},
    {kTorch, "row_stack(tensors)", [](Call& call) -> Value { return vstack(call.tensors(0)); }},
    {kTorch, "dstack(tensors)", [](Call& call) -> Value { return dstack(call.tensors(0)); }},
    {kTorch, "column_stack(tensors)",
     [](Call& call) -> Value { return column_stack(call.tensors(0)); }},
    {kTorch, "broadcast_tensors(*tensors)",
     [](Call& call) -> Value { return tuple_of(broadcast_tensors(tensors_of(call, 0))); }},
    {kTorch, "broadcast_shapes(*shapes)", broadcast_shapes_},
    {kTorch, "meshgrid(*tensors, indexing=None)",
     [](Call& call) -> Value {
         if (!call.is_none(1)) return tuple_of(meshgrid(tensors_of(call, 0), call.text(1)));
         const std::vector<Tensor> tensors = tensors_of(call, 0);
         warn(
             "torch.meshgrid: in an upcoming release, it will be required to pass the indexing "
             "argument.");
         return tuple_of(meshgrid(tensors, "ij"));
     }},
    {kTorch, "cartesian_prod(*tensors)",
     [](Call& call) -> Value { return cartesian_prod(tensors_of(call, 0)); }},
};

}  // namespace

std::span<const Native> join_names() {
    return kRows;
}

}  // namespace engine::script
