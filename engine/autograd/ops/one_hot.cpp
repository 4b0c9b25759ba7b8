#include "engine/autograd/ops_index.h"
#include "engine/base/error.h"

#include <algorithm>

namespace engine {

Tensor one_hot(const Tensor& x, int64_t classes) {
    if (x.dtype() != DType::Int64) {
        raise(ErrorKind::RuntimeError, "one_hot is only applicable to index tensor.");
    }
    if (x.numel() == 0 && classes <= 0) {
        raise(ErrorKind::RuntimeError, "Can not infer total number of classes from empty tensor.");
    }
    const Tensor packed = x.contiguous();
    const std::span<const int64_t> values = packed.span<int64_t>();
    if (std::any_of(values.begin(), values.end(), [](int64_t value) { return value < 0; })) {
        raise(ErrorKind::RuntimeError, "Class values must be non-negative.");
    }
    const int64_t most = values.empty() ? -1 : *std::max_element(values.begin(), values.end());
    if (classes == -1) {
        classes = most + 1;
    } else if (most >= classes) {
        raise(ErrorKind::RuntimeError, "Class values must be smaller than num_classes.");
    }
    Shape sizes = x.sizes();
    sizes.push_back(classes);
    const Tensor y = Tensor::zeros(sizes, DType::Int64);
    const std::span<int64_t> to = y.mutable_span<int64_t>();
    for (size_t i = 0; i < values.size(); ++i) {
        to[i * static_cast<size_t>(classes) + static_cast<size_t>(values[i])] = 1;
    }
    return y;
}

}  // namespace engine
