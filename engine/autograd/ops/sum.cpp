#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// x's sizes with 1 where it is summed; no dims means all.
Shape reduced(const Tensor& x, std::span<const int64_t> dims) {
    Shape sizes = x.sizes();
    uint32_t seen = 0;
    for (const int64_t dim : dims) {
        const size_t d = wrap_dim(dim, sizes.size());
        if (seen >> d & 1u) {
            raise(ErrorKind::RuntimeError, "dim {} appears multiple times in the list of dims", d);
        }
        seen |= 1u << d;
        if (x.dim() > 0) sizes[d] = 1;
    }
    if (dims.empty()) sizes = Shape::filled(sizes.size(), 1);
    return sizes;
}

// Without the summed dimensions.
Shape squeezed(const Tensor& x, std::span<const int64_t> dims) {
    Shape sizes;
    if (dims.empty()) return sizes;
    uint32_t summed = 0;
    for (const int64_t dim : dims) summed |= 1u << wrap_dim(dim, x.sizes().size());
    for (size_t i = 0; i < x.sizes().size(); ++i) {
        if (!(summed >> i & 1u)) sizes.push_back(x.sizes()[i]);
    }
    return sizes;
}

struct Reduction {
    Tensor y;
    Shape kept;  // y's sizes with the summed dimensions as 1
};

Reduction sum_values(const Tensor& x, std::span<const int64_t> dims, bool keepdim) {
    const Shape kept = reduced(x, dims);
    const Tensor whole = x.dtype() == DType::Bool ? x.to(DType::Int64) : x;
    Tensor y = raw::sum_to(whole, kept);
    if (y.is(x)) y = y.copy();
    return {keepdim ? y : views::view(y, squeezed(x, dims)), kept};
}

// dL/dx = factor dL/dy, the same for all that were summed
void spread(const Saved& saved, const Tensor& dy, Grads& dx) {
    Tensor gradient = views::view(dy.contiguous(), saved.shape(0));
    if (saved.number(0) != 1) {
        gradient = raw::binary(kernels::BinaryOp::Mul, gradient,
                               Tensor::scalar(saved.number(0), dy.dtype()));
    }
    dx.set(0, views::expand(gradient, dx.sizes(0)));
}

void recorded_spread(const Saved& saved, const Tensor& dy, Grads& dx) {
    Tensor gradient = reshape(dy, saved.shape(0));
    if (saved.number(0) != 1) gradient = mul(gradient, saved.number(0));
    dx.set(0, expand(gradient, dx.sizes(0)));
}

Tensor mean_of(const OpInfo& info, const Tensor& x, std::span<const int64_t> dims, bool keepdim) {
    if (!is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError,
              "mean(): could not infer output dtype. Input dtype must be either a floating point "
              "or complex dtype. "
              "Got: {}",
              scalar_name(x.dtype()));
    }
    const Reduction sum = sum_values(x, dims, keepdim);
    const double count = static_cast<double>(x.numel()) / static_cast<double>(sum.y.numel());
    sum.y.div_(count);
    return record(info, {x}, sum.y, {.numbers = {1 / count}, .shapes = {sum.kept}}, spread);
}

}  // namespace

Tensor sum(const Tensor& x) {
    static constexpr OpInfo info{
        .name = "SumBackward0", .formula = "y = sum of x", .recorded = recorded_spread};
    const Reduction sum = sum_values(x, {}, false);
    return record(info, {x}, sum.y, {.numbers = {1}, .shapes = {sum.kept}}, spread);
}

Tensor sum(const Tensor& x, std::span<const int64_t> dims, bool keepdim) {
    static constexpr OpInfo info{.name = "SumBackward1",
                                 .formula = "y = sum of x over some axes",
                                 .recorded = recorded_spread};
    const Reduction sum = sum_values(x, dims, keepdim);
    return record(info, {x}, sum.y, {.numbers = {1}, .shapes = {sum.kept}}, spread);
}

Tensor mean(const Tensor& x) {
    static constexpr OpInfo info{
        .name = "MeanBackward0", .formula = "y = mean of x", .recorded = recorded_spread};
    return mean_of(info, x, {}, false);
}

Tensor mean(const Tensor& x, std::span<const int64_t> dims, bool keepdim) {
    static constexpr OpInfo info{.name = "MeanBackward1",
                                 .formula = "y = mean of x over some axes",
                                 .recorded = recorded_spread};
    return mean_of(info, x, dims, keepdim);
}

}  // namespace engine
