// torch's functions that give x another shape or order.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_pad.h"
#include "engine/autograd/ops_reshape_inplace.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"
#include "engine/script/native_tables.h"

#include <algorithm>

namespace engine::script {

namespace {

using nn::Value;

Value tuple_of(const std::vector<Tensor>& tensors) {
    return Value::tuple({tensors.begin(), tensors.end()});
}

Value flatten_(Call& call) {
    return flatten(call.tensor(0), call.integer(1), call.integer(2));
}

Value squeezed(Call& call) {
    if (call.is_none(1)) return squeeze(call.tensor(0));
    if (call[1].sequence() == nullptr) return squeeze(call.tensor(0), call.integer(1));
    // From the back, so that the places of the others stay; each is a step of its own.
    const Tensor& x = call.tensor(0);
    std::vector<int64_t> dims;
    for (const int64_t dim : call.integers(1)) {
        dims.push_back(static_cast<int64_t>(wrap_dim(dim, x.sizes().size())));
    }
    std::sort(dims.rbegin(), dims.rend());
    Tensor y = x;
    for (const int64_t dim : dims) y = squeeze(y, dim);
    return y;
}

Value transposed(Call& call) {
    return transpose(call.tensor(0), call.integer(1), call.integer(2));
}

void check_matrices(Call& call, std::string_view name, bool fits, std::string_view wanted) {
    if (fits) return;
    raise(ErrorKind::RuntimeError, "tensor.{} is only supported on {}. Got {}-D tensor.", name,
          wanted, call.tensor(0).dim());
}

Value movedim_(Call& call) {
    return movedim(call.tensor(0), call.integers(1), call.integers(2));
}

Value reshape_(Call& call) {
    return reshape(call.tensor(0), call.integers(1));
}

Value view_(Call& call) {
    // view(dtype) reads the same bytes as another type.
    const auto& given = call[1].sequence()->items;
    if (given.size() == 1) {
        if (const auto* dtype = std::get_if<DType>(&given[0].data())) {
            return view_as_dtype(call.tensor(0), *dtype);
        }
    }
    return view(call.tensor(0), call.integers(1));
}

Value squeeze_inplace(Call& call) {
    if (call.is_none(1)) return squeeze_(call.tensor(0));
    return squeeze_(call.tensor(0), call.integer(1));
}

Value transpose_inplace(Call& call) {
    return transpose_(call.tensor(0), call.integer(1), call.integer(2));
}

Value expand_(Call& call) {
    return expand(call.tensor(0), call.integers(1));
}

Value broadcast_to_(Call& call) {
    return expand(call.tensor(0), call.integers(1));
}

Value permute_(Call& call) {
    return permute(call.tensor(0), call.integers(1));
}

Value repeat_(Call& call) {
    return repeat(call.tensor(0), call.integers(1));
}

Value tile_(Call& call) {
    return tile(call.tensor(0), call.integers(1));
}

Value flip_(Call& call) {
    return flip(call.tensor(0), call.integers(1));
}

// fliplr turns dimension 1, flipud dimension 0.
template <int64_t dim>
Value flip_axis(Call& call) {
    if (call.tensor(0).dim() <= dim) {
        raise(ErrorKind::RuntimeError, "Input must be >= {}-d.", dim + 1);
    }
    return flip(call.tensor(0), Shape{dim});
}

Value ravel_(Call& call) {
    return view(contiguous(call.tensor(0)), Shape{-1});
}

std::vector<int64_t> maybe_integers(Call& call, std::size_t i) {
    return call.is_none(i) ? std::vector<int64_t>() : call.integers(i);
}

Value split_(Call& call) {
    if (call[1].sequence() != nullptr) {
        return tuple_of(split(call.tensor(0), call.integers(1), call.integer(2)));
    }
    return tuple_of(split(call.tensor(0), call.integer(1), call.integer(2)));
}

Value tensor_split_along(Call& call, std::size_t i, int64_t dim) {
    const Value& given = call[i];
    if (given.sequence() != nullptr) {
        return tuple_of(tensor_split(call.tensor(0), call.integers(i), dim));
    }
    if (given.is_tensor() && given.tensor().dim() == 1) {
        return tuple_of(tensor_split(call.tensor(0), given.tensor().to_vector<int64_t>(), dim));
    }
    return tuple_of(tensor_split(call.tensor(0), call.integer(i), dim));
}

Value tensor_split_(Call& call) {
    return tensor_split_along(call, 1, call.integer(2));
}

Value as_strided_(Call& call) {
    const Tensor& x = call.tensor(0);
    return as_strided(x, Shape(call.integers(1)), Shape(call.integers(2)),
                      call.maybe_integer(3).value_or(x.offset()));
}

Value pad_(Call& call) {
    const PadMode mode = pad_mode(call.text(2));
    const double value = call.maybe_number(3).value_or(0);
    if (mode != PadMode::Constant && value != 0) {
        raise(ErrorKind::RuntimeError, "Padding mode \"{}\" doesn't take in value argument",
              call.text(2));
    }
    return pad(call.tensor(0), call.integers(1), mode, value);
}

constexpr Native kRows[] = {
    {kMethod, "view(self, *shape)", view_},
    {kMethod, "view_as(self, other)",
     [](Call& call) -> Value { return view(call.tensor(0), call.tensor(1).sizes()); }},
    {kTorch, "reshape(input, shape)", reshape_},
    {kMethod, "reshape(self, *shape)", reshape_},
    {kMethod, "reshape_as(self, other)",
     [](Call& call) -> Value { return reshape(call.tensor(0), call.tensor(1).sizes()); }},
    {kTorch | kMethod, "flatten(input, start_dim=0, end_dim=-1)", flatten_},
    {kTorch | kMethod, "unflatten(input, dim, sizes)",
     [](Call& call) -> Value {
         return unflatten(call.tensor(0), call.integer(1), call.integers(2));
     }},
    {kTorch | kMethod, "ravel(input)", ravel_},
    {kTorch | kMethod, "squeeze(input, dim=None)", squeezed},
    {kMethod, "squeeze_(self, dim=None)", squeeze_inplace},
    {kMethod, "unsqueeze_(self, dim)",
     [](Call& call) -> Value { return unsqueeze_(call.tensor(0), call.integer(1)); }},
    {kMethod, "transpose_(self, dim0, dim1)", transpose_inplace},
    {kMethod, "swapaxes_(self, axis0, axis1)", transpose_inplace},
    {kMethod, "swapdims_(self, dim0, dim1)", transpose_inplace},
    {kMethod, "t_(self)", [](Call& call) -> Value { return t_(call.tensor(0)); }},
    {kTorch | kMethod, "unsqueeze(input, dim)",
     [](Call& call) -> Value { return unsqueeze(call.tensor(0), call.integer(1)); }},
    {kTorch | kMethod, "transpose(input, dim0, dim1)", transposed},
    {kTorch | kMethod, "swapaxes(input, axis0, axis1)", transposed},
    {kTorch | kMethod, "swapdims(input, dim0, dim1)", transposed},
    {kTensorProperty, "mH(self)",
     [](Call& call) -> Value {
         check_matrices(call, "mH", call.tensor(0).dim() >= 2, "matrices or batches of matrices");
         return transpose(call.tensor(0), -2, -1);
     }},
    {kTensorProperty, "H(self)",
     [](Call& call) -> Value {
         check_matrices(call, "H", call.tensor(0).dim() == 2, "matrices (2-D tensors)");
         return transpose(call.tensor(0), 0, 1);
     }},
    {kTorch | kMethod, "t(input)", [](Call& call) -> Value { return t(call.tensor(0)); }},
    {kTorch, "permute(input, dims)", permute_},
    {kMethod, "permute(self, *dims)", permute_},
    {kTorch | kMethod, "movedim(input, source, destination)", movedim_},
    {kTorch | kMethod, "moveaxis(input, source, destination)", movedim_},
    {kMethod, "expand(self, *size)", expand_},
    {kMethod, "expand_as(self, other)",
     [](Call& call) -> Value { return expand(call.tensor(0), call.tensor(1).sizes()); }},
    {kTorch, "broadcast_to(input, size)", broadcast_to_},
    {kMethod, "broadcast_to(self, *size)", broadcast_to_},
    {kTorch | kMethod, "select(input, dim, index)",
     [](Call& call) -> Value {
         const Tensor& x = call.tensor(0);
         const int64_t dim = call.integer(1), index = call.integer(2);
         if (x.dim() == 0) {
             raise(ErrorKind::IndexError, "select() cannot be applied to a 0-dim tensor.");
         }
         if (const int64_t size = x.size(dim); index < -size || index >= size) {
             raise(ErrorKind::IndexError,
                   "select(): index {} out of range for tensor of size {} at dimension {}", index,
                   x.sizes().str(), wrap_dim(dim, x.sizes().size()));
         }
         return select(x, dim, index);
     }},
    {kTorch | kMethod, "narrow(input, dim, start, length)",
     [](Call& call) -> Value {
         return narrow(call.tensor(0), call.integer(1), call.integer(2), call.integer(3));
     }},
    {kTorch, "as_strided(input, size, stride, storage_offset=None)", as_strided_},
    {kMethod, "as_strided(self, size, stride, storage_offset=None)", as_strided_},
    {kMethod, "unfold(self, dimension, size, step)",
     [](Call& call) -> Value {
         return unfold(call.tensor(0), call.integer(1), call.integer(2), call.integer(3));
     }},

    {kTorch | kMethod, "chunk(input, chunks, dim=0)",
     [](Call& call) -> Value {
         return tuple_of(chunk(call.tensor(0), call.integer(1), call.integer(2)));
     }},
    {kTorch, "split(tensor, split_size_or_sections, dim=0)", split_},
    {kMethod, "split(self, split_size, dim=0)", split_},
    {kTorch | kMethod, "tensor_split(input, indices_or_sections, dim=0)", tensor_split_},
    {kTorch | kMethod, "hsplit(input, indices_or_sections)",
     [](Call& call) -> Value {
         return tensor_split_along(call, 1, call.tensor(0).dim() == 1 ? 0 : 1);
     }},
    {kTorch | kMethod, "vsplit(input, indices_or_sections)",
     [](Call& call) -> Value { return tensor_split_along(call, 1, 0); }},
    {kTorch | kMethod, "unbind(input, dim=0)",
     [](Call& call) -> Value { return tuple_of(unbind(call.tensor(0), call.integer(1))); }},

    {kTorch, "flip(input, dims)", flip_},
    {kMethod, "flip(self, *dims)", flip_},
    {kTorch | kMethod, "fliplr(input)", flip_axis<1>},
    {kTorch | kMethod, "flipud(input)", flip_axis<0>},
    {kTorch | kMethod, "roll(input, shifts, dims=None)",
     [](Call& call) -> Value {
         return roll(call.tensor(0), call.integers(1), maybe_integers(call, 2));
     }},
    {kTorch | kMethod, "rot90(input, k=1, dims=(0, 1))",
     [](Call& call) -> Value { return rot90(call.tensor(0), call.integer(1), call.integers(2)); }},
    {kMethod, "repeat(self, *sizes)", repeat_},
    {kTorch, "tile(input, dims)", tile_},
    {kMethod, "tile(self, *dims)", tile_},
    {kTorch | kMethod, "tril(input, diagonal=0)",
     [](Call& call) -> Value { return tril(call.tensor(0), call.integer(1)); }},
    {kTorch | kMethod, "triu(input, diagonal=0)",
     [](Call& call) -> Value { return triu(call.tensor(0), call.integer(1)); }},
    {kTorch | kMethod, "diag(input, diagonal=0)",
     [](Call& call) -> Value { return diag(call.tensor(0), call.integer(1)); }},
    {kTorch | kMethod, "diagflat(input, offset=0)",
     [](Call& call) -> Value { return diag(reshape(call.tensor(0), Shape{-1}), call.integer(1)); }},
    {kTorch | kMethod, "diagonal(input, offset=0, dim1=0, dim2=1)",
     [](Call& call) -> Value {
         return diagonal(call.tensor(0), call.integer(1), call.integer(2), call.integer(3));
     }},
    {kTorch | kMethod, "diag_embed(input, offset=0, dim1=-2, dim2=-1)",
     [](Call& call) -> Value {
         return diag_embed(call.tensor(0), call.integer(1), call.integer(2), call.integer(3));
     }},
    {kTorch | kMethod, "trace(input)", [](Call& call) -> Value { return trace(call.tensor(0)); }},
    {kFunctional, "pad(input, pad, mode='constant', value=None)", pad_},
};

}  // namespace

std::span<const Native> shape_names() {
    return kRows;
}

}  // namespace engine::script
