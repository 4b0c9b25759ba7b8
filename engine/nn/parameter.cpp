#include "engine/nn/parameter.h"

#include "engine/base/error.h"
#include "engine/nn/creation.h"

namespace engine::nn {

namespace {

void check_can_require(DType dtype) {
    if (is_floating(dtype)) return;
    raise(ErrorKind::RuntimeError,
          "Only Tensors of floating point and complex dtype can require gradients");
}

Tensor marked(const Tensor& tensor, bool requires_grad) {
    if (requires_grad) check_can_require(tensor.dtype());
    tensor.set_requires_grad(requires_grad);
    tensor.mark_parameter();
    return tensor;
}

}  // namespace

Tensor new_parameter(const Shape& sizes) {
    return new_parameter(sizes, creation().dtype);
}

Tensor new_parameter(const Shape& sizes, DType dtype) {
    return marked(creation().meta ? Tensor::meta(sizes, dtype) : Tensor::empty(sizes, dtype), true);
}

Tensor new_parameter(const Shape& sizes, double value) {
    return marked(new_buffer(sizes, value), true);
}

Tensor new_buffer(const Shape& sizes, double value) {
    return new_buffer(sizes, value, creation().dtype);
}

Tensor new_buffer(const Shape& sizes, double value, DType dtype) {
    return creation().meta ? Tensor::meta(sizes, dtype) : Tensor::full(sizes, value, dtype);
}

Tensor as_parameter(const Tensor& data, bool requires_grad) {
    return marked(data.detach(), requires_grad);
}

}  // namespace engine::nn
