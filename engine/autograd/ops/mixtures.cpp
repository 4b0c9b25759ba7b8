// Three tensors in one step: lerp, addcmul, addcdiv.
#include "engine/autograd/ops/pairs.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

using kernels::BinaryOp;

Tensor times(const Tensor& x, double factor) {
    return factor == 1 ? x
                       : raw::binary(BinaryOp::Mul, x, Tensor::scalar(factor, result_type(x, 1.5)));
}
Tensor times(const Tensor& a, const Tensor& b) {
    return raw::binary(BinaryOp::Mul, a, b);
}

void check_same_dtype(const Tensor& a, const Tensor& b, std::string_view name) {
    if (a.dtype() == b.dtype()) return;
    const auto plain = [](const Tensor& x) { return name_of(x.dtype()).substr(6); };
    raise(ErrorKind::RuntimeError, "expected dtype {} for `{}` but got dtype {}",
          plain(a) == "float32"   ? "float"
          : plain(a) == "float64" ? "double"
                                  : plain(a),
          name,
          plain(b) == "float32"   ? "float"
          : plain(b) == "float64" ? "double"
                                  : plain(b));
}

}  // namespace

// y = a + w (b - a), counted from the nearer end.   dL/da = dL/dy (1 - w), dL/db = dL/dy w,
// dL/dw = dL/dy (b - a)
namespace {

void recorded_lerp(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& w = saved.tensor(2);
    if (dx.wants(0)) dx.set(0, mul(dy, sub(1.0, w)));
    if (dx.wants(1)) dx.set(1, mul(dy, w));
    if (dx.wants(2)) dx.set(2, mul(dy, sub(saved.tensor(1), saved.tensor(0))));
}

}  // namespace

Tensor lerp(const Tensor& a, const Tensor& b, const Tensor& weight, bool number) {
    static constexpr OpInfo info{
        .name = "LerpBackward1", .formula = "y = a + w (b - a)", .recorded = recorded_lerp};
    static constexpr OpInfo by_number{
        .name = "LerpBackward0", .formula = "y = a + w (b - a)", .recorded = recorded_lerp};
    check_same_dtype(a, b, "end");
    if (!number) check_same_dtype(a, weight, "weight");
    if (!is_floating(a.dtype())) {
        raise(ErrorKind::RuntimeError, "\"{}\" not implemented for '{}'",
              number ? "lerp_kernel_scalar" : "lerp_kernel_tensor", scalar_name(a.dtype()));
    }
    const Tensor far = map_pairs(weight, Tensor::scalar(0.5, a.dtype()), "lerp",
                                 [](auto w, auto half) { return w < half ? w : w - 1; });
    const Tensor near_end = map_pairs(weight, Tensor::scalar(0.5, a.dtype()), "lerp",
                                      [](auto w, auto half) { return !(w < half); });
    const Tensor start = [&] {
        const NoGrad guard;
        return where(near_end, b, a);
    }();
    const Tensor y =
        raw::binary(BinaryOp::Add, start, times(raw::binary(BinaryOp::Sub, b, a), far));
    return record(
        number ? by_number : info, {a, b, weight}, y, {.tensors = {a, b, weight}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& w = saved.tensor(2);
            const Tensor one = Tensor::scalar(1, dy.dtype());
            if (dx.wants(0)) dx.set(0, times(dy, raw::binary(BinaryOp::Sub, one, w)));
            if (dx.wants(1)) dx.set(1, times(dy, w));
            if (!dx.wants(2)) return;
            dx.set(2, times(dy, raw::binary(BinaryOp::Sub, saved.tensor(1), saved.tensor(0))));
        });
}

// y = x + v a b.   dL/da = v dL/dy b
Tensor addcmul(const Tensor& x, const Tensor& a, const Tensor& b, double value) {
    static constexpr OpInfo info{.name = "AddcmulBackward0",
                                 .formula = "y = x + v a b",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, dy);
                                     const Tensor scaled = mul(dy, saved.number(0));
                                     if (dx.wants(1)) dx.set(1, mul(scaled, saved.tensor(1)));
                                     if (dx.wants(2)) dx.set(2, mul(scaled, saved.tensor(0)));
                                 }};
    const Tensor y = raw::binary(BinaryOp::Add, x, times(times(a, value), b));
    return record(info, {x, a, b}, y, {.tensors = {a, b}, .numbers = {value}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, dy);
                      const Tensor scaled = times(dy, saved.number(0));
                      if (dx.wants(1)) dx.set(1, times(scaled, saved.tensor(1)));
                      if (dx.wants(2)) dx.set(2, times(scaled, saved.tensor(0)));
                  });
}

// y = x + v a / b.   dL/da = v dL/dy / b, dL/db = -v dL/dy a / b^2
Tensor addcdiv(const Tensor& x, const Tensor& a, const Tensor& b, double value) {
    static constexpr OpInfo info{
        .name = "AddcdivBackward0",
        .formula = "y = x + v a / b",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, dy);
            const Tensor part = div(mul(dy, saved.number(0)), saved.tensor(1));
            if (dx.wants(1)) dx.set(1, part);
            if (dx.wants(2)) dx.set(2, neg(mul(part, div(saved.tensor(0), saved.tensor(1)))));
        }};
    if (!is_floating(result_type(a, b))) {
        raise(ErrorKind::RuntimeError,
              "Integer division with addcdiv is no longer supported, and in a future  release "
              "addcdiv will perform a true division of tensor1 and tensor2. The historic addcdiv "
              "behavior can be implemented as (input + value * torch.trunc(tensor1 / "
              "tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / "
              "tensor2) for float inputs. The future addcdiv behavior is just the latter "
              "implementation: (input + value * tensor1 / tensor2), for all dtypes.");
    }
    const Tensor y = raw::binary(BinaryOp::Add, x, raw::binary(BinaryOp::Div, times(a, value), b));
    return record(info, {x, a, b}, y, {.tensors = {a, b}, .numbers = {value}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      dx.set(0, dy);
                      const Tensor& divisor = saved.tensor(1);
                      const Tensor part =
                          raw::binary(BinaryOp::Div, times(dy, saved.number(0)), divisor);
                      dx.set(1, part);
                      if (!dx.wants(2)) return;
                      const Tensor ratio = raw::binary(BinaryOp::Div, saved.tensor(0), divisor);
                      dx.set(2, times(times(part, ratio), -1));
                  });
}

}  // namespace engine
