#include "engine/autograd/ops/row_norm.h"

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
    return record(
        info, {x, weight, bias}, y,
        {.tensors = {x, weight, mean, rstd}, .integers = std::span<const int64_t>(integers)},
        row_norm_backward);
}

}  // namespace engine
