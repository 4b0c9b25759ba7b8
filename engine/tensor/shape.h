#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>

namespace engine {

/// Sizes or strides of up to eight dimensions, in elements, kept in place: making one allocates
/// nothing.
class Shape {
public:
    static constexpr size_t kMaxDims = 8;

    Shape() = default;
    Shape(std::initializer_list<int64_t> dims) : Shape(std::span(dims.begin(), dims.size())) {}
    /// throws  RuntimeError for more than eight dimensions
    explicit Shape(std::span<const int64_t> dims);

    /// `count` times `value`.
    static Shape filled(size_t count, int64_t value);

    size_t size() const { return count_; }
    bool empty() const { return count_ == 0; }
    int64_t operator[](size_t i) const { return dims_[i]; }
    int64_t& operator[](size_t i) { return dims_[i]; }
    int64_t back() const { return dims_[count_ - 1]; }
    const int64_t* begin() const { return dims_.data(); }
    const int64_t* end() const { return dims_.data() + count_; }
    int64_t* begin() { return dims_.data(); }
    int64_t* end() { return dims_.data() + count_; }
    const int64_t* data() const { return dims_.data(); }
    operator std::span<const int64_t>() const { return {dims_.data(), count_}; }

    /// throws  RuntimeError beyond eight dimensions
    void push_back(int64_t value);
    void insert(size_t at, int64_t value);
    void erase(size_t at);

    /// The product: how many elements; 1 for no dimension.
    /// throws  RuntimeError if that overflows
    int64_t numel() const {
        int64_t product = 1;
        bool overflows = false;
        for (size_t i = 0; i < count_; ++i) {
            if (dims_[i] == 0) return 0;
            overflows |= __builtin_mul_overflow(product, dims_[i], &product);
        }
        if (overflows) refuse_numel();
        return product;
    }

    /// "[32, 16]"
    std::string str() const;

    /// "torch.Size([32, 16])"
    std::string torch_str() const;

    friend bool operator==(const Shape& a, const Shape& b);

private:
    [[noreturn]] void refuse_numel() const;

    std::array<int64_t, kMaxDims> dims_{};
    size_t count_ = 0;
};

/// Strides of a dense tensor whose last dimension is next to each other in memory.
inline Shape row_major_strides(const Shape& sizes) {
    Shape strides = sizes;
    int64_t step = 1;
    for (size_t i = sizes.size(); i-- > 0;) {
        strides[i] = step;
        step *= sizes[i] > 1 ? sizes[i] : 1;
    }
    return strides;
}

/// The shape both stretch to.
/// throws  RuntimeError "The size of tensor a (64) must match the size of tensor b (3) at
///         non-singleton dimension 1"
Shape broadcast_shapes(const Shape& a, const Shape& b);

/// Strides with which `sizes` reads as `wanted`: 0 where it is stretched. `wanted` has as many
/// dimensions or more, and fits.
Shape broadcast_strides(const Shape& sizes, const Shape& strides, const Shape& wanted);

/// A dimension counted from the front: -1 is the last. A scalar counts as one dimension.
/// throws  IndexError "Dimension out of range (expected to be in range of [-2, 1], but got 5)"
size_t wrap_dim(int64_t dim, size_t dims);

}  // namespace engine
