#pragma once

#include <atomic>
#include <memory>

#include "engine/tensor/grad_fn.h"
#include "engine/tensor/tensor.h"

namespace engine {

struct GradListeners;

/// What a Tensor handle points at. For the engine's own files; tensor.h includes this at its end.
struct TensorImpl {
    StorageRef storage;
    Shape sizes;
    Shape strides;
    int64_t offset = 0;
    int64_t numel = 1;
    DType dtype = DType::Float32;
    bool contiguous = true;
    bool requires_grad = false;  // of a leaf: asked for; of a result: has a grad_fn
    bool parameter = false;      // an nn.Parameter
    bool uninitialized = false;  // sizes not known yet: of a lazy module
    uint32_t output = 0;         // which of the grad_fn's outputs it is
    Ref<GradFn> grad_fn;
    Tensor grad;
    // How often the tape rewrote a tensor's history in place; of a view: the base's count that its
    // own grad_fn knows of.
    uint32_t rewritten = 0;
    Tensor base;  // of a differentiable view: the tensor it is a view of (never itself a view)
    // Who is told of the gradient, and keeps a result's (grad_listeners.h); usually null.
    std::shared_ptr<GradListeners> listeners;
    // Whose version counts, if it is not the storage's own: that of x.data and of its views.
    StorageRef counter;
    Tensor pending;  // of a leaf, while backward runs: the sum of what has come

    /// A new one with a row-major layout on a storage.
    static Ref<TensorImpl> make(StorageRef storage, const Shape& sizes, DType dtype);
    /// Any layout.
    static Ref<TensorImpl> make(StorageRef storage, const Shape& sizes, const Shape& strides,
                                int64_t offset, DType dtype);

    bool unique() const { return references.load(std::memory_order_acquire) == 1; }

    std::atomic<uint32_t> references{1};
};

/// Whether nobody else can see this tensor's elements: one handle, one tensor on the storage, one
/// storage on the block. Its memory may then be taken over.
bool owns_alone(const Tensor& tensor);

/// Refuses a write in place that autograd forbids: see Tensor's writes.
void check_inplace(const Tensor& tensor);

// Members of Tensor that every op asks for: a few instructions each, so no call.

inline void ref_retain(TensorImpl* impl) noexcept {
    impl->references.fetch_add(1, std::memory_order_relaxed);
}

inline const TensorImpl& Tensor::known() const {
    if (!impl_) refuse_undefined();
    return *impl_;
}

inline const Shape& Tensor::sizes() const {
    return known().sizes;
}
inline const Shape& Tensor::strides() const {
    return known().strides;
}
inline int64_t Tensor::offset() const {
    return known().offset;
}
inline DType Tensor::dtype() const {
    return known().dtype;
}
inline int64_t Tensor::numel() const {
    return known().numel;
}
inline bool Tensor::is_contiguous() const {
    return known().contiguous;
}
inline const StorageRef& Tensor::storage() const {
    return known().storage;
}
inline bool Tensor::requires_grad() const {
    return impl_ && impl_->requires_grad;
}
inline bool Tensor::is_leaf() const {
    return !impl_ || !impl_->grad_fn;
}

inline const void* Tensor::raw_data() const {
    const TensorImpl& x = known();
    return x.storage->data() + static_cast<size_t>(x.offset) * itemsize(x.dtype);
}
inline void* Tensor::raw_mutable_data() const {
    const TensorImpl& x = known();
    return x.storage->writable() + static_cast<size_t>(x.offset) * itemsize(x.dtype);
}
inline const void* Tensor::checked(DType wanted) const {
    if (dtype() != wanted) refuse_dtype(wanted);
    return raw_data();
}
inline void* Tensor::checked_writable(DType wanted) const {
    if (dtype() != wanted) refuse_dtype(wanted);
    return raw_mutable_data();
}

}  // namespace engine
