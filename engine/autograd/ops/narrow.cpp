#include "engine/autograd/ops.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"

namespace engine {

Tensor narrow(const Tensor& x, int64_t dim, int64_t start, int64_t length) {
    if (x.dim() == 0) {
        raise(ErrorKind::RuntimeError, "narrow() cannot be applied to a 0-dim tensor.");
    }
    const int64_t size = x.size(dim);
    if (start != size) {
        start = static_cast<int64_t>(wrap_dim(start, static_cast<size_t>(size)));
    }
    if (length < 0 || start > size - length) {
        raise(ErrorKind::RuntimeError, "start ({}) + length ({}) exceeds dimension size ({}).",
              start, length, size);
    }
    return slice(x, dim, start, start + length);
}

}  // namespace engine
