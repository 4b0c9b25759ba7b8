#include "engine/autograd/ops.h"
#include "engine/autograd/ops_join.h"
#include "engine/base/error.h"

namespace engine {

std::vector<Tensor> meshgrid(std::span<const Tensor> tensors, std::string_view indexing) {
    if (tensors.empty()) {
        raise(ErrorKind::RuntimeError, "meshgrid expects a non-empty TensorList");
    }
    for (const Tensor& tensor : tensors) {
        if (tensor.dim() > 1) {
            raise(ErrorKind::RuntimeError,
                  "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: {}",
                  to_string(tensor));
        }
        if (tensor.dtype() != tensors[0].dtype()) {
            raise(ErrorKind::RuntimeError, "meshgrid expects all tensors to have the same dtype");
        }
    }
    if (indexing != "ij" && indexing != "xy") {
        raise(ErrorKind::RuntimeError,
              "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: {}",
              indexing);
    }
    // "xy" has the first two axes the other way round.
    const bool exchanged = indexing == "xy" && tensors.size() >= 2;
    const auto axis = [&](size_t i) { return exchanged && i < 2 ? 1 - i : i; };
    Shape grid = Shape::filled(Shape::filled(tensors.size(), 1).size(), 1);
    for (size_t i = 0; i < tensors.size(); ++i) grid[axis(i)] = tensors[i].numel();
    std::vector<Tensor> out;
    for (size_t i = 0; i < tensors.size(); ++i) {
        Shape line = Shape::filled(tensors.size(), 1);
        line[axis(i)] = tensors[i].numel();
        out.push_back(expand(view(tensors[i], line), grid));
    }
    return out;
}

Tensor cartesian_prod(std::span<const Tensor> tensors) {
    for (const Tensor& tensor : tensors) {
        if (tensor.dim() == 1) continue;
        raise(ErrorKind::RuntimeError, "Expect a 1D vector, but got shape {}",
              tensor.sizes().str());
    }
    if (tensors.size() == 1) return tensors[0];
    std::vector<Tensor> columns;
    for (const Tensor& axis : meshgrid(tensors)) columns.push_back(flatten(axis));
    return stack(columns, 1);
}

}  // namespace engine
