#include "engine/tensor/views.h"

#include <algorithm>

#include "engine/tensor/tensor_impl.h"

namespace engine::views {

Tensor as_strided(const Tensor& x, const Shape& sizes, const Shape& strides, int64_t offset) {
    Tensor view(TensorImpl::make(x.storage(), sizes, strides, offset, x.dtype()));
    view.impl()->counter = x.impl()->counter;
    return view;
}

Tensor select(const Tensor& x, int64_t dim, int64_t index) {
    if (x.dim() == 0)
        raise(ErrorKind::IndexError,
              "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
              "`tensor.item<T>()` in "
              "C++ to convert a 0-dim tensor to a number");
    const size_t d = wrap_dim(dim, x.sizes().size());
    const int64_t size = x.sizes()[d];
    if (index < -size || index >= size) {
        raise(ErrorKind::IndexError, "index {} is out of bounds for dimension {} with size {}",
              index, d, size);
    }
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    sizes.erase(d);
    strides.erase(d);
    return as_strided(x, sizes, strides,
                      x.offset() + (index < 0 ? index + size : index) * x.strides()[d]);
}

Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t end, int64_t step) {
    if (x.dim() == 0) raise(ErrorKind::IndexError, "slice() cannot be applied to a 0-dim tensor.");
    if (step <= 0) raise(ErrorKind::ValueError, "step must be greater than zero");
    const size_t d = wrap_dim(dim, x.sizes().size());
    const int64_t size = x.sizes()[d];
    const auto clamp = [size](int64_t at) {
        return std::clamp<int64_t>(at < 0 ? at + size : at, 0, size);
    };
    const int64_t first = clamp(start);
    const int64_t last = std::max(clamp(end), first);
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    sizes[d] = (last - first + step - 1) / step;
    strides[d] *= step;
    return as_strided(x, sizes, strides, x.offset() + first * x.strides()[d]);
}

Shape infer_sizes(std::span<const int64_t> wanted, int64_t numel) {
    Shape sizes(wanted);
    std::optional<size_t> open;
    int64_t product = 1;
    for (size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] == -1) {
            if (open) raise(ErrorKind::RuntimeError, "only one dimension can be inferred");
            open = i;
        } else if (sizes[i] < 0) {
            raise(ErrorKind::RuntimeError, "invalid shape dimension {}", sizes[i]);
        } else if (__builtin_mul_overflow(product, sizes[i], &product)) {
            product = -1;
            break;
        }
    }
    if (product == numel || (open && product > 0 && numel % product == 0)) {
        if (!open) return sizes;
        if (product == 0) {
            raise(ErrorKind::RuntimeError,
                  "cannot reshape tensor of 0 elements into shape {} because the unspecified "
                  "dimension "
                  "size -1 can be any value and is ambiguous",
                  sizes.str());
        }
        sizes[*open] = numel / product;
        return sizes;
    }
    raise(ErrorKind::RuntimeError, "shape '{}' is invalid for input of size {}", sizes.str(),
          numel);
}

std::optional<Shape> view_strides(const Tensor& x, const Shape& sizes) {
    if (x.numel() == 0) return x.sizes() == sizes ? x.strides() : row_major_strides(sizes);
    Shape strides = Shape::filled(sizes.size(), 1);
    if (x.dim() == 0) return strides;
    // From the back: pieces of x that lie evenly behind each other are cut up into new dimensions.
    auto view_dim = static_cast<int64_t>(sizes.size()) - 1;
    int64_t base_stride = x.strides().back();
    int64_t piece = 1;
    int64_t filled = 1;
    for (int64_t d = x.dim() - 1; d >= 0; --d) {
        const auto i = static_cast<size_t>(d);
        piece *= x.sizes()[i];
        const bool ends =
            d == 0 || (x.sizes()[i - 1] != 1 && x.strides()[i - 1] != piece * base_stride);
        if (!ends) continue;
        while (view_dim >= 0 && (filled < piece || sizes[static_cast<size_t>(view_dim)] == 1)) {
            strides[static_cast<size_t>(view_dim)] = filled * base_stride;
            filled *= sizes[static_cast<size_t>(view_dim)];
            --view_dim;
        }
        if (filled != piece) return std::nullopt;
        if (d > 0) {
            base_stride = x.strides()[i - 1];
            piece = 1;
            filled = 1;
        }
    }
    if (view_dim != -1) return std::nullopt;
    return strides;
}

Tensor view(const Tensor& x, std::span<const int64_t> wanted) {
    const Shape sizes = infer_sizes(wanted, x.numel());
    const std::optional<Shape> strides = view_strides(x, sizes);
    if (!strides) {
        raise(ErrorKind::RuntimeError,
              "view size is not compatible with input tensor's size and stride (at least one "
              "dimension "
              "spans across two contiguous subspaces). Use .reshape(...) instead.");
    }
    return as_strided(x, sizes, *strides, x.offset());
}

Tensor transpose(const Tensor& x, int64_t dim0, int64_t dim1) {
    const size_t a = wrap_dim(dim0, x.sizes().size());
    const size_t b = wrap_dim(dim1, x.sizes().size());
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    if (x.dim() > 0) {
        std::swap(sizes[a], sizes[b]);
        std::swap(strides[a], strides[b]);
    }
    return as_strided(x, sizes, strides, x.offset());
}

Tensor permute(const Tensor& x, std::span<const int64_t> dims) {
    if (dims.size() != x.sizes().size()) {
        raise(ErrorKind::RuntimeError,
              "permute(sparse_coo): number of dimensions in the tensor input does not match the "
              "length of "
              "the desired ordering of dimensions i.e. input.dim() = {} is not equal to len(dims) "
              "= {}",
              x.dim(), dims.size());
    }
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    uint32_t seen = 0;
    for (size_t i = 0; i < dims.size(); ++i) {
        const size_t from = wrap_dim(dims[i], dims.size());
        if (seen >> from & 1u)
            raise(ErrorKind::RuntimeError, "permute(): duplicate dims are not allowed.");
        seen |= 1u << from;
        sizes[i] = x.sizes()[from];
        strides[i] = x.strides()[from];
    }
    return as_strided(x, sizes, strides, x.offset());
}

Tensor expand(const Tensor& x, std::span<const int64_t> wanted) {
    const auto dims = wanted.size();
    if (dims < x.sizes().size()) {
        raise(ErrorKind::RuntimeError,
              "expand({}{{{}}}, size={}): the number of sizes provided ({}) must be greater or "
              "equal to the "
              "number of dimensions in the tensor ({})",
              legacy_name(x.dtype()), x.sizes().str(), Shape(wanted).str(), dims, x.dim());
    }
    Shape sizes(wanted);
    Shape strides = Shape::filled(dims, 0);
    const size_t missing = dims - x.sizes().size();
    for (size_t i = 0; i < dims; ++i) {
        if (i < missing) {
            if (sizes[i] < 0) {
                raise(
                    ErrorKind::RuntimeError,
                    "The expanded size of the tensor ({}) isn't allowed in a leading, non-existing "
                    "dimension {}",
                    sizes[i], i);
            }
            continue;
        }
        const int64_t size = x.sizes()[i - missing];
        if (sizes[i] == -1) sizes[i] = size;
        if (size == sizes[i]) {
            strides[i] = x.strides()[i - missing];
        } else if (size != 1) {
            raise(ErrorKind::RuntimeError,
                  "The expanded size of the tensor ({}) must match the existing size ({}) at "
                  "non-singleton "
                  "dimension {}.  Target sizes: {}.  Tensor sizes: {}",
                  sizes[i], size, i, Shape(wanted).str(), x.sizes().str());
        }
    }
    return as_strided(x, sizes, strides, x.offset());
}

Tensor unsqueeze(const Tensor& x, int64_t dim) {
    const size_t d = wrap_dim(dim, x.sizes().size() + 1);
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    strides.insert(d, d < x.sizes().size() ? x.sizes()[d] * x.strides()[d] : 1);
    sizes.insert(d, 1);
    return as_strided(x, sizes, strides, x.offset());
}

Tensor squeeze(const Tensor& x) {
    Shape sizes;
    Shape strides;
    for (size_t i = 0; i < x.sizes().size(); ++i) {
        if (x.sizes()[i] == 1) continue;
        sizes.push_back(x.sizes()[i]);
        strides.push_back(x.strides()[i]);
    }
    return as_strided(x, sizes, strides, x.offset());
}

Tensor squeeze(const Tensor& x, int64_t dim) {
    const size_t d = wrap_dim(dim, x.sizes().size());
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    if (x.dim() > 0 && sizes[d] == 1) {
        sizes.erase(d);
        strides.erase(d);
    }
    return as_strided(x, sizes, strides, x.offset());
}

}  // namespace engine::views
