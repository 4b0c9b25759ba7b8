#pragma once

#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/tensor/dtype.h"
#include "engine/tensor/shape.h"
#include "engine/tensor/storage.h"

namespace engine {

class Hasher;
class GradFn;
struct TensorImpl;

inline void ref_retain(TensorImpl* impl) noexcept;
void ref_release(TensorImpl* impl) noexcept;

/// PyTorch's tensor: sizes, strides and offset on a shared Storage, and what autograd knows of it.
///
/// A handle: copies are the same tensor, as names are in Python, and const says that the handle
/// stays, not that the elements do. Default constructed it is undefined, which is Python's None.
/// Differentiable functions of tensors are free functions (engine/autograd/ops.h); what is a member
/// here records nothing.
class Tensor {
public:
    Tensor() = default;

    // Makers. All results are row-major leaves that do not require grad.

    /// Elements are not set.
    static Tensor empty(const Shape& sizes, DType dtype = DType::Float32);
    static Tensor zeros(const Shape& sizes, DType dtype = DType::Float32);
    static Tensor ones(const Shape& sizes, DType dtype = DType::Float32);
    static Tensor full(const Shape& sizes, double value, DType dtype = DType::Float32);
    /// Of shape [].
    static Tensor scalar(double value, DType dtype = DType::Float32);
    /// A copy of row-major values.
    static Tensor from(std::span<const float> values, const Shape& sizes);
    static Tensor from(std::span<const double> values, const Shape& sizes);
    static Tensor from(std::span<const int64_t> values, const Shape& sizes);
    static Tensor from(std::initializer_list<double> values, const Shape& sizes,
                       DType dtype = DType::Float32);
    /// Sizes and dtype without elements: torch.empty(sizes, device='meta').
    static Tensor meta(const Shape& sizes, DType dtype = DType::Float32);
    /// 0, 1, ... end - 1 as int64
    static Tensor arange(int64_t end);
    /// start, start + step, ... below end
    static Tensor arange(double start, double end, double step, DType dtype = DType::Float32);
    /// Empty, with the other's sizes, dtype and device.
    static Tensor like(const Tensor& other);

    bool defined() const { return static_cast<bool>(impl_); }
    explicit operator bool() const = delete;

    // Shape.

    const Shape& sizes() const;
    const Shape& strides() const;
    /// Elements into the storage.
    int64_t offset() const;
    DType dtype() const;
    int64_t dim() const { return static_cast<int64_t>(sizes().size()); }
    /// Negative counts from the end.
    /// throws  IndexError "Dimension out of range (expected to be in range of [-2, 1], but got 5)"
    int64_t size(int64_t dim) const;
    int64_t numel() const;
    /// Row-major without gaps.
    bool is_contiguous() const;

    // Elements.

    /// The first element. T must be the dtype's (RuntimeError "expected scalar type Float but found
    /// Double"); elements are where strides() says.
    template <class T>
    const T* data() const {
        return static_cast<const T*>(checked(dtype_of<T>()));
    }

    /// The same for writing: copies memory that a fork, a view or a trace holds too. Raises no
    /// version: who writes over what somebody may have saved calls bump_version().
    template <class T>
    T* mutable_data() const {
        return static_cast<T*>(checked_writable(dtype_of<T>()));
    }

    /// All elements in order; only of a contiguous tensor.
    template <class T>
    std::span<const T> span() const {
        check_contiguous();
        return {data<T>(), static_cast<size_t>(numel())};
    }
    template <class T>
    std::span<T> mutable_span() const {
        check_contiguous();
        return {mutable_data<T>(), static_cast<size_t>(numel())};
    }

    /// The first element's bytes, whatever the dtype.
    const void* raw_data() const;
    void* raw_mutable_data() const;

    /// The only element as T, whatever the dtype.
    /// throws  RuntimeError "a Tensor with 3 elements cannot be converted to Scalar"
    template <class T = double>
    T item() const;

    /// All elements in logical order, converted.
    template <class T = double>
    std::vector<T> to_vector() const;

    // Identity.

    /// Whether both are the same object, as Python's `is`.
    bool is(const Tensor& other) const { return impl_ == other.impl_; }
    /// Of the object, for maps; valid while a handle lives.
    const void* identity() const { return impl_.get(); }
    /// Whether a write through one is seen through the other (they may still not overlap).
    bool same_storage(const Tensor& other) const;
    uint64_t storage_id() const;
    const StorageRef& storage() const;
    /// On the meta device: sizes and dtype, and no elements.
    bool is_meta() const { return storage()->is_meta(); }
    /// How often the storage was written to in place, through whoever shares the counter:
    /// `_version`.
    uint32_t version() const;
    void bump_version() const;

    // Autograd.

    bool requires_grad() const;
    /// throws  RuntimeError for a non-leaf, or for a dtype that is not floating
    void set_requires_grad(bool requires_grad) const;
    /// Whether it is an nn.Parameter, which modules register and print() names.
    bool is_parameter() const;
    void mark_parameter() const;
    /// Whether it is a lazy module's UninitializedParameter or UninitializedBuffer: its sizes are
    /// not known yet, and are torch.Size([0]) here.
    bool is_uninitialized() const;
    void mark_uninitialized(bool uninitialized = true) const;
    /// No grad_fn.
    bool is_leaf() const;
    /// Undefined if there is none.
    Tensor grad() const;
    /// Undefined takes it away.
    /// throws  RuntimeError "assigned grad has data of a different size" (or type)
    void set_grad(const Tensor& grad) const;
    /// "AddmmBackward0", or "" for a leaf.
    std::string_view grad_fn_name() const;
    const Ref<GradFn>& grad_fn() const;

    /// `x.data = other`: the same object gets the other's memory, sizes and dtype.
    void set_data(const Tensor& other) const;

    // Other tensors on the same elements.

    /// Same storage and version counter, no history.
    Tensor detach() const;
    /// `x.data`: as detach(), with a version counter of its own, so that backward does not learn of
    /// writes to it.
    Tensor data_alias() const;
    /// What it holds now, for whoever looks: a storage of its own on the same memory, no autograd.
    /// Later writes to either are not seen by the other.
    Tensor snapshot() const;
    /// Itself if it is contiguous, else a copy. No history.
    Tensor contiguous() const;
    /// A row-major copy in fresh memory. No history.
    Tensor copy() const;
    /// Converted; itself if it has the dtype already. No history.
    Tensor to(DType dtype) const;

    // Writes in place, through views too. They raise the version, and record nothing: ops.h has
    // the functions of the same name that do.
    // throws  RuntimeError "a leaf Variable that requires grad is being used in an in-place
    //         operation." in grad mode

    const Tensor& zero_() const { return fill_(0); }
    const Tensor& fill_(double value) const;
    /// Broadcasts and converts.
    const Tensor& copy_(const Tensor& source) const;
    /// self += alpha * other
    const Tensor& add_(const Tensor& other, double alpha = 1) const;
    const Tensor& add_(double other) const;
    const Tensor& sub_(const Tensor& other) const;
    const Tensor& mul_(const Tensor& other) const;
    const Tensor& mul_(double other) const;
    const Tensor& div_(const Tensor& other) const;
    const Tensor& div_(double other) const;

    /// Adds dtype, sizes, requires_grad and the elements in logical order: two tensors that PyTorch
    /// would call equal and that train alike hash alike. The gradient is not part of it.
    void hash_into(Hasher& hasher) const;

    /// For the engine's own files (tensor_impl.h).
    explicit Tensor(Ref<TensorImpl> impl) : impl_(std::move(impl)) {}
    TensorImpl* impl() const { return impl_.get(); }

private:
    const TensorImpl& known() const;
    const void* checked(DType dtype) const;
    void* checked_writable(DType dtype) const;
    void check_contiguous() const;
    [[noreturn]] static void refuse_undefined();
    [[noreturn]] void refuse_dtype(DType wanted) const;

    Ref<TensorImpl> impl_;
};

/// Copies tensors for a fork of the state: the same tensor twice gives the same copy, tensors on
/// one storage stay on one (new) storage, memory is shared until somebody writes, requires_grad is
/// kept and .grad is copied with the same rules. A result of recorded operations loses its history
/// (and does not require grad): a fork starts between steps.
class ForkMemo {
public:
    /// Undefined gives undefined.
    Tensor fork(const Tensor& tensor);

private:
    struct Forked {
        Tensor original;  // keeps the address from being used again
        Tensor copy;
    };
    std::unordered_map<const void*, Forked> tensors_;
    std::unordered_map<uint64_t, StorageRef> storages_;
};

/// What print(x) writes: "tensor([[1., 2.]], grad_fn=<AddmmBackward0>)".
std::string to_string(const Tensor& tensor);

}  // namespace engine

// What every op asks of its tensors, without a call each.
#include "engine/tensor/tensor_impl.h"
