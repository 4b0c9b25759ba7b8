#include "engine/autograd/ops_activation.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/ops/pairs.h"
#include "engine/tensor/views.h"

#include <cmath>

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const int64_t dim = saved.integer(0), half = x.size(dim) / 2;
    const Tensor s = sigmoid(slice(x, dim, half, 2 * half));
    const Tensor values = mul(dy, s);
    const Tensor slope = mul(slice(x, dim, 0, half), sub(1.0, s));
    dx.set(0, cat(std::vector<Tensor>{values, mul(values, slope)}, dim));
}

}  // namespace

namespace {

struct Halves {
    Tensor values, gates;
};

Halves halves(const Tensor& x, int64_t dim) {
    const int64_t half = x.size(dim) / 2;
    return {views::slice(x, dim, 0, half), views::slice(x, dim, half, 2 * half)};
}

Tensor gate(const Tensor& x) {
    return map_elements(x, "glu_cpu", [](auto v) {
        using T = decltype(v);
        return T(1) / (T(1) + std::exp(-v));
    });
}

Tensor times(const Tensor& a, const Tensor& b) {
    return raw::binary(kernels::BinaryOp::Mul, a, b);
}

}  // namespace

// y = a s with s = 1 / (1 + exp(-b)), a and b the halves of x.   dL/da = dL/dy s,
// dL/db = dL/dy a s (1 - s)
Tensor glu(const Tensor& x, int64_t dim) {
    static constexpr OpInfo info{
        .name = "GluBackward0", .formula = "y = a / (1 + exp(-b))", .recorded = recorded_backward};
    if (x.dim() == 0) {
        raise(ErrorKind::RuntimeError,
              "glu does not support scalars because halving size must be even");
    }
    const size_t d = wrap_dim(dim, x.sizes().size());
    if (x.sizes()[d] % 2 != 0) {
        raise(ErrorKind::RuntimeError,
              "Halving dimension must be even, but dimension {} is size {}", d, x.sizes()[d]);
    }
    const Halves parts = halves(x.detach(), dim);
    return record(
        info, {x}, times(parts.values, gate(parts.gates)), {.tensors = {x}, .integers = {dim}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Halves in = halves(saved.tensor(0).detach(), saved.integer(0));
            const Tensor s = gate(in.gates);
            const Tensor slope = map_elements(s, "glu", [](auto v) { return v * (1 - v); });
            const Halves out = halves(dx.fresh(0), saved.integer(0));
            out.values.copy_(times(dy, s));
            out.gates.copy_(times(times(dy, in.values), slope));
        });
}

}  // namespace engine
