#include "engine/autograd/ops.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

void recorded_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& x = saved.tensor(0);
    const Tensor& weight = saved.tensor(1);
    const Tensor above = ones_above(x, 0);
    const Tensor rest = sub(1.0, above);
    Shape wide = Shape::filled(x.sizes().size(), 1);
    if (x.dim() > 1) wide[1] = weight.numel();
    if (dx.wants(0)) {
        dx.set(0, mul(dy, add(above, mul(rest, reshape(weight, wide)))));
    }
    if (!dx.wants(1)) return;
    Tensor sums = mul(mul(dy, x), rest);
    for (int64_t d = 0; d < x.dim(); ++d) {
        if (wide[static_cast<size_t>(d)] == 1) sums = sum(sums, std::span(&d, 1), true);
    }
    dx.set(1, reshape(sums, weight.sizes()));
}

}  // namespace

namespace {

// x as (outer, channels, inner): one slope for all, or one for each place of dimension 1.
struct Channels {
    int64_t outer = 1, size = 1, inner = 1;
};

Channels channels(const Shape& x, int64_t slopes) {
    if (slopes == 1) return {.inner = x.numel()};
    Channels result{.outer = x[0], .size = slopes};
    for (size_t i = 2; i < x.size(); ++i) result.inner *= x[i];
    return result;
}

// f(element, channel), in row-major order.
template <class F>
void for_each(const Channels& layout, F f) {
    size_t i = 0;
    for (int64_t outer = 0; outer < layout.outer; ++outer) {
        for (int64_t c = 0; c < layout.size; ++c) {
            for (int64_t inner = 0; inner < layout.inner; ++inner) f(i++, static_cast<size_t>(c));
        }
    }
}

void check(const Tensor& x, const Tensor& weight) {
    if (x.dtype() != weight.dtype()) {
        raise(ErrorKind::RuntimeError, "Found dtype {} but expected {}",
              scalar_name(weight.dtype()), scalar_name(x.dtype()));
    }
    if (weight.numel() == 1) return;
    if (x.dim() == 0) raise(ErrorKind::RuntimeError, "Not allow zero-dim input tensor.");
    const int64_t size = x.dim() > 1 ? x.size(1) : 1;
    if (size == weight.numel()) return;
    raise(ErrorKind::RuntimeError,
          "Mismatch of parameter numbers and input channel size. Found parameter numbers = {} and "
          "channel size = {}.",
          weight.numel(), size);
}

}  // namespace

// y = x > 0 ? x : w x, w of x's channel.
// dL/dx = dL/dy (x > 0 ? 1 : w),   dL/dw = sum of dL/dy x where x <= 0
Tensor prelu(const Tensor& x, const Tensor& weight) {
    static constexpr OpInfo info{.name = "PreluKernelBackward0",
                                 .formula = "y = x > 0 ? x : w x",
                                 .recorded = recorded_backward};
    check(x, weight);
    const Tensor packed = x.contiguous(), slopes = weight.contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(x.dtype(), "prelu_cpu", [&]<class T>() {
        const T* from = packed.data<T>();
        const T* w = slopes.data<T>();
        T* to = y.mutable_data<T>();
        for_each(channels(x.sizes(), weight.numel()),
                 [&](size_t i, size_t c) { to[i] = from[i] > 0 ? from[i] : from[i] * w[c]; });
    });
    return record(info, {x, weight}, y, {.tensors = {x, weight}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor values = saved.tensor(0).contiguous();
                      const Tensor slope = saved.tensor(1).contiguous();
                      const Tensor gradient = dy.contiguous();
                      const Channels layout = channels(values.sizes(), slope.numel());
                      dispatch_floating(dy.dtype(), "prelu_cpu", [&]<class T>() {
                          const T* v = values.data<T>();
                          const T* g = gradient.data<T>();
                          const T* w = slope.data<T>();
                          if (dx.wants(0)) {
                              const std::span<T> to = dx.into<T>(0);
                              for_each(layout, [&](size_t i, size_t c) {
                                  to[i] = v[i] > 0 ? g[i] : g[i] * w[c];
                              });
                          }
                          if (!dx.wants(1)) return;
                          std::vector<double> sums(static_cast<size_t>(slope.numel()));
                          for_each(layout, [&](size_t i, size_t c) {
                              if (!(v[i] > 0)) sums[c] += static_cast<double>(g[i] * v[i]);
                          });
                          dx.set(1, Tensor::from(std::span<const double>(sums), slope.sizes()));
                      });
                  });
}

}  // namespace engine
