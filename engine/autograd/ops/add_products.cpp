// y = beta x + alpha a b, for every kind of product.
// dL/dx = beta dL/dy, dL/da and dL/db as those of the product times alpha
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/products.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

using kernels::BinaryOp;

enum class Product : int64_t { Matrices, MatrixVector, Batches, SummedBatches, Outer };

Tensor column(const Tensor& v) {
    return views::unsqueeze(v, 1);
}
Tensor row(const Tensor& v) {
    return views::unsqueeze(v, 0);
}
Tensor flipped(const Tensor& x) {
    return views::transpose(x, -2, -1);
}

Tensor multiplied(Product kind, const Tensor& a, const Tensor& b) {
    switch (kind) {
        case Product::Matrices:
            return raw::product(a, b);
        case Product::MatrixVector:
            return views::squeeze(raw::product(a, column(b)), 1);
        case Product::Batches:
            return raw::batch_product(a, b);
        case Product::SummedBatches: {
            const Tensor all = raw::batch_product(a, b);
            return views::view(raw::sum_to(all, {1, all.sizes()[1], all.sizes()[2]}),
                               Shape{all.sizes()[1], all.sizes()[2]});
        }
        case Product::Outer:
            return raw::product(column(a), row(b));
    }
    return {};
}

Tensor scaled(const Tensor& x, double factor) {
    return factor == 1 ? x : raw::binary(BinaryOp::Mul, x, Tensor::scalar(factor, x.dtype()));
}

// The summed batches' gradient is the same for each of the batch.
Tensor for_each_of_batch(const Tensor& dy, int64_t count) {
    return views::expand(dy, Shape{count, dy.sizes()[0], dy.sizes()[1]});
}

// numbers: beta, alpha; integers: the kind; tensors: a, b
void add_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, scaled(dy, saved.number(0)));
    const auto kind = static_cast<Product>(saved.integer(0));
    const double alpha = saved.number(1);
    const auto gradient_of_a = [&](const Tensor& b) {
        switch (kind) {
            case Product::Matrices:
                return raw::product(dy, raw::turned(b));
            case Product::MatrixVector:
                return raw::product(column(dy), row(b));
            case Product::Batches:
                return raw::batch_product(dy, flipped(b));
            case Product::SummedBatches:
                return raw::batch_product(for_each_of_batch(dy, b.sizes()[0]), flipped(b));
            case Product::Outer:
                break;
        }
        return views::squeeze(raw::product(dy, column(b)), 1);
    };
    const auto gradient_of_b = [&](const Tensor& a) {
        switch (kind) {
            case Product::Matrices:
                return raw::product(raw::turned(a), dy);
            case Product::MatrixVector:
                return views::squeeze(raw::product(raw::turned(a), column(dy)), 1);
            case Product::Batches:
                return raw::batch_product(flipped(a), dy);
            case Product::SummedBatches:
                return raw::batch_product(flipped(a), for_each_of_batch(dy, a.sizes()[0]));
            case Product::Outer:
                break;
        }
        return views::squeeze(raw::product(row(a), dy), 0);
    };
    if (dx.wants(1)) dx.set(1, scaled(gradient_of_a(saved.tensor(1)), alpha));
    if (dx.wants(2)) dx.set(2, scaled(gradient_of_b(saved.tensor(0)), alpha));
}

// The same, recorded.
void recorded_add(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, mul(dy, saved.number(0)));
    const auto kind = static_cast<Product>(saved.integer(0));
    const Tensor scaled_dy = mul(dy, saved.number(1));
    const Tensor& a = saved.tensor(0);
    const Tensor& b = saved.tensor(1);
    const auto all = [&](const Tensor& batch) {
        return expand(scaled_dy, Shape{batch.size(0), dy.size(0), dy.size(1)});
    };
    switch (kind) {
        case Product::Matrices:
            if (dx.wants(1)) dx.set(1, mm(scaled_dy, t(b)));
            if (dx.wants(2)) dx.set(2, mm(t(a), scaled_dy));
            break;
        case Product::MatrixVector:
            if (dx.wants(1)) dx.set(1, outer(scaled_dy, b));
            if (dx.wants(2)) dx.set(2, mv(t(a), scaled_dy));
            break;
        case Product::Batches:
            if (dx.wants(1)) dx.set(1, bmm(scaled_dy, transpose(b, 1, 2)));
            if (dx.wants(2)) dx.set(2, bmm(transpose(a, 1, 2), scaled_dy));
            break;
        case Product::SummedBatches:
            if (dx.wants(1)) dx.set(1, bmm(all(b), transpose(b, 1, 2)));
            if (dx.wants(2)) dx.set(2, bmm(transpose(a, 1, 2), all(a)));
            break;
        case Product::Outer:
            if (dx.wants(1)) dx.set(1, mv(scaled_dy, b));
            if (dx.wants(2)) dx.set(2, mv(t(scaled_dy), a));
            break;
    }
}

// Whole numbers are multiplied by whole numbers.
double factor_for(DType dtype, double factor) {
    return is_floating(dtype) ? factor : static_cast<double>(static_cast<int64_t>(factor));
}

Tensor added(const OpInfo& info, Product kind, const Shape& sizes, const Tensor& x, const Tensor& a,
             const Tensor& b, double beta, double alpha) {
    const Tensor stretched = views::expand(x, sizes);
    beta = factor_for(x.dtype(), beta);
    alpha = factor_for(x.dtype(), alpha);
    Tensor y = scaled(multiplied(kind, a, b), alpha);
    if (beta != 0) y = raw::binary(BinaryOp::Add, y, scaled(stretched, beta));
    return record(info, {x, a, b}, y,
                  {.tensors = {kept_if(needs_grad(b), a), kept_if(needs_grad(a), b)},
                   .numbers = {beta, alpha},
                   .integers = {static_cast<int64_t>(kind)}},
                  add_backward);
}

void check_three(const Tensor& x, const Tensor& a, const Tensor& b) {
    raw::check_scalar_types(a, b);
    raw::check_scalar_types(x, a);
}

}  // namespace

Tensor addmm(const Tensor& x, const Tensor& a, const Tensor& b, double beta, double alpha) {
    static constexpr OpInfo info{
        .name = "AddmmBackward0", .formula = "y = beta x + alpha a b", .recorded = recorded_add};
    if (a.dim() != 2) {
        raise(ErrorKind::RuntimeError, "mat1 must be a matrix, got {}-D tensor", a.dim());
    }
    if (b.dim() != 2) {
        raise(ErrorKind::RuntimeError, "mat2 must be a matrix, got {}-D tensor", b.dim());
    }
    if (a.sizes()[1] != b.sizes()[0]) {
        raise(ErrorKind::RuntimeError,
              "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})", a.sizes()[0],
              a.sizes()[1], b.sizes()[0], b.sizes()[1]);
    }
    const Shape sizes{a.sizes()[0], b.sizes()[1]};
    views::expand(x, sizes);
    if (x.dtype() != b.dtype() || a.dtype() != b.dtype()) {
        const bool of_x = x.dtype() != b.dtype();
        raise(ErrorKind::RuntimeError, "{} and mat2 must have the same dtype, but got {} and {}",
              of_x ? "self" : "mat1", scalar_name((of_x ? x : a).dtype()), scalar_name(b.dtype()));
    }
    return added(info, Product::Matrices, sizes, x, a, b, beta, alpha);
}

Tensor addmv(const Tensor& x, const Tensor& a, const Tensor& v, double beta, double alpha) {
    static constexpr OpInfo info{
        .name = "AddmvBackward0", .formula = "y = beta x + alpha a v", .recorded = recorded_add};
    if (x.dim() > 1 || a.dim() != 2 || v.dim() != 1) {
        raise(ErrorKind::RuntimeError, "vector + matrix @ vector expected, got {}, {}, {}", x.dim(),
              a.dim(), v.dim());
    }
    if (a.sizes()[1] != v.sizes()[0] || (x.numel() != 1 && x.numel() != a.sizes()[0])) {
        raise(ErrorKind::RuntimeError, "size mismatch, got {}, {}x{},{}", x.numel(), a.sizes()[0],
              a.sizes()[1], v.sizes()[0]);
    }
    check_three(x, a, v);
    return added(info, Product::MatrixVector, {a.sizes()[0]}, x, a, v, beta, alpha);
}

Tensor addbmm(const Tensor& x, const Tensor& a, const Tensor& b, double beta, double alpha) {
    static constexpr OpInfo info{.name = "AddbmmBackward0",
                                 .formula = "y = beta x + alpha sum of a_i b_i",
                                 .recorded = recorded_add};
    if (a.dim() != 3) raise(ErrorKind::RuntimeError, "batch1 must be a 3D tensor");
    if (b.dim() != 3) raise(ErrorKind::RuntimeError, "batch2 must be a 3D tensor");
    const Shape sizes{a.sizes()[1], b.sizes()[2]};
    views::expand(x, sizes);
    if (a.sizes()[0] != b.sizes()[0]) {
        raise(ErrorKind::RuntimeError,
              "batch1 and batch2 must have same number of batches, got {} and {}", a.sizes()[0],
              b.sizes()[0]);
    }
    if (a.sizes()[2] != b.sizes()[1]) {
        raise(ErrorKind::RuntimeError, "Incompatible matrix sizes for bmm ({}x{} and {}x{})",
              a.sizes()[1], a.sizes()[2], b.sizes()[1], b.sizes()[2]);
    }
    check_three(x, a, b);
    return added(info, Product::SummedBatches, sizes, x, a, b, beta, alpha);
}

Tensor baddbmm(const Tensor& x, const Tensor& a, const Tensor& b, double beta, double alpha) {
    static constexpr OpInfo info{.name = "BaddbmmBackward0",
                                 .formula = "y_i = beta x_i + alpha a_i b_i",
                                 .recorded = recorded_add};
    if (a.dim() == 3 && b.dim() == 3) {
        views::expand(x, Shape{a.sizes()[0], a.sizes()[1], b.sizes()[2]});
    }
    raw::check_batches(a, b);
    check_three(x, a, b);
    return added(info, Product::Batches, {a.sizes()[0], a.sizes()[1], b.sizes()[2]}, x, a, b, beta,
                 alpha);
}

Tensor addr(const Tensor& x, const Tensor& a, const Tensor& b, double beta, double alpha) {
    static constexpr OpInfo info{
        .name = "AddrBackward0", .formula = "y = beta x + alpha a b^T", .recorded = recorded_add};
    if (a.dim() != 1 || b.dim() != 1) {
        raise(ErrorKind::RuntimeError, "addr: Expected 1-D argument {}, but got {}-D",
              a.dim() != 1 ? "vec1" : "vec2", a.dim() != 1 ? a.dim() : b.dim());
    }
    const Shape sizes{a.sizes()[0], b.sizes()[0]};
    views::expand(x, sizes);
    check_three(x, a, b);
    return added(info, Product::Outer, sizes, x, a, b, beta, alpha);
}

}  // namespace engine
