#include "engine/tensor/arithmetic.h"

#include "engine/tensor/tensor_impl.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

using kernels::BinaryOp;

// 0 bool, 1 integer, 2 floating
int category(DType dtype) {
    return dtype == DType::Bool ? 0 : is_floating(dtype) ? 2 : 1;
}

kernels::Extents extents(const Shape& sizes) {
    return {sizes.size(), sizes.data()};
}

DType with_number(DType tensor, double number) {
    if (category(tensor) == 2) return tensor;
    const bool whole = number == static_cast<double>(static_cast<int64_t>(number));
    if (!whole) return default_dtype();
    return tensor == DType::Bool ? DType::Int64 : tensor;
}

void check_output_shape(const Tensor& y, const Tensor& b) {
    const Shape together = broadcast_shapes(y.sizes(), b.sizes());
    if (together != y.sizes()) {
        raise(ErrorKind::RuntimeError, "output with shape {} doesn't match the broadcast shape {}",
              y.sizes().str(), together.str());
    }
}

}  // namespace

DType result_type(const Tensor& a, const Tensor& b) {
    if (a.dtype() == b.dtype()) return a.dtype();
    const bool a_leads = a.dim() > 0 || b.dim() == 0;
    const bool b_leads = b.dim() > 0 || a.dim() == 0;
    if (a_leads && !b_leads && category(a.dtype()) >= category(b.dtype())) return a.dtype();
    if (b_leads && !a_leads && category(b.dtype()) >= category(a.dtype())) return b.dtype();
    return promote_types(a.dtype(), b.dtype());
}

DType result_type(const Tensor& a, double b) {
    return with_number(a.dtype(), b);
}

namespace {

// A tensor of the other device may only be a number.
void check_same_device(const Tensor& a, const Tensor& b) {
    if (a.is_meta() == b.is_meta()) return;
    if ((a.is_meta() ? b : a).dim() == 0) return;
    raise(ErrorKind::RuntimeError,
          "Expected all tensors to be on the same device, but found at least two devices, meta and "
          "cpu!");
}

}  // namespace

namespace raw {

Tensor binary(BinaryOp op, const Tensor& a, const Tensor& b) {
    DType dtype = result_type(a, b);
    const bool bools = dtype == DType::Bool;
    if (bools && op == BinaryOp::Sub) {
        raise(
            ErrorKind::RuntimeError,
            "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or "
            "`logical_xor()` operator instead.");
    }
    if (MetaPass::active()) check_same_device(a, b);
    if (bools) dtype = DType::Int64;
    if (op == BinaryOp::Div && !is_floating(dtype)) dtype = default_dtype();
    const Tensor left = a.to(dtype);
    const Tensor right = b.to(dtype);
    const Tensor y =
        Tensor::empty(left.sizes() == right.sizes() ? left.sizes()
                                                    : broadcast_shapes(left.sizes(), right.sizes()),
                      dtype);
    const Shape left_strides = broadcast_strides(left.sizes(), left.strides(), y.sizes());
    const Shape right_strides = broadcast_strides(right.sizes(), right.strides(), y.sizes());
    dispatch_numeric(dtype, "binary", [&]<class T>() {
        kernels::strided_binary(op, extents(y.sizes()), left.data<T>(), left_strides.data(),
                                right.data<T>(), right_strides.data(), y.mutable_data<T>(),
                                y.strides().data());
    });
    return bools && op != BinaryOp::Div ? y.to(DType::Bool) : y;
}

void binary_into(BinaryOp op, const Tensor& y, const Tensor& b) {
    if (MetaPass::active()) check_same_device(y, b);
    check_output_shape(y, b);
    const DType needed = op == BinaryOp::Div && !is_floating(result_type(y, b)) ? default_dtype()
                                                                                : result_type(y, b);
    if (category(needed) > category(y.dtype())) {
        raise(ErrorKind::RuntimeError, "result type {} can't be cast to the desired output type {}",
              scalar_name(needed), scalar_name(y.dtype()));
    }
    Tensor right = b.to(y.dtype());
    if (right.same_storage(y) && !right.is(y)) right = right.copy();
    const Shape right_strides = broadcast_strides(right.sizes(), right.strides(), y.sizes());
    dispatch_numeric(y.dtype(), "binary", [&]<class T>() {
        T* values = y.mutable_data<T>();  // first: it may move the memory that b is on, too
        kernels::strided_binary(op, extents(y.sizes()), values, y.strides().data(), right.data<T>(),
                                right_strides.data(), values, y.strides().data());
    });
}

Tensor compare(kernels::CompareOp op, const Tensor& a, const Tensor& b) {
    if (MetaPass::active()) check_same_device(a, b);
    const DType common = result_type(a, b);
    // The small types are kept, not computed with: their numbers fit a type that is.
    const bool computed = common == DType::Float32 || common == DType::Float64 ||
                          common == DType::Int64 || common == DType::Bool;
    const DType dtype = computed ? common : is_floating(common) ? DType::Float32 : DType::Int64;
    const Tensor left = a.to(common).to(dtype);
    const Tensor right = b.to(common).to(dtype);
    const Tensor y = Tensor::empty(broadcast_shapes(left.sizes(), right.sizes()), DType::Bool);
    const Shape left_strides = broadcast_strides(left.sizes(), left.strides(), y.sizes());
    const Shape right_strides = broadcast_strides(right.sizes(), right.strides(), y.sizes());
    dispatch_computed(dtype, "compare", [&]<class T>() {
        kernels::strided_compare(op, extents(y.sizes()), left.data<T>(), left_strides.data(),
                                 right.data<T>(), right_strides.data(), y.mutable_data<bool>(),
                                 y.strides().data());
    });
    return y;
}

Tensor sum_to(const Tensor& x, const Shape& sizes) {
    if (x.sizes() == sizes) return x;
    const Tensor y = Tensor::zeros(sizes, x.dtype());
    const Shape strides = broadcast_strides(y.sizes(), y.strides(), x.sizes());
    dispatch_numeric(x.dtype(), "sum", [&]<class T>() {
        kernels::strided_sum(extents(x.sizes()), x.data<T>(), x.strides().data(),
                             y.mutable_data<T>(), strides.data());
    });
    return y;
}

}  // namespace raw

const Tensor& Tensor::add_(const Tensor& other, double alpha) const {
    check_inplace(*this);
    const Tensor scaled =
        alpha == 1 ? other
                   : raw::binary(BinaryOp::Mul, other, scalar(alpha, result_type(other, alpha)));
    raw::binary_into(BinaryOp::Add, *this, scaled);
    bump_version();
    return *this;
}

namespace {

const Tensor& write(const Tensor& y, BinaryOp op, const Tensor& b) {
    check_inplace(y);
    raw::binary_into(op, y, b);
    y.bump_version();
    return y;
}

Tensor number(const Tensor& beside, double value) {
    return Tensor::scalar(value, with_number(beside.dtype(), value));
}

}  // namespace

const Tensor& Tensor::add_(double other) const {
    return write(*this, BinaryOp::Add, number(*this, other));
}
const Tensor& Tensor::sub_(const Tensor& other) const {
    return write(*this, BinaryOp::Sub, other);
}
const Tensor& Tensor::mul_(const Tensor& other) const {
    return write(*this, BinaryOp::Mul, other);
}
const Tensor& Tensor::mul_(double other) const {
    return write(*this, BinaryOp::Mul, number(*this, other));
}
const Tensor& Tensor::div_(const Tensor& other) const {
    return write(*this, BinaryOp::Div, other);
}
const Tensor& Tensor::div_(double other) const {
    return write(*this, BinaryOp::Div, number(*this, other));
}

}  // namespace engine
