#include "engine/tensor/set_data.h"

#include "engine/tensor/tensor_impl.h"

namespace engine {

void set_data(const Tensor& x, const Tensor& data) {
    if (x.requires_grad() && !is_floating(data.dtype())) {
        raise(ErrorKind::RuntimeError,
              "data set to a tensor that requires gradients must be floating point or complex "
              "dtype");
    }
    TensorImpl& to = *x.impl();
    const TensorImpl& from = *data.impl();
    to.storage = from.storage;
    to.sizes = from.sizes;
    to.strides = from.strides;
    to.offset = from.offset;
    to.numel = from.numel;
    to.dtype = from.dtype;
    to.contiguous = from.contiguous;
    to.uninitialized = from.uninitialized;
}

}  // namespace engine
