// y_ij = |a_i - b_j|, rows of a and b.   dL/da_i = sum over j of dL/dy_ij times the slope, dL/db_j
// likewise with the other sign
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_distance.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"
#include "engine/kernels/distance.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

kernels::DistanceGeometry geometry(const Tensor& a, const Tensor& b, double p) {
    return {a.sizes()[0], b.sizes()[0], a.sizes()[1], p};
}

// Batches of rows, (batches, n, k), as rows of batch i.
Tensor batch(const Tensor& x, int64_t i) {
    return views::select(x, 0, i);
}

// The gradient of `a`; y and dy (batches, n, m), or turned if a is the second operand.
Tensor gradient(const Tensor& a, const Tensor& b, const Tensor& y, const Tensor& dy, bool turned,
                double p) {
    const Tensor da = Tensor::zeros(a.sizes(), a.dtype());
    const int64_t columns = y.sizes()[2];
    dispatch_floating(a.dtype(), "cdist_backward", [&]<class T>() {
        for (int64_t i = 0; i < a.sizes()[0]; ++i) {
            kernels::row_distances_backward(
                geometry(batch(a, i), batch(b, i), p), batch(a, i).data<T>(), batch(b, i).data<T>(),
                batch(y, i).data<T>(), batch(dy, i).data<T>(), turned ? 1 : columns,
                turned ? columns : 1, batch(da, i).mutable_data<T>());
        }
    });
    return da;
}

Tensor folded(const Tensor& x, const Shape& batches) {
    Shape wide = batches;
    wide.push_back(x.size(-2));
    wide.push_back(x.size(-1));
    return reshape(x.sizes() == wide ? x : expand(x, wide),
                   Shape{batches.numel(), x.size(-2), x.size(-1)});
}

Shape leading(const Tensor& x) {
    return Shape(std::span(x.sizes().begin(), x.sizes().end() - 2));
}

void check(const Tensor& x, std::string_view name) {
    if (x.dim() < 2) {
        raise(ErrorKind::RuntimeError, "cdist only supports at least 2D tensors, {} got: {}D", name,
              x.dim());
    }
}

void check_floating(const Tensor& x, std::string_view name) {
    if (is_floating(x.dtype())) return;
    raise(ErrorKind::RuntimeError, "cdist only supports floating-point dtypes, {} got: {}", name,
          scalar_name(x.dtype()));
}

// a (batches, n, k), b (batches, m, k)
Tensor of_batches(const OpInfo& info, const Tensor& a, const Tensor& b, double p) {
    const Tensor left = a.contiguous();
    const Tensor right = b.contiguous();
    const Tensor y = Tensor::empty({a.sizes()[0], a.sizes()[1], b.sizes()[1]}, a.dtype());
    dispatch_floating(a.dtype(), "cdist", [&]<class T>() {
        for (int64_t i = 0; i < y.sizes()[0]; ++i) {
            kernels::row_distances(geometry(batch(left, i), batch(right, i), p),
                                   batch(left, i).data<T>(), batch(right, i).data<T>(),
                                   batch(y, i).mutable_data<T>());
        }
    });
    return record(info, {a, b}, y, {.tensors = {left, right}, .numbers = {p}, .output = true},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor packed = dy.contiguous();
                      const Tensor& first = saved.tensor(0);
                      const Tensor& second = saved.tensor(1);
                      const auto of = [&](const Tensor& x, const Tensor& other, bool turned) {
                          return gradient(x, other, saved.output(), packed, turned,
                                          saved.number(0));
                      };
                      if (dx.wants(0)) dx.set(0, of(first, second, false));
                      if (dx.wants(1)) dx.set(1, of(second, first, true));
                  });
}

void recorded(const Saved& saved, const Tensor& dy, Grads& dx) {
    record_refusal(saved, dy, dx, "the derivative for '_cdist_backward' is not implemented.",
                   ErrorKind::NotImplementedError);
}

}  // namespace

Tensor cdist(const Tensor& a, const Tensor& b, double p) {
    static constexpr OpInfo info{
        .name = "CdistBackward0", .formula = "y_ij = |a_i - b_j|", .recorded = recorded};
    static constexpr OpInfo viewed{.name = "CdistBackward0",
                                   .formula = "y = x in another shape",
                                   .recorded = [](const Saved&, const Tensor& dy, Grads& dx) {
                                       dx.set(0, reshape(dy, dx.sizes(0)));
                                   }};
    check(a, "X1");
    check(b, "X2");
    if (a.size(-1) != b.size(-1)) {
        raise(ErrorKind::RuntimeError,
              "X1 and X2 must have the same number of columns. X1: {} X2: {}", a.size(-1),
              b.size(-1));
    }
    check_floating(a, "X1");
    check_floating(b, "X2");
    if (!(p >= 0)) raise(ErrorKind::RuntimeError, "cdist only supports non-negative p values");
    if (a.dtype() != b.dtype()) {
        raise(ErrorKind::RuntimeError, "expected scalar type {} but found {}",
              scalar_name(a.dtype()), scalar_name(b.dtype()));
    }
    Shape sizes = broadcast_shapes(leading(a), leading(b));
    const Tensor y = of_batches(info, folded(a, sizes), folded(b, sizes), p);
    sizes.push_back(a.size(-2));
    sizes.push_back(b.size(-2));
    if (y.sizes() == sizes) return y;
    return record(viewed, {y}, views::view(y, sizes),
                  [](const Saved&, const Tensor& dy, Grads& dx) {
                      dx.set(0, views::view(dy.contiguous(), dx.sizes(0)));
                  });
}

}  // namespace engine
