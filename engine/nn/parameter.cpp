#include "engine/nn/parameter.h"

namespace engine::nn {

Tensor new_parameter(const Shape& sizes) {
    return new_parameter(sizes, DType::Float32);
}

Tensor new_parameter(const Shape& sizes, DType dtype) {
    Tensor parameter = Tensor::empty(sizes, dtype);
    parameter.set_requires_grad(true);
    parameter.mark_parameter();
    return parameter;
}

Tensor new_parameter(const Shape& sizes, double value) {
    Tensor parameter = Tensor::full(sizes, value);
    parameter.set_requires_grad(true);
    parameter.mark_parameter();
    return parameter;
}

}  // namespace engine::nn
