#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// A tensor of shape [0] joins anything, as it always did.
bool counts(const Tensor& x) {
    return x.dim() != 1 || x.numel() != 0;
}

}  // namespace

// y = tensors behind each other along one dimension.   Each gets its part of dL/dy.
Tensor cat(std::span<const Tensor> tensors, int64_t dim) {
    static constexpr OpInfo info{.name = "CatBackward0",
                                 .formula = "y = [a, b, ...]",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     int64_t from = 0;
                                     for (size_t i = 0; i < dx.count(); ++i) {
                                         const int64_t size = saved.integer(1 + i);
                                         if (dx.wants(i) && size > 0)
                                             dx.set(i,
                                                    slice(dy, saved.integer(0), from, from + size));
                                         from += size;
                                     }
                                 }};
    if (tensors.empty())
        raise(ErrorKind::RuntimeError, "torch.cat(): expected a non-empty list of Tensors");
    Tensor first = tensors[0];
    for (const Tensor& x : tensors) {
        if (x.dim() == 0) {
            raise(ErrorKind::RuntimeError,
                  "zero-dimensional tensor (at position {}) cannot be concatenated",
                  &x - tensors.data());
        }
        if (!counts(first)) first = x;
    }
    const size_t d = wrap_dim(dim, first.sizes().size());
    Shape sizes = first.sizes();
    DType dtype = first.dtype();
    sizes[d] = 0;
    for (const Tensor& x : tensors) {
        dtype = promote_types(dtype, x.dtype());
        if (!counts(x)) continue;
        if (x.dim() != first.dim()) {
            raise(ErrorKind::RuntimeError,
                  "Tensors must have same number of dimensions: got {} and {}", first.dim(),
                  x.dim());
        }
        for (size_t i = 0; i < sizes.size(); ++i) {
            if (i == d || x.sizes()[i] == sizes[i]) continue;
            raise(ErrorKind::RuntimeError,
                  "Sizes of tensors must match except in dimension {}. Expected size {} but got "
                  "size {} for "
                  "tensor number {} in the list.",
                  d, sizes[i], x.sizes()[i], &x - tensors.data());
        }
        sizes[d] += x.sizes()[d];
    }
    const Tensor y = Tensor::empty(sizes, dtype);
    int64_t at = 0;
    for (const Tensor& x : tensors) {
        if (!counts(x)) continue;
        const int64_t size = x.sizes()[d];
        views::slice(y, static_cast<int64_t>(d), at, at + size).copy_(x);
        at += size;
    }
    std::vector<int64_t> geometry = {static_cast<int64_t>(d)};
    for (const Tensor& x : tensors) geometry.push_back(counts(x) ? x.sizes()[d] : 0);
    return record(info, tensors, y, {.integers = geometry},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      int64_t from = 0;
                      for (size_t i = 0; i < dx.count(); ++i) {
                          const int64_t size = saved.integer(1 + i);
                          if (dx.wants(i) && size > 0)
                              dx.set(i, views::slice(dy, saved.integer(0), from, from + size));
                          from += size;
                      }
                  });
}

Tensor stack(std::span<const Tensor> tensors, int64_t dim) {
    static constexpr OpInfo info{
        .name = "StackBackward0",
        .formula = "y = [a, b, ...] along a new axis",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            for (size_t i = 0; i < dx.count(); ++i) {
                if (dx.wants(i)) dx.set(i, select(dy, saved.integer(0), static_cast<int64_t>(i)));
            }
        }};
    if (tensors.empty()) raise(ErrorKind::RuntimeError, "stack expects a non-empty TensorList");
    const size_t d = wrap_dim(dim, tensors[0].sizes().size() + 1);
    Shape sizes = tensors[0].sizes();
    DType dtype = tensors[0].dtype();
    for (const Tensor& x : tensors) {
        dtype = promote_types(dtype, x.dtype());
        if (x.sizes() == sizes) continue;
        raise(
            ErrorKind::RuntimeError,
            "stack expects each tensor to be equal size, but got {} at entry 0 and {} at entry {}",
            sizes.str(), x.sizes().str(), &x - tensors.data());
    }
    sizes.insert(d, static_cast<int64_t>(tensors.size()));
    const Tensor y = Tensor::empty(sizes, dtype);
    for (size_t i = 0; i < tensors.size(); ++i) {
        views::select(y, static_cast<int64_t>(d), static_cast<int64_t>(i)).copy_(tensors[i]);
    }
    return record(info, tensors, y, {.integers = {static_cast<int64_t>(d)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      for (size_t i = 0; i < dx.count(); ++i) {
                          if (dx.wants(i))
                              dx.set(i,
                                     views::select(dy, saved.integer(0), static_cast<int64_t>(i)));
                      }
                  });
}

}  // namespace engine
