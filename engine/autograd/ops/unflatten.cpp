#include "engine/autograd/ops.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"

#include <algorithm>

namespace engine {

namespace {

bool multiply_to(std::span<const int64_t> sizes, int64_t wanted) {
    const auto open = std::count(sizes.begin(), sizes.end(), -1);
    int64_t product = 1;
    for (const int64_t size : sizes) {
        if (size < -1 || (size >= 0 && __builtin_mul_overflow(product, size, &product))) {
            return false;
        }
    }
    if (open == 0) return product == wanted;
    return open == 1 && product > 0 && wanted % product == 0;
}

}  // namespace

Tensor unflatten(const Tensor& x, int64_t dim, std::span<const int64_t> sizes) {
    const size_t d = wrap_dim(dim, x.sizes().size());
    if (sizes.empty()) raise(ErrorKind::RuntimeError, "unflatten: sizes must be non-empty");
    const int64_t size = x.dim() == 0 ? 1 : x.sizes()[d];
    if (std::count(sizes.begin(), sizes.end(), -1) > 1) {
        raise(ErrorKind::RuntimeError,
              "unflatten got an unexpected error:\nonly one dimension can be inferred");
    }
    if (!multiply_to(sizes, size)) {
        raise(ErrorKind::RuntimeError,
              "unflatten: Provided sizes {} don't multiply up to the size of dim {} ({}) in the "
              "input tensor",
              Shape(sizes).str(), d, size);
    }
    Shape wanted;
    for (size_t i = 0; i < d; ++i) wanted.push_back(x.sizes()[i]);
    int64_t rest = size;
    for (const int64_t part : sizes) rest = part > 0 ? rest / part : rest;
    for (const int64_t part : sizes) wanted.push_back(part == -1 ? rest : part);
    for (size_t i = d + 1; i < x.sizes().size(); ++i) wanted.push_back(x.sizes()[i]);
    return view(x, wanted);
}

}  // namespace engine
