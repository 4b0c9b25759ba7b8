#include "engine/autograd/ops.h"
#include "engine/autograd/ops/products.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/record.h"
#include "engine/kernels/gemm.h"

namespace engine {

namespace {

void recorded_linear(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, mm(dy, saved.tensor(1)));
    if (dx.wants(1)) dx.set(1, mm(t(dy), saved.tensor(0)));
    const int64_t rows[] = {0};
    if (dx.count() > 2 && dx.wants(2)) dx.set(2, sum(dy, rows));
}

const OpInfo kAddmm{
    .name = "AddmmBackward0", .formula = "y = x W^T + b", .recorded = recorded_linear};
const OpInfo kMm{.name = "MmBackward0", .formula = "y = x W^T", .recorded = recorded_linear};

// dL/dx = dL/dy W, dL/dW = dL/dy^T x, dL/db = sum over rows of dL/dy
void linear_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, raw::product(dy, saved.tensor(1)));
    if (dx.wants(1)) dx.set(1, raw::product(raw::turned(dy), saved.tensor(0)));
    if (dx.count() < 3 || !dx.wants(2)) return;
    const Tensor gradient = dy.contiguous();
    dispatch_floating(dy.dtype(), "linear", [&]<class T>() {
        kernels::column_sums<T>(gradient.data<T>(), dy.sizes()[0], dy.sizes()[1],
                                dx.into<T>(2).data());
    });
}

// x (n, in) -> (n, out)
Tensor linear_2d(const Tensor& x, const Tensor& weight, const Tensor& bias) {
    if (x.sizes()[1] != weight.sizes()[1]) {
        raise(ErrorKind::RuntimeError,
              "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})", x.sizes()[0],
              x.sizes()[1], weight.sizes()[1], weight.sizes()[0]);
    }
    if (bias.defined() && (x.dtype() != weight.dtype() || bias.dtype() != weight.dtype())) {
        const bool of_bias = bias.dtype() != weight.dtype();
        raise(ErrorKind::RuntimeError, "{} and mat2 must have the same dtype, but got {} and {}",
              of_bias ? "self" : "mat1", scalar_name((of_bias ? bias : x).dtype()),
              scalar_name(weight.dtype()));
    }
    raw::check_same_dtype(x, weight);
    const auto recorded = [&](const OpInfo& info, std::initializer_list<TensorRef> inputs,
                              Tensor y) {
        if (!GradMode::enabled()) return y;  // small models are all overhead: not even asked
        return record(info, inputs, std::move(y),
                      {.tensors = {kept_if(needs_grad(weight), x), kept_if(needs_grad(x), weight)}},
                      linear_backward);
    };
    if (!bias.defined()) {
        return recorded(kMm, {x, weight}, raw::product(x, raw::turned(weight)));
    }
    if (bias.sizes() != Shape{weight.sizes()[0]}) return addmm(bias, x, t(weight));
    Tensor y = Tensor::empty({x.sizes()[0], weight.sizes()[0]}, x.dtype());
    const Tensor packed = bias.is_contiguous() ? Tensor() : bias.copy();
    const Tensor& row = packed.defined() ? packed : bias;
    dispatch_floating(x.dtype(), "addmm_impl_cpu_", [&]<class T>() {
        kernels::fill_rows<T>(row.data<T>(), y.mutable_data<T>(), y.sizes()[0], y.sizes()[1]);
    });
    raw::product_into(y, x, raw::turned(weight), true);
    return recorded(kAddmm, {x, weight, bias}, std::move(y));
}

}  // namespace

// y = x W^T + b over the last dimension. As in PyTorch one row has no node of its own kind
// (AddBackward0 or SqueezeBackward4), and more than two dimensions are folded (ViewBackward0).
Tensor linear(const Tensor& x, const Tensor& weight, const Tensor& bias) {
    if (x.dim() == 2 && weight.dim() == 2) return linear_2d(x, weight, bias);
    if (x.dim() == 0 || weight.dim() == 0) {
        raise(ErrorKind::RuntimeError,
              "both arguments to linear need to be at least 1D, but they are {}D and {}D", x.dim(),
              weight.dim());
    }
    if (x.dim() == 1 || weight.dim() != 2) {
        const Tensor y = matmul(x, t(weight));
        return bias.defined() ? add(y, bias) : y;
    }
    Shape sizes = x.sizes();
    sizes[sizes.size() - 1] = weight.size(0);
    const int64_t features = x.size(-1);
    const int64_t rows = Shape(std::span(x.sizes().begin(), x.sizes().end() - 1)).numel();
    const Tensor y = linear_2d(reshape(x, Shape{rows, features}), weight, bias);
    return bias.defined() ? view(y, sizes) : unsafe_view(y, sizes);
}

}  // namespace engine
