#include "engine/autograd/ops.h"
#include "engine/autograd/ops/products.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

using raw::turned;

// y = a b.   dL/da = dL/dy b^T, dL/db = a^T dL/dy
Tensor mm(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "MmBackward0",
                                 .formula = "y = a b",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     if (dx.wants(0)) dx.set(0, mm(dy, t(saved.tensor(1))));
                                     if (dx.wants(1)) dx.set(1, mm(t(saved.tensor(0)), dy));
                                 }};
    if (a.dim() != 2) raise(ErrorKind::RuntimeError, "self must be a matrix");
    if (b.dim() != 2) raise(ErrorKind::RuntimeError, "mat2 must be a matrix");
    if (a.size(1) != b.size(0)) {
        raise(ErrorKind::RuntimeError,
              "mat1 and mat2 shapes cannot be multiplied ({}x{} and {}x{})", a.size(0), a.size(1),
              b.size(0), b.size(1));
    }
    raw::check_same_dtype(a, b);
    return record(info, {a, b}, raw::product(a, b),
                  {.tensors = {kept_if(needs_grad(b), a), kept_if(needs_grad(a), b)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      if (dx.wants(0)) dx.set(0, raw::product(dy, turned(saved.tensor(1))));
                      if (dx.wants(1)) dx.set(1, raw::product(turned(saved.tensor(0)), dy));
                  });
}

namespace {

Shape leading(const Tensor& x, size_t count) {
    return Shape(std::span(x.sizes().begin(), x.sizes().end() - count));
}

// x without its first dimension, as PyTorch's squeeze_(0) of a fresh result names it.
Tensor first_dropped(const Tensor& x) {
    static constexpr OpInfo info{
        .name = "SqueezeBackward4",
        .formula = "y = x without one axis of size 1",
        .recorded = [](const Saved&, const Tensor& dy, Grads& dx) { dx.set(0, unsqueeze(dy, 0)); }};
    return record(info, {x}, views::squeeze(x, 0), [](const Saved&, const Tensor& dy, Grads& dx) {
        dx.set(0, views::unsqueeze(dy, 0));
    });
}

// Whether the batches of `many` are better taken as rows of one matrix, for a matrix or vector on
// the other side. Not where that would copy: batches of transposed matrices.
bool folds(const Tensor& many, int64_t other_dims) {
    if (many.dim() < 3 || other_dims > 2) return false;
    const Shape& sizes = many.sizes();
    const Shape& strides = many.strides();
    return !(many.dim() == 3 && other_dims == 2 && strides.back() != 1 &&
             strides[0] == sizes[1] * sizes[2]);
}

// (..., k) times (k) or (k, m), rows being rows
Tensor folded_product(const Tensor& many, const Tensor& one) {
    Shape sizes = leading(many, 1);
    const Tensor rows = reshape(many, Shape{sizes.numel(), many.sizes().back()});
    if (one.dim() == 1) return unsafe_view(mv(rows, one), sizes);
    sizes.push_back(one.sizes()[1]);
    return unsafe_view(mm(rows, one), sizes);
}

// Batches on both sides, or matrices that are batches of one: the leading dimensions stretch, and
// are folded into one.
Tensor batched_product(const Tensor& a, const Tensor& b) {
    const bool vector_left = a.dim() == 1;
    const bool vector_right = b.dim() == 1;
    const int64_t n = vector_left ? 1 : a.size(-2);
    const int64_t p = vector_right ? 1 : b.size(-1);
    const int64_t k = vector_right ? b.size(0) : b.size(-2);
    Shape sizes =
        broadcast_shapes(leading(a, vector_left ? 1 : 2), leading(b, vector_right ? 1 : 2));
    const auto wide = [&](const Tensor& x, std::initializer_list<int64_t> matrix) {
        Shape stretched = sizes;
        Shape folded{sizes.numel()};
        for (const int64_t size : matrix) {
            stretched.push_back(size);
            folded.push_back(size);
        }
        return reshape(x.sizes() == stretched ? x : expand(x, stretched), folded);
    };
    const Tensor left = wide(vector_left ? unsqueeze(a, 0) : a, {n, a.sizes().back()});
    const Tensor right = vector_right ? unsqueeze(wide(b, {k}), 2) : wide(b, {k, p});
    const Tensor y = bmm(left, right);
    if (!vector_left) sizes.push_back(n);
    if (!vector_right) sizes.push_back(p);
    return unsafe_view(vector_right ? squeeze(y, -1) : y, sizes);
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
    if (a.dim() == 0 || b.dim() == 0) {
        raise(ErrorKind::RuntimeError,
              "both arguments to matmul need to be at least 1D, but they are {}D and {}D", a.dim(),
              b.dim());
    }
    if (a.dim() == 1 && b.dim() == 1) return dot(a, b);
    if (a.dim() == 2 && b.dim() == 1) return mv(a, b);
    if (a.dim() == 1 && b.dim() == 2) return first_dropped(mm(unsqueeze(a, 0), b));
    if (a.dim() == 2 && b.dim() == 2) return mm(a, b);
    if (folds(a, b.dim())) return folded_product(a, b);
    if (folds(b, a.dim())) {  // y^T = b^T a^T
        const Tensor y = folded_product(transpose(b, -2, -1), a.dim() == 2 ? t(a) : a);
        return a.dim() == 2 ? contiguous(transpose(y, -2, -1)) : y;
    }
    return batched_product(a, b);
}

}  // namespace engine
