#include "engine/autograd/ops.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_distance.h"
#include "engine/autograd/ops_reduce.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"
#include "engine/tensor/grad_mode.h"

namespace engine {

Tensor normalize(const Tensor& x, double p, int64_t dim, double eps) {
    const Tensor length = norm(x, p, std::span(&dim, 1), true);
    return div(x, expand(clamp_min(length, Tensor::scalar(eps, x.dtype()), true), x.sizes()));
}

namespace {

// |x| along dim, not less than eps; the gradient does not know of the limit.
Tensor length_along(const Tensor& x, int64_t dim, double eps) {
    const Tensor length = clone(norm(x, 2, std::span(&dim, 1), true, true));
    const NoGrad guard;
    length.copy_(clamp_min(length, Tensor::scalar(eps, x.dtype()), true));
    return length;
}

}  // namespace

Tensor cosine_similarity(const Tensor& a, const Tensor& b, int64_t dim, double eps) {
    const DType dtype = promote_types(a.dtype(), b.dtype());
    if (!is_floating(dtype)) {
        raise(ErrorKind::RuntimeError,
              "expected common dtype to be floating point, yet common dtype is {}",
              scalar_name(dtype));
    }
    const Shape sizes = broadcast_shapes(a.sizes(), b.sizes());
    const Tensor x = expand(to(a, dtype), sizes);
    const Tensor y = expand(to(b, dtype), sizes);
    return sum(mul(div(x, length_along(x, dim, eps)), div(y, length_along(y, dim, eps))),
               std::span(&dim, 1));
}

Tensor pairwise_distance(const Tensor& a, const Tensor& b, double p, double eps, bool keepdim) {
    const int64_t last = std::max(a.dim(), b.dim()) - 1;
    return norm(add(sub(a, b), eps), p, std::span(&last, 1), keepdim);
}

}  // namespace engine
