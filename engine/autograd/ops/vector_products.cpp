#include "engine/autograd/ops.h"
#include "engine/autograd/ops/products.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

// y = a . b, for vectors.   dL/da = dL/dy b, dL/db = dL/dy a
Tensor dot(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "DotBackward0",
                                 .formula = "y = a . b",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     if (dx.wants(0)) dx.set(0, mul(dy, saved.tensor(1)));
                                     if (dx.wants(1)) dx.set(1, mul(dy, saved.tensor(0)));
                                 }};
    if (a.dim() != 1 || b.dim() != 1) {
        raise(ErrorKind::RuntimeError, "1D tensors expected, but got {}D and {}D tensors", a.dim(),
              b.dim());
    }
    if (a.dtype() != b.dtype()) {
        raise(ErrorKind::RuntimeError,
              "dot : expected both vectors to have same dtype, but found {} and {}",
              scalar_name(a.dtype()), scalar_name(b.dtype()));
    }
    if (a.size(0) != b.size(0)) {
        raise(ErrorKind::RuntimeError,
              "inconsistent tensor size, expected tensor {} and src {} to have the same number of "
              "elements, but got {} and {} elements respectively",
              a.sizes().str(), b.sizes().str(), a.numel(), b.numel());
    }
    const Tensor y =
        views::view(raw::product(views::unsqueeze(a, 0), views::unsqueeze(b, 1)), Shape{});
    return record(info, {a, b}, y,
                  {.tensors = {kept_if(needs_grad(b), a), kept_if(needs_grad(a), b)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      using kernels::BinaryOp;
                      if (dx.wants(0)) dx.set(0, raw::binary(BinaryOp::Mul, dy, saved.tensor(1)));
                      if (dx.wants(1)) dx.set(1, raw::binary(BinaryOp::Mul, dy, saved.tensor(0)));
                  });
}

// y = a v, a matrix and a vector.   dL/da = dL/dy v^T, dL/dv = a^T dL/dy
Tensor mv(const Tensor& a, const Tensor& v) {
    static constexpr OpInfo info{
        .name = "MvBackward0",
        .formula = "y = a v",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            if (dx.wants(0)) dx.set(0, mul(unsqueeze(dy, 1), unsqueeze(saved.tensor(1), 0)));
            if (dx.wants(1)) dx.set(1, mv(t(saved.tensor(0)), dy));
        }};
    if (a.dim() != 2 || v.dim() != 1) {
        raise(ErrorKind::RuntimeError, "vector + matrix @ vector expected, got 1, {}, {}", a.dim(),
              v.dim());
    }
    if (a.size(1) != v.size(0)) {
        raise(ErrorKind::RuntimeError, "size mismatch, got {}, {}x{},{}", a.size(0), a.size(0),
              a.size(1), v.size(0));
    }
    raw::check_scalar_types(a, v);
    const Tensor y = views::squeeze(raw::product(a, views::unsqueeze(v, 1)), 1);
    return record(
        info, {a, v}, y, {.tensors = {kept_if(needs_grad(v), a), kept_if(needs_grad(a), v)}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor column = views::unsqueeze(dy, 1);
            if (dx.wants(0)) dx.set(0, raw::product(column, views::unsqueeze(saved.tensor(1), 0)));
            if (dx.wants(1)) {
                dx.set(1, views::squeeze(raw::product(raw::turned(saved.tensor(0)), column), 1));
            }
        });
}

Tensor outer(const Tensor& a, const Tensor& b) {
    const auto check = [](const Tensor& x, std::string_view name) {
        if (x.dim() == 1) return;
        raise(ErrorKind::RuntimeError, "outer: Expected 1-D argument {}, but got {}-D", name,
              x.dim());
    };
    check(a, "self");
    check(b, "vec2");
    return mul(reshape(a, Shape{a.numel(), 1}), b);
}

}  // namespace engine
