#include "engine/tensor/tensor_impl.h"

#include <new>

#include "engine/tensor/grad_listeners.h"
#include "engine/tensor/grad_mode.h"
#include "engine/tensor/references.h"

namespace engine {

namespace {

bool row_major(const Shape& sizes, const Shape& strides) {
    int64_t step = 1;
    for (size_t i = sizes.size(); i-- > 0;) {
        if (sizes[i] != 1 && strides[i] != step) return false;
        step *= sizes[i];
    }
    return true;
}

}  // namespace

Ref<TensorImpl> TensorImpl::make(StorageRef storage, const Shape& sizes, DType dtype) {
    auto impl = Ref<TensorImpl>::adopt(new (pool_allocate(sizeof(TensorImpl))) TensorImpl);
    impl->storage = std::move(storage);
    impl->sizes = sizes;
    impl->strides = row_major_strides(sizes);
    impl->numel = sizes.numel();
    impl->dtype = dtype;
    return impl;
}

Ref<TensorImpl> TensorImpl::make(StorageRef storage, const Shape& sizes, const Shape& strides,
                                 int64_t offset, DType dtype) {
    auto impl = make(std::move(storage), sizes, dtype);
    impl->strides = strides;
    impl->offset = offset;
    impl->contiguous = impl->numel == 0 || row_major(sizes, strides);
    return impl;
}

void ref_release(TensorImpl* impl) noexcept {
    // A gradient's gradient's gradient goes in this loop and not in frames of its own.
    while (impl != nullptr && drop_reference(impl->references)) {
        TensorImpl* const grad = impl->grad.impl();
        if (grad != nullptr) ref_retain(grad);
        impl->~TensorImpl();
        pool_release(impl, sizeof(TensorImpl));
        impl = grad;
    }
}

bool owns_alone(const Tensor& tensor) {
    const TensorImpl* impl = tensor.impl();
    return impl->unique() && impl->storage->unique() && !impl->storage->block_shared();
}

namespace {

// The functions whose result is several views at once.
bool makes_pieces(std::string_view name) {
    return name == "SplitBackward0" || name == "SplitWithSizesBackward0" ||
           name == "UnbindBackward0";
}

void check_history(const Tensor& tensor) {
    const TensorImpl& impl = *tensor.impl();
    if (impl.base.defined()) {
        // A view that requires grad and has no step of its own: see record_view().
        if (!impl.grad_fn && impl.base.requires_grad() &&
            impl.rewritten == impl.base.impl()->rewritten) {
            raise(ErrorKind::RuntimeError,
                  "A view was created in no_grad mode and is being modified inplace with grad mode "
                  "enabled. Given that this use case is ambiguous and error-prone, it is "
                  "forbidden. You can clarify your code by moving both the view and the inplace "
                  "either both inside the no_grad block (if you don't want the inplace to be "
                  "tracked) or both outside (if you want the inplace to be tracked).");
        }
        if (makes_pieces(tensor.grad_fn_name())) {
            raise(ErrorKind::RuntimeError,
                  "Output {} of {} is a view and is being modified inplace. This view is the "
                  "output of a function that returns multiple views. Such functions do not allow "
                  "the output views to be modified inplace. You should replace the inplace "
                  "operation by an out-of-place one.",
                  impl.output, tensor.grad_fn_name());
        }
        if (impl.base.is_leaf()) {
            raise(ErrorKind::RuntimeError,
                  "a view of a leaf Variable that requires grad is being used in an in-place "
                  "operation.");
        }
    }
    if (tensor.grad_fn_name() == "BackwardHookFunctionBackward") {
        raise(ErrorKind::RuntimeError,
              "Output {} of {} is a view and is being modified inplace. This view was created "
              "inside a custom Function (or because an input was returned as-is) and the autograd "
              "logic to handle view+inplace would override the custom backward associated with the "
              "custom Function, leading to incorrect gradients. This behavior is forbidden. You "
              "can fix this by cloning the output of the custom Function.",
              impl.output, tensor.grad_fn_name());
    }
    if (tensor.is_leaf()) {
        raise(ErrorKind::RuntimeError,
              "a leaf Variable that requires grad is being used in an in-place operation.");
    }
}

}  // namespace

void check_inplace(const Tensor& tensor) {
    const bool tracked = GradMode::enabled() && tensor.requires_grad();
    const bool of_inference = tensor.storage()->inference();
    if (tracked && !(of_inference && tensor.impl()->base.defined())) check_history(tensor);
    if (of_inference && !InferenceMode::enabled()) {
        raise(
            ErrorKind::RuntimeError,
            "Inplace update to inference tensor outside InferenceMode is not allowed.You can make "
            "a clone to get a normal tensor before doing inplace update.See "
            "https://github.com/pytorch/rfcs/pull/17 for more details.");
    }
}

}  // namespace engine
