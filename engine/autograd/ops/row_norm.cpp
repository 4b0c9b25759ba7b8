#include "engine/autograd/ops/row_norm.h"

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_pointwise.h"

#include "engine/autograd/record.h"

#include <array>

namespace engine {

namespace {

void set_from_sums(Grads& dx, size_t input, std::span<const double> sums) {
    if (!dx.wants(input)) return;
    dx.set(input, Tensor::from(sums, dx.sizes(input)));
}

// The formula stands in kernels/row_norm.h.
void row_norm_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const kernels::RowLayout layout{saved.integer(0), saved.integer(1), saved.integer(2),
                                    saved.integer(3)};
    const Tensor x = saved.tensor(0).contiguous();
    const Tensor gradient = dy.contiguous();
    const Tensor weight =
        saved.tensor(1).defined() ? saved.tensor(1).contiguous() : saved.tensor(1);
    const bool wants_sums = dx.wants(1) || dx.wants(2);
    const auto each = static_cast<size_t>(layout.groups * layout.channels);
    std::vector<double> sums(wants_sums ? 2 * each : 0);
    dispatch_floating(dy.dtype(), "row_norm", [&]<class T>() {
        kernels::row_norm_backward<T>(
            layout, x.data<T>(), gradient.data<T>(), saved.tensor(2).data<T>(),
            saved.tensor(3).data<T>(), weight.defined() ? weight.data<T>() : nullptr,
            dx.wants(0) ? dx.into<T>(0).data() : nullptr, wants_sums ? sums.data() : nullptr,
            wants_sums ? sums.data() + each : nullptr);
    });
    if (!wants_sums) return;
    set_from_sums(dx, 1, std::span(sums).first(each));
    set_from_sums(dx, 2, std::span(sums).last(each));
}

}  // namespace

// With h = (x - mean) s of each row and g = w dy:  dx = s (g - mean g - h mean (g h))
void recorded_row_norm(const Saved& saved, const Tensor& dy, Grads& dx) {
    const int64_t rows = saved.integer(0), channels = saved.integer(1), inner = saved.integer(2),
                  groups = saved.integer(3);
    const Tensor& weight = saved.tensor(1);
    const Shape layout{rows / groups, groups, channels, inner};
    const Shape of_weight{1, groups, channels, 1};
    const std::vector<int64_t> row{2, 3}, others{0, 3};
    const Tensor x = reshape(saved.tensor(0), layout);
    const Tensor came = reshape(dy, layout);
    const Tensor apart = sub(x, mean(x, row, true));
    const Tensor s = rsqrt(add(mean(mul(apart, apart), row, true), saved.number(0)));
    const Tensor h = mul(apart, s);
    if (dx.wants(0)) {
        const Tensor g = weight.defined() ? mul(came, reshape(weight, of_weight)) : came;
        const Tensor part = sub(sub(g, mean(g, row, true)), mul(h, mean(mul(g, h), row, true)));
        dx.set(0, reshape(mul(s, part), dx.sizes(0)));
    }
    if (dx.wants(1)) dx.set(1, reshape(sum(mul(came, h), others), dx.sizes(1)));
    if (dx.wants(2)) dx.set(2, reshape(sum(came, others), dx.sizes(2)));
}

Tensor row_norm(const OpInfo& info, std::string_view kernel, const Tensor& x, const Tensor& weight,
                const Tensor& bias, kernels::RowLayout layout, double eps) {
    const Tensor packed = x.contiguous();
    const Tensor y = Tensor::like(packed);
    const Tensor mean = Tensor::empty({layout.rows}, x.dtype());
    const Tensor rstd = Tensor::empty({layout.rows}, x.dtype());
    const Tensor w = weight.defined() ? weight.contiguous() : weight;
    const Tensor b = bias.defined() ? bias.contiguous() : bias;
    dispatch_floating(x.dtype(), kernel, [&]<class T>() {
        kernels::row_norm<T>(layout, packed.data<T>(), w.defined() ? w.data<T>() : nullptr,
                             b.defined() ? b.data<T>() : nullptr, eps, y.mutable_data<T>(),
                             mean.mutable_data<T>(), rstd.mutable_data<T>());
    });
    const std::array<int64_t, 4> integers{layout.rows, layout.channels, layout.inner,
                                          layout.groups};
    return record(info, {x, weight, bias}, y,
                  {.tensors = {x, weight, mean, rstd},
                   .numbers = {eps},
                   .integers = std::span<const int64_t>(integers)},
                  row_norm_backward);
}

}  // namespace engine
