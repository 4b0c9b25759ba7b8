#include "engine/autograd/ops.h"
#include "engine/autograd/ops_shape.h"

namespace engine {

std::vector<Tensor> broadcast_tensors(std::span<const Tensor> tensors) {
    Shape shape;
    for (const Tensor& tensor : tensors) shape = broadcast_shapes(shape, tensor.sizes());
    std::vector<Tensor> out;
    for (const Tensor& tensor : tensors) {
        out.push_back(tensor.sizes() == shape ? tensor : expand(tensor, shape));
    }
    return out;
}

}  // namespace engine
