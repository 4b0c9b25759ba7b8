#pragma once

#include <atomic>

#include "engine/tensor/grad_fn.h"
#include "engine/tensor/tensor.h"

namespace engine {

/// What a Tensor handle points at. For the engine's own files.
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
    uint32_t output = 0;         // which of the grad_fn's outputs it is
    Ref<GradFn> grad_fn;
    Tensor grad;
    // How often the tape rewrote a tensor's history in place; of a view: the base's count that its
    // own grad_fn knows of.
    uint32_t rewritten = 0;
    Tensor base;     // of a differentiable view: the tensor it is a view of (never itself a view)
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

}  // namespace engine
