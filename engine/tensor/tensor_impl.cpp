#include "engine/tensor/tensor_impl.h"

#include <new>

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
    if (!drop_reference(impl->references)) return;
    impl->~TensorImpl();
    pool_release(impl, sizeof(TensorImpl));
}

bool owns_alone(const Tensor& tensor) {
    const TensorImpl* impl = tensor.impl();
    return impl->unique() && impl->storage->unique() && !impl->storage->block_shared();
}

void check_inplace(const Tensor& tensor) {
    if (!GradMode::enabled() || !tensor.requires_grad()) return;
    if (tensor.is_leaf()) {
        raise(ErrorKind::RuntimeError,
              "a leaf Variable that requires grad is being used in an in-place operation.");
    }
    const Tensor& base = tensor.impl()->base;
    if (base.defined() && base.is_leaf() && base.requires_grad()) {
        raise(
            ErrorKind::RuntimeError,
            "a view of a leaf Variable that requires grad is being used in an in-place operation.");
    }
}

}  // namespace engine
