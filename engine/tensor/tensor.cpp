#include "engine/tensor/tensor.h"

#include <limits>

#include "engine/base/hash.h"
#include "engine/tensor/grad_listeners.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

namespace {

void check_sizes(const Shape& sizes) {
    for (const int64_t dim : sizes) {
        if (dim < 0) {
            raise(ErrorKind::RuntimeError, "Trying to create tensor with negative dimension {}: {}",
                  dim, sizes.str());
        }
    }
}

size_t bytes_of(const Shape& sizes, DType dtype) {
    size_t bytes = 0;
    if (__builtin_mul_overflow(static_cast<size_t>(sizes.numel()), itemsize(dtype), &bytes) ||
        bytes > size_t{std::numeric_limits<int64_t>::max()}) {
        raise(ErrorKind::RuntimeError, "Storage size calculation overflowed with sizes={}",
              sizes.str());
    }
    return bytes;
}

}  // namespace

void Tensor::refuse_undefined() {
    raise(ErrorKind::AttributeError, "'NoneType' object is not a tensor");
}

void Tensor::refuse_dtype(DType wanted) const {
    raise(ErrorKind::RuntimeError, "expected scalar type {} but found {}", scalar_name(wanted),
          scalar_name(dtype()));
}

int64_t Tensor::size(int64_t dim) const {
    return sizes()[wrap_dim(dim, sizes().size())];
}
bool Tensor::same_storage(const Tensor& other) const {
    return defined() && other.defined() && impl_->storage == other.impl_->storage;
}
uint64_t Tensor::storage_id() const {
    return storage()->id();
}
uint32_t Tensor::version() const {
    const TensorImpl& x = known();
    return (x.counter ? x.counter : x.storage)->version();
}
void Tensor::bump_version() const {
    const TensorImpl& x = known();
    (x.counter ? x.counter : x.storage)->bump_version();
}

void Tensor::check_contiguous() const {
    if (!is_contiguous()) raise(ErrorKind::RuntimeError, "input is not contiguous");
}

Tensor Tensor::empty(const Shape& sizes, DType dtype) {
    if (MetaPass::active()) return meta(sizes, dtype);
    check_sizes(sizes);
    return Tensor(TensorImpl::make(Storage::make(bytes_of(sizes, dtype)), sizes, dtype));
}

Tensor Tensor::meta(const Shape& sizes, DType dtype) {
    check_sizes(sizes);
    bytes_of(sizes, dtype);
    return Tensor(TensorImpl::make(Storage::make_meta(), sizes, dtype));
}

Tensor Tensor::zeros(const Shape& sizes, DType dtype) {
    return full(sizes, 0, dtype);
}
Tensor Tensor::ones(const Shape& sizes, DType dtype) {
    return full(sizes, 1, dtype);
}
Tensor Tensor::scalar(double value, DType dtype) {
    return full({}, value, dtype);
}
Tensor Tensor::like(const Tensor& other) {
    if (other.is_meta()) return meta(other.sizes(), other.dtype());
    return empty(other.sizes(), other.dtype());
}

Tensor Tensor::grad() const {
    if (!impl_) return {};
    const GradListeners* const listeners = impl_->listeners.get();
    return listeners != nullptr && listeners->retains ? listeners->gradient : impl_->grad;
}
const Ref<GradFn>& Tensor::grad_fn() const {
    return known().grad_fn;
}

std::string_view Tensor::grad_fn_name() const {
    return impl_ && impl_->grad_fn ? impl_->grad_fn->name() : std::string_view();
}

bool Tensor::is_parameter() const {
    return impl_->parameter;
}

void Tensor::mark_parameter() const {
    impl_->parameter = true;
}

bool Tensor::is_uninitialized() const {
    return impl_ && impl_->uninitialized;
}

void Tensor::mark_uninitialized(bool uninitialized) const {
    impl_->uninitialized = uninitialized;
}

void Tensor::set_requires_grad(bool requires_grad) const {
    if (!is_leaf()) {
        if (requires_grad) return;  // it does already
        raise(
            ErrorKind::RuntimeError,
            "you can only change requires_grad flags of leaf variables. If you want to use a "
            "computed variable in a subgraph that doesn't require differentiation use var_no_grad "
            "= var.detach().");
    }
    if (requires_grad && !is_floating(dtype())) {
        raise(ErrorKind::RuntimeError,
              "only Tensors of floating point dtype can require gradients");
    }
    if (requires_grad && storage()->inference() && !InferenceMode::enabled()) {
        raise(ErrorKind::RuntimeError,
              "Setting requires_grad=True on inference tensor outside InferenceMode is not "
              "allowed.");
    }
    known();
    impl_->requires_grad = requires_grad;
}

void Tensor::set_grad(const Tensor& grad) const {
    known();
    if (grad.defined()) {
        if (grad.dtype() != dtype())
            raise(ErrorKind::RuntimeError, "assigned grad has data of a different type");
        if (grad.sizes() != sizes())
            raise(ErrorKind::RuntimeError, "assigned grad has data of a different size");
    }
    GradListeners* const listeners = impl_->listeners.get();
    (listeners != nullptr && listeners->retains ? listeners->gradient : impl_->grad) = grad;
}

void Tensor::set_data(const Tensor& other) const {
    if (requires_grad() && !is_floating(other.dtype())) {
        raise(ErrorKind::RuntimeError,
              "data set to a tensor that requires gradients must be floating point or complex "
              "dtype");
    }
    const TensorImpl& source = *other.impl();
    impl_->storage = source.storage;
    impl_->sizes = source.sizes;
    impl_->strides = source.strides;
    impl_->offset = source.offset;
    impl_->numel = source.numel;
    impl_->dtype = source.dtype;
    impl_->contiguous = source.contiguous;
}

Tensor Tensor::detach() const {
    const TensorImpl& x = known();
    Tensor alias(TensorImpl::make(x.storage, x.sizes, x.strides, x.offset, x.dtype));
    alias.impl_->counter = x.counter;
    return alias;
}

Tensor Tensor::data_alias() const {
    Tensor alias = detach();
    alias.impl_->counter = Storage::make_meta();
    return alias;
}

Tensor Tensor::snapshot() const {
    if (!impl_) return {};
    return Tensor(TensorImpl::make(impl_->storage->share(), impl_->sizes, impl_->strides,
                                   impl_->offset, impl_->dtype));
}

Tensor Tensor::contiguous() const {
    return is_contiguous() ? *this : copy();
}

void Tensor::hash_into(Hasher& hasher) const {
    if (!impl_) {
        hasher.add(-1);
        return;
    }
    hasher.add(dtype()).add(dim());
    for (const int64_t size : sizes()) hasher.add(size);
    hasher.add(static_cast<int>(requires_grad()));
    if (impl_->listeners) {
        for (const auto& [id, hook] : impl_->listeners->hooks) hasher.add(id + 1);
    }
    if (is_meta()) {
        hasher.add(-2);
        return;
    }
    const Tensor packed = contiguous();
    hasher.add_bytes(packed.raw_data(), static_cast<size_t>(numel()) * itemsize(dtype()));
}

Tensor ForkMemo::fork(const Tensor& tensor) {
    if (!tensor.defined()) return {};
    const auto known = tensors_.find(tensor.identity());
    if (known != tensors_.end()) return known->second.copy;

    StorageRef& storage = storages_[tensor.storage_id()];
    if (!storage) storage = tensor.storage()->share();
    Tensor copy(TensorImpl::make(storage, tensor.sizes(), tensor.strides(), tensor.offset(),
                                 tensor.dtype()));
    copy.impl()->requires_grad = tensor.requires_grad() && tensor.is_leaf();
    copy.impl()->parameter = tensor.is_parameter();
    copy.impl()->uninitialized = tensor.is_uninitialized();
    // A parameter's hooks change what training does; those of a result go with its history.
    const GradListeners* const listeners = tensor.impl()->listeners.get();
    if (tensor.is_leaf() && listeners != nullptr && !listeners->hooks.empty()) {
        auto kept = std::make_shared<GradListeners>();
        kept->hooks = listeners->hooks;
        kept->next_id = listeners->next_id;
        copy.impl()->listeners = std::move(kept);
    }
    tensors_.emplace(tensor.identity(), Forked{tensor, copy});
    if (tensor.grad().defined()) copy.impl()->grad = fork(tensor.grad());
    return copy;
}

}  // namespace engine
