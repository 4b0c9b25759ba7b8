// x in pieces along a dimension.   dL/dx = the pieces' gradients behind each other
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pieces.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

#include <algorithm>

namespace engine {

namespace {

// integers: the dimension, then the sizes
void split_backward(const Saved& saved, const Tensor&, Grads& dx) {
    const std::span<const int64_t> sizes = saved.integers().subspan(1);
    DType dtype = DType::Float32;
    for (size_t k = 0; k < sizes.size(); ++k) {
        if (saved.dy(k).defined()) dtype = saved.dy(k).dtype();
    }
    const Tensor whole = Tensor::zeros(dx.sizes(0), dtype);
    int64_t from = 0;
    for (size_t k = 0; k < sizes.size(); ++k) {
        if (saved.dy(k).defined()) {
            views::slice(whole, saved.integer(0), from, from + sizes[k]).copy_(saved.dy(k));
        }
        from += sizes[k];
    }
    dx.set(0, whole);
}

void recorded_split(const Saved& saved, const Tensor&, Grads& dx) {
    const std::span<const int64_t> sizes = saved.integers().subspan(1);
    DType dtype = DType::Float32;
    for (size_t k = 0; k < sizes.size(); ++k) {
        if (saved.dy(k).defined()) dtype = saved.dy(k).dtype();
    }
    std::vector<Tensor> parts;
    for (size_t k = 0; k < sizes.size(); ++k) {
        Shape part = dx.sizes(0);
        part[static_cast<size_t>(saved.integer(0))] = sizes[k];
        parts.push_back(saved.dy(k).defined() ? saved.dy(k) : Tensor::zeros(part, dtype));
    }
    dx.set(0, cat(parts, saved.integer(0)));
}

std::vector<Tensor> pieces(const OpInfo& info, const Tensor& x, std::span<const int64_t> sizes,
                           size_t dim) {
    std::vector<int64_t> geometry{static_cast<int64_t>(dim)};
    geometry.insert(geometry.end(), sizes.begin(), sizes.end());
    std::vector<Tensor> out;
    int64_t from = 0;
    for (const int64_t size : sizes) {
        out.push_back(views::slice(x, geometry[0], from, from + size));
        from += size;
    }
    return record_pieces(info, x, std::move(out), geometry, split_backward);
}

void check_has_dims(const Tensor& x, std::string_view name) {
    if (x.dim() == 0) {
        raise(ErrorKind::RuntimeError, "{} expects at least a 1-dimensional tensor", name);
    }
}

// What Python says when it has no memory for so many tensors.
void check_count(int64_t pieces) {
    if (pieces > int64_t{1} << 24) raise(ErrorKind::MemoryError, "std::bad_alloc");
}

std::vector<int64_t> equal_sizes(int64_t whole, int64_t size) {
    std::vector<int64_t> sizes;
    check_count(size == 0 ? 1 : whole / size);
    for (int64_t from = 0; from < whole; from += std::min(size, whole - from)) {
        sizes.push_back(std::min(size, whole - from));
    }
    if (sizes.empty()) sizes.push_back(0);
    return sizes;
}

}  // namespace

std::vector<Tensor> split(const Tensor& x, int64_t size, int64_t dim) {
    static constexpr OpInfo info{
        .name = "SplitBackward0", .formula = "y_i = a part of x", .recorded = recorded_split};
    check_has_dims(x, "split");
    if (size < 0) {
        raise(ErrorKind::RuntimeError,
              "split expects split_size be non-negative, but got split_size={}", size);
    }
    const size_t d = wrap_dim(dim, x.sizes().size());
    const int64_t whole = x.sizes()[d];
    if (size == 0 && whole != 0) {
        raise(ErrorKind::RuntimeError,
              "split_size can only be 0 if dimension size is 0, but got dimension size of {}",
              whole);
    }
    return pieces(info, x, equal_sizes(whole, size), d);
}

std::vector<Tensor> split(const Tensor& x, std::span<const int64_t> sizes, int64_t dim) {
    static constexpr OpInfo info{.name = "SplitWithSizesBackward0",
                                 .formula = "y_i = a part of x",
                                 .recorded = recorded_split};
    check_has_dims(x, "split");
    const size_t d = wrap_dim(dim, x.sizes().size());
    int64_t sum = 0;
    bool fits = true;
    for (const int64_t size : sizes) {
        if (size < 0) {
            raise(ErrorKind::RuntimeError,
                  "split_with_sizes expects split_sizes have only non-negative entries, but got "
                  "split_sizes=[{}]",
                  fmt::join(sizes, ", "));
        }
        fits &= !__builtin_add_overflow(sum, size, &sum);
    }
    if (!fits || sum != x.sizes()[d]) {
        raise(ErrorKind::RuntimeError,
              "split_with_sizes expects split_sizes to sum exactly to {} (input tensor's size at "
              "dimension {}), but got split_sizes=[{}]",
              x.sizes()[d], dim, fmt::join(sizes, ", "));
    }
    return pieces(info, x, sizes, d);
}

std::vector<Tensor> chunk(const Tensor& x, int64_t chunks, int64_t dim) {
    check_has_dims(x, "chunk");
    if (chunks <= 0) {
        raise(ErrorKind::RuntimeError, "chunk expects `chunks` to be greater than 0, got: {}",
              chunks);
    }
    const int64_t whole = x.size(dim);
    const int64_t size = whole / chunks + (whole % chunks != 0);
    // An empty dimension is cut into as many pieces as were asked for.
    if (size == 0) {
        check_count(chunks);
        return split(x, std::vector<int64_t>(static_cast<size_t>(chunks), 0), dim);
    }
    return split(x, size, dim);
}

namespace {

void check_tensor_split(const Tensor& x) {
    if (x.dim() > 0) return;
    raise(ErrorKind::RuntimeError,
          "tensor_split expected at least a 1-dimensional tensor, but got a tensor with 0 dims");
}

}  // namespace

std::vector<Tensor> tensor_split(const Tensor& x, int64_t sections, int64_t dim) {
    check_tensor_split(x);
    const int64_t whole = x.size(dim);
    if (sections <= 0) {
        raise(ErrorKind::RuntimeError, "number of sections must be larger than 0, got {}",
              sections);
    }
    check_count(sections);
    std::vector<Tensor> out;
    int64_t from = 0;
    for (int64_t k = 0; k < sections; ++k) {
        const int64_t size = whole / sections + (k < whole % sections);
        out.push_back(slice(x, dim, from, from + size));
        from += size;
    }
    return out;
}

std::vector<Tensor> tensor_split(const Tensor& x, std::span<const int64_t> places, int64_t dim) {
    check_tensor_split(x);
    std::vector<Tensor> out;
    int64_t from = 0;
    for (const int64_t place : places) {
        out.push_back(slice(x, dim, from, place));
        from = place;
    }
    out.push_back(slice(x, dim, from, x.size(dim)));
    return out;
}

}  // namespace engine
