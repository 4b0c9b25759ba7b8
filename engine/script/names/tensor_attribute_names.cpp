// What a tensor says of itself, and the same elements in another dtype or without history.
#include "engine/autograd/grad_hooks.h"
#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/script/devices.h"
#include "engine/script/dtypes.h"
#include "engine/script/names/operands.h"
#include "engine/script/native_tables.h"
#include "engine/script/object.h"
#include "engine/script/tensor_data.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/tensor_impl.h"

#include <array>

namespace engine::script {

namespace {

using nn::Value;

Value size_(Call& call) {
    if (call.is_none(1)) return Value::size(call.tensor(0).sizes());
    return call.tensor(0).size(call.integer(1));
}

Value stride_(Call& call) {
    const Tensor& x = call.tensor(0);
    if (!call.is_none(1)) return x.strides()[wrap_dim(call.integer(1), x.sizes().size())];
    std::vector<Value> strides;
    for (const int64_t stride : x.strides()) strides.emplace_back(stride);
    return Value::tuple(std::move(strides));
}

Tensor reversed(const Tensor& x) {
    if (x.dim() != 2) {
        warn(
            "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is "
            "deprecated and it will throw an error in a future release. Consider `x.mT` to "
            "transpose batches of matrices or `x.permute(*torch.arange(x.ndim - 1, -1, -1))` to "
            "reverse the dimensions of a tensor.");
    }
    Shape dims;
    for (int64_t d = x.dim(); d-- > 0;) dims.push_back(d);
    return permute(x, dims);
}

Value matrix_transposed(Call& call) {
    const Tensor& x = call.tensor(0);
    if (x.dim() < 2) {
        raise(ErrorKind::RuntimeError,
              "tensor.mT is only supported on matrices or batches of matrices. Got {}-D tensor.",
              x.dim());
    }
    return transpose(x, -2, -1);
}

/// Converted; a copy if asked for even where nothing changes.
Value converted(const Tensor& x, DType dtype, bool copy = false) {
    return x.dtype() == dtype && copy ? clone(x) : to(x, dtype);
}

template <DType dtype>
Value to_dtype(Call& call) {
    return to(call.tensor(0), dtype);
}

// x.to(dtype), x.to(device), x.to(device, dtype), x.to(other), in any mixture of places and names.
Value to_(Call& call) {
    const Tensor& x = call.tensor(0);
    DType dtype = call.maybe_dtype(2).value_or(x.dtype());
    std::optional<bool> meta;
    if (!call.is_none(3)) meta = call.meta(3);
    for (const Value& given : call[1].sequence()->items) {
        if (const auto* wanted = std::get_if<DType>(&given.data())) {
            dtype = *wanted;
        } else if (given.is_tensor()) {
            dtype = given.tensor().dtype();
            meta = given.tensor().is_meta();
        } else if (is_device(given)) {
            meta = is_meta_device(given);
        } else if (!given.is_none() && !std::holds_alternative<bool>(given.data())) {
            call.refuse(1, "torch.dtype");
        }
    }
    if (!meta || *meta == x.is_meta()) return converted(x, dtype, call.flag(5));
    if (*meta) return Tensor::meta(x.sizes(), dtype);
    raise(ErrorKind::NotImplementedError, "Cannot copy out of meta tensor; no data!");
}

Value type_(Call& call) {
    const Tensor& x = call.tensor(0);
    if (call.is_none(1)) return std::string(legacy_name(x.dtype()));
    const auto* const type = as<ClassObject>(call[1]);
    if (call[1].text() != nullptr || (type != nullptr && type->builtin)) {
        const std::string name = type != nullptr ? "torch." + type->name : *call[1].text();
        for (const DType dtype : kAllDTypes) {
            if (legacy_name(dtype) == name) return to(x, dtype);
        }
        raise(ErrorKind::ValueError, "invalid type: '{}'", name);
    }
    return to(x, *call.maybe_dtype(1));
}

Value requires_grad_(Call& call) {
    call.tensor(0).set_requires_grad(call.flag(1));
    return call[0];
}

// There are no arrays: but what a tensor with a gradient says comes first.
Value numpy_(Call& call) {
    if (call.tensor(0).requires_grad() && !call.flag(1)) {
        raise(ErrorKind::RuntimeError,
              "Can't call numpy() on Tensor that requires grad. Use tensor.detach().numpy() "
              "instead.");
    }
    raise(ErrorKind::AttributeError,
          "`Tensor.numpy` is outside the PyTorch subset that Modescope runs: use tolist()");
}

Value detach_inplace(Call& call) {
    const Tensor& x = call.tensor(0);
    TensorImpl& impl = *x.impl();
    if (impl.base.defined()) {
        raise(ErrorKind::RuntimeError,
              "Can't detach views in-place. Use detach() instead. If you are using "
              "DistributedDataParallel (DDP) for training, and gradient_as_bucket_view is set as "
              "True, gradients are views of DDP buckets, and hence detach_() cannot be called on "
              "these gradients. To fix this error, please refer to the Optimizer.zero_grad() "
              "function in torch/optim/optimizer.py as a solution.");
    }
    impl.grad_fn = {};
    x.set_requires_grad(false);
    return call[0];
}

Value result_type_(Call& call) {
    return result_type(wanted_operand(call, 0, 1), wanted_operand(call, 1, 0));
}

constexpr unsigned kBoth = kTorch | kMethod;

Value grad_of(Call& call) {
    const Tensor& x = call.tensor(0);
    const Tensor grad = x.grad();
    if (grad.defined()) return grad;
    if (!x.is_leaf() && !retains_grad(x)) {
        warn(
            "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its "
            ".grad attribute won't be populated during autograd.backward(). If you indeed want the "
            ".grad field to be populated for a non-leaf Tensor, use .retain_grad() on the non-leaf "
            "Tensor. If you access the non-leaf Tensor by mistake, make sure you access the leaf "
            "Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more informations.");
    }
    return {};
}

constexpr Native kRows[] = {
    {kTensorProperty, "shape(self)",
     [](Call& call) -> Value { return Value::size(call.tensor(0).sizes()); }},
    {kMethod, "size(self, dim=None)", size_},
    {kTensorProperty, "ndim(self)", [](Call& call) -> Value { return call.tensor(0).dim(); }},
    {kMethod, "dim(self)", [](Call& call) -> Value { return call.tensor(0).dim(); }},
    {kMethod, "ndimension(self)", [](Call& call) -> Value { return call.tensor(0).dim(); }},
    {kTorch | kMethod, "numel(input)", [](Call& call) -> Value { return call.tensor(0).numel(); }},
    {kMethod, "nelement(self)", [](Call& call) -> Value { return call.tensor(0).numel(); }},
    {kMethod, "element_size(self)",
     [](Call& call) -> Value { return static_cast<int64_t>(itemsize(call.tensor(0).dtype())); }},
    {kTensorProperty, "dtype(self)", [](Call& call) -> Value { return call.tensor(0).dtype(); }},
    {kTensorProperty, "device(self)",
     [](Call& call) -> Value { return nn::Device{.meta = call.tensor(0).is_meta()}; }},
    {kTensorProperty, "is_meta(self)",
     [](Call& call) -> Value { return call.tensor(0).is_meta(); }},
    {kTensorProperty, "is_cuda(self)", [](Call&) -> Value { return false; }},
    {kTensorProperty, "is_cpu(self)",
     [](Call& call) -> Value { return !call.tensor(0).is_meta(); }},
    {kTensorProperty, "is_sparse(self)", [](Call&) -> Value { return false; }},
    {kTensorProperty, "is_quantized(self)", [](Call&) -> Value { return false; }},
    {kBoth, "is_complex(input)", [](Call&) -> Value { return false; }},
    {kBoth, "is_signed(input)",
     [](Call& call) -> Value {
         const DType dtype = call.tensor(0).dtype();
         return dtype != DType::Bool && dtype != DType::UInt8;
     }},
    {kMethod, "get_device(self)", [](Call&) -> Value { return -1; }},
    {kTensorProperty, "requires_grad(self)",
     [](Call& call) -> Value { return call.tensor(0).requires_grad(); }},
    {kTensorProperty, "is_leaf(self)",
     [](Call& call) -> Value { return call.tensor(0).is_leaf(); }},
    {kTensorProperty, "grad(self)", grad_of},
    {kTensorProperty, "T(self)", [](Call& call) -> Value { return reversed(call.tensor(0)); }},
    {kTensorProperty, "mT(self)", matrix_transposed},
    {kTensorProperty, "data(self)",
     [](Call& call) -> Value { return call.tensor(0).data_alias(); }},
    {kTensorProperty, "_version(self)",
     [](Call& call) -> Value { return static_cast<int64_t>(call.tensor(0).version()); }},
    {kMethod, "is_contiguous(self)",
     [](Call& call) -> Value { return call.tensor(0).is_contiguous(); }},
    {kMethod, "stride(self, dim=None)", stride_},
    {kMethod, "storage_offset(self)", [](Call& call) -> Value { return call.tensor(0).offset(); }},
    {kMethod, "data_ptr(self)",
     [](Call& call) -> Value {
         return static_cast<int64_t>(reinterpret_cast<intptr_t>(call.tensor(0).raw_data()));
     }},
    {kTorch, "Size(sizes=())", [](Call& call) -> Value { return Value::size(call.shape(0)); }},
    {kTorch, "is_tensor(obj)", [](Call& call) -> Value { return call[0].is_tensor(); }},
    {kTorch | kMethod, "is_floating_point(input)",
     [](Call& call) -> Value { return is_floating(call.tensor(0).dtype()); }},
    {kBoth, "is_nonzero(input)", [](Call& call) -> Value { return call[0].truth(); }},
    {kBoth, "is_same_size(input, other)",
     [](Call& call) -> Value { return call.tensor(0).sizes() == call.tensor(1).sizes(); }},
    {kTorch, "result_type(tensor1, tensor2)", result_type_},
    {kTorch, "promote_types(type1, type2)",
     [](Call& call) -> Value { return promote_types(*call.maybe_dtype(0), *call.maybe_dtype(1)); }},

    {kMethod, "numpy(self, *, force=False)", numpy_},
    {kMethod, "tolist(self)", [](Call& call) -> Value { return to_list(call.tensor(0)); }},
    {kMethod, "item(self)", [](Call& call) -> Value { return to_number(call.tensor(0)); }},

    {kTorch | kMethod, "detach(input)",
     [](Call& call) -> Value { return call.tensor(0).detach(); }},
    {kMethod, "detach_(self)", detach_inplace},
    {kMethod, "requires_grad_(self, requires_grad=True)", requires_grad_},
    {kTorch | kMethod, "clone(input, *, memory_format=None)",
     [](Call& call) -> Value { return clone(call.tensor(0)); }},
    {kMethod, "contiguous(self, memory_format=None)",
     [](Call& call) -> Value { return contiguous(call.tensor(0)); }},
    {kMethod,
     "to(self, *args, dtype=None, device=None, non_blocking=False, copy=False, "
     "memory_format=None)",
     to_},
    {kMethod, "cpu(self)", [](Call& call) -> Value { return call[0]; }},
    {kMethod, "cuda(self, device=None)",
     [](Call&) -> Value {
         raise(ErrorKind::AssertionError, "Torch not compiled with CUDA enabled");
     }},
    {kMethod, "type(self, dtype=None, non_blocking=False)", type_},
    {kMethod, "type_as(self, other)",
     [](Call& call) -> Value { return to(call.tensor(0), call.tensor(1).dtype()); }},
    {kMethod, "float(self)", to_dtype<DType::Float32>},
    {kMethod, "double(self)", to_dtype<DType::Float64>},
    {kMethod, "long(self)", to_dtype<DType::Int64>},
    {kMethod, "int(self)", to_dtype<DType::Int32>},
    {kMethod, "short(self)", to_dtype<DType::Int16>},
    {kMethod, "char(self)", to_dtype<DType::Int8>},
    {kMethod, "byte(self)", to_dtype<DType::UInt8>},
    {kMethod, "bool(self)", to_dtype<DType::Bool>},
    {kMethod, "half(self)", to_dtype<DType::Half>},
    {kMethod, "bfloat16(self)", to_dtype<DType::BFloat16>},
};

}  // namespace

std::span<const Native> tensor_attribute_names() {
    return kRows;
}

}  // namespace engine::script
