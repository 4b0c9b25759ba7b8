#pragma once

#include "engine/base/error.h"
#include "engine/script/native.h"

namespace engine::script {

/// Reads `dtype=None, device=None, requires_grad=False`, which stand in this order from argument
/// `first` on in the signature of every maker of tensors.
class TensorOptions {
public:
    TensorOptions(const Call& call, std::size_t first)
        : dtype_(call.maybe_dtype(first)),
          meta_(call.meta(first + 1)),
          requires_grad_(call.flag(first + 2)) {}

    std::optional<DType> dtype() const { return dtype_; }
    bool meta() const { return meta_; }
    DType dtype_or(DType fallback) const { return dtype_.value_or(fallback); }

    /// x as the call returns it.
    /// throws  RuntimeError for a tensor of integers that is to require grad
    nn::Value finish(const Tensor& made) const {
        const Tensor x = meta_ && !made.is_meta() ? Tensor::meta(made.sizes(), made.dtype()) : made;
        if (requires_grad_) {
            if (!is_floating(x.dtype())) {
                raise(ErrorKind::RuntimeError,
                      "Only Tensors of floating point and complex dtype can require gradients");
            }
            x.set_requires_grad(true);
        }
        return x;
    }

private:
    std::optional<DType> dtype_;
    bool meta_;
    bool requires_grad_;
};

}  // namespace engine::script
