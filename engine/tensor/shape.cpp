#include "engine/tensor/shape.h"

#include <algorithm>

#include "engine/base/error.h"

namespace engine {

namespace {

[[noreturn]] void refuse_dims(size_t dims) {
    raise(ErrorKind::RuntimeError, "tensors have at most {} dimensions here, got {}",
          Shape::kMaxDims, dims);
}

}  // namespace

Shape::Shape(std::span<const int64_t> dims) : count_(dims.size()) {
    if (count_ > kMaxDims) refuse_dims(count_);
    std::copy(dims.begin(), dims.end(), dims_.begin());
}

Shape Shape::filled(size_t count, int64_t value) {
    Shape shape;
    for (size_t i = 0; i < count; ++i) shape.push_back(value);
    return shape;
}

void Shape::push_back(int64_t value) {
    insert(count_, value);
}

void Shape::insert(size_t at, int64_t value) {
    if (count_ == kMaxDims) refuse_dims(count_ + 1);
    for (size_t i = count_; i > at; --i) dims_[i] = dims_[i - 1];
    dims_[at] = value;
    ++count_;
}

void Shape::erase(size_t at) {
    for (size_t i = at; i + 1 < count_; ++i) dims_[i] = dims_[i + 1];
    --count_;
}

void Shape::refuse_numel() const {
    raise(ErrorKind::RuntimeError, "Storage size calculation overflowed with sizes={}", str());
}

std::string Shape::str() const {
    std::string text = "[";
    for (size_t i = 0; i < count_; ++i)
        fmt::format_to(std::back_inserter(text), "{}{}", i ? ", " : "", dims_[i]);
    text += ']';
    return text;
}

std::string Shape::torch_str() const {
    return fmt::format("torch.Size({})", str());
}

bool operator==(const Shape& a, const Shape& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

Shape broadcast_shapes(const Shape& a, const Shape& b) {
    const size_t dims = std::max(a.size(), b.size());
    Shape out = Shape::filled(dims, 1);
    for (size_t back = 1; back <= dims; ++back) {
        const int64_t of_a = back <= a.size() ? a[a.size() - back] : 1;
        const int64_t of_b = back <= b.size() ? b[b.size() - back] : 1;
        if (of_a != of_b && of_a != 1 && of_b != 1) {
            raise(ErrorKind::RuntimeError,
                  "The size of tensor a ({}) must match the size of tensor b ({}) at non-singleton "
                  "dimension {}",
                  of_a, of_b, dims - back);
        }
        out[dims - back] = of_a == 1 ? of_b : of_a;
    }
    return out;
}

Shape broadcast_strides(const Shape& sizes, const Shape& strides, const Shape& wanted) {
    Shape out = Shape::filled(wanted.size(), 0);
    const size_t missing = wanted.size() - sizes.size();
    for (size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] == wanted[missing + i]) out[missing + i] = strides[i];
    }
    return out;
}

size_t wrap_dim(int64_t dim, size_t dims) {
    const auto count = static_cast<int64_t>(std::max<size_t>(dims, 1));
    if (dim < -count || dim >= count) {
        raise(ErrorKind::IndexError,
              "Dimension out of range (expected to be in range of [{}, {}], but got {})", -count,
              count - 1, dim);
    }
    return static_cast<size_t>(dim < 0 ? dim + count : dim);
}

}  // namespace engine
