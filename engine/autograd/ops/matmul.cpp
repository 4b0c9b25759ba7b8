#include "engine/autograd/ops.h"
#include "engine/autograd/ops/products.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

using raw::turned;

// y = a b.   dL/da = dL/dy b^T, dL/db = a^T dL/dy
Tensor mm(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "MmBackward0", .formula = "y = a b"};
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

// y = a . b, for vectors.   dL/da = dL/dy b, dL/db = dL/dy a
Tensor dot(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "DotBackward0", .formula = "y = a . b"};
    if (a.size(0) != b.size(0)) {
        raise(ErrorKind::RuntimeError,
              "inconsistent tensor size, expected tensor {} and src {} to have the same number of "
              "elements, but "
              "got {} and {} elements respectively",
              a.sizes().str(), b.sizes().str(), a.numel(), b.numel());
    }
    const Tensor y =
        views::view(raw::product(views::unsqueeze(a, 0), views::unsqueeze(b, 1)), Shape{});
    return record(info, {a, b}, y,
                  {.tensors = {kept_if(needs_grad(b), a), kept_if(needs_grad(a), b)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      if (dx.wants(0)) dx.set(0, mul(dy, saved.tensor(1)));
                      if (dx.wants(1)) dx.set(1, mul(dy, saved.tensor(0)));
                  });
}

// y = a v, a matrix and a vector.   dL/da = dL/dy v^T, dL/dv = a^T dL/dy
Tensor mv(const Tensor& a, const Tensor& v) {
    static constexpr OpInfo info{.name = "MvBackward0", .formula = "y = a v"};
    if (a.size(1) != v.size(0)) {
        raise(ErrorKind::RuntimeError, "size mismatch, got {}, {}x{},{}", a.size(0), a.size(0),
              a.size(1), v.size(0));
    }
    const Tensor y = views::squeeze(raw::product(a, views::unsqueeze(v, 1)), 1);
    return record(
        info, {a, v}, y, {.tensors = {kept_if(needs_grad(v), a), kept_if(needs_grad(a), v)}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor column = views::unsqueeze(dy, 1);
            if (dx.wants(0)) dx.set(0, raw::product(column, views::unsqueeze(saved.tensor(1), 0)));
            if (dx.wants(1)) {
                dx.set(1, views::squeeze(raw::product(turned(saved.tensor(0)), column), 1));
            }
        });
}

Tensor multiply_batches(const Tensor& left, const Tensor& right) {
    const Tensor y = Tensor::empty({left.size(0), left.size(1), right.size(2)}, left.dtype());
    for (int64_t i = 0; i < y.size(0); ++i) {
        raw::product_into(views::select(y, 0, i), views::select(left, 0, i),
                          views::select(right, 0, i), false);
    }
    return y;
}

// y[i] = a[i] b[i], batches of matrices (n, r, k) (n, k, c).   dL/da = dL/dy b^T, dL/db = a^T dL/dy
Tensor bmm(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "BmmBackward0", .formula = "y_i = a_i b_i"};
    return record(info, {a, b}, multiply_batches(a, b),
                  {.tensors = {kept_if(needs_grad(b), a), kept_if(needs_grad(a), b)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      if (dx.wants(0))
                          dx.set(0, multiply_batches(dy, views::transpose(saved.tensor(1), 1, 2)));
                      if (dx.wants(1))
                          dx.set(1, multiply_batches(views::transpose(saved.tensor(0), 1, 2), dy));
                  });
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
    if (a.dim() == 0 || b.dim() == 0) {
        raise(ErrorKind::RuntimeError,
              "both arguments to matmul need to be at least 1D, but they are {}D and {}D", a.dim(),
              b.dim());
    }
    raw::check_same_dtype(a, b);
    if (a.dim() == 1 && b.dim() == 1) return dot(a, b);
    if (a.dim() == 2 && b.dim() == 1) return mv(a, b);
    if (a.dim() == 1 && b.dim() == 2) return squeeze(mm(unsqueeze(a, 0), b), 0);
    if (a.dim() == 2 && b.dim() == 2) return mm(a, b);
    if (b.dim() == 2 && a.dim() > 2) {  // one b for all: rows are rows
        Shape wide = a.sizes();
        wide[wide.size() - 1] = b.size(1);
        const int64_t rows = Shape(std::span(a.sizes().begin(), a.sizes().end() - 1)).numel();
        return unsafe_view(mm(reshape(a, Shape{rows, a.size(-1)}), b), wide);
    }
    // Batches: the leading dimensions stretch, and are folded into one.
    const Tensor left = a.dim() == 1 ? unsqueeze(a, 0) : a;
    const Tensor right = b.dim() == 1 ? unsqueeze(b, 1) : b;
    const auto leading = [](const Tensor& x) {
        return Shape(std::span(x.sizes().begin(), x.sizes().end() - 2));
    };
    if (left.size(-1) != right.size(-2)) {
        raise(ErrorKind::RuntimeError,
              "Expected size for first two dimensions of batch2 tensor to be: [{}, {}] but got: "
              "[{}, {}].",
              broadcast_shapes(leading(left), leading(right)).numel(), left.size(-1),
              broadcast_shapes(leading(left), leading(right)).numel(), right.size(-2));
    }
    const Shape batch = broadcast_shapes(leading(left), leading(right));
    const auto folded = [&](const Tensor& x) {
        Shape wide = batch;
        wide.push_back(x.size(-2));
        wide.push_back(x.size(-1));
        const Tensor stretched = x.sizes() == wide ? x : expand(x, wide);
        return reshape(stretched, Shape{batch.numel(), x.size(-2), x.size(-1)});
    };
    const Tensor y = bmm(folded(left), folded(right));
    Shape sizes = batch;
    if (a.dim() > 1) sizes.push_back(y.size(1));
    if (b.dim() > 1) sizes.push_back(y.size(2));
    return unsafe_view(y, sizes);
}

}  // namespace engine
