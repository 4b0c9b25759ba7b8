// Views whose elements may lie on top of each other: their gradients are added up.
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// dL/dx for y = x's memory (row-major, of dx's sizes) read with these sizes and strides
Tensor summed(const Shape& whole, const Shape& sizes, const Shape& strides, int64_t offset,
              const Tensor& dy) {
    const Tensor sum = Tensor::zeros(whole, dy.dtype());
    const Tensor line = views::view(dy.contiguous(), Shape{dy.numel()});
    // One after the other: places that share memory must not be added to at once.
    dispatch_floating(dy.dtype(), "as_strided_backward", [&]<class T>() {
        const std::span<const T> values = line.span<T>();
        const std::span<T> to = sum.mutable_span<T>();
        Shape at = Shape::filled(sizes.size(), 0);
        for (const T value : values) {
            int64_t place = offset;
            for (size_t d = 0; d < sizes.size(); ++d) place += at[d] * strides[d];
            to[static_cast<size_t>(place)] += value;
            for (size_t d = sizes.size(); d-- > 0;) {
                if (++at[d] < sizes[d]) break;
                at[d] = 0;
            }
        }
    });
    return sum;
}

// shapes: of x as row-major; the view's sizes and strides there
void strided_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, summed(dx.sizes(0), saved.shape(0), saved.shape(1), saved.integer(0), dy));
}

void recorded_strided(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Shape sizes = saved.shape(0), strides = saved.shape(1);
    const int64_t offset = saved.integer(0);
    record_adjoint(saved, dy, dx, [=](const Tensor& g) {
        const Tensor packed = contiguous(g);
        return as_strided(packed, sizes, strides, packed.offset() + offset);
    });
}
}  // namespace

Tensor as_strided(const Tensor& x, const Shape& sizes, const Shape& strides, int64_t offset) {
    static constexpr OpInfo info{.name = "AsStridedBackward0",
                                 .formula = "y = x's memory in another order",
                                 .recorded = recorded_strided};
    if (sizes.size() != strides.size()) {
        raise(ErrorKind::RuntimeError, "mismatch in length of strides and shape");
    }
    int64_t last = 0;
    bool overflows = false;
    for (size_t d = 0; d < sizes.size(); ++d) {
        if (strides[d] < 0) {
            raise(ErrorKind::RuntimeError,
                  "as_strided: Negative strides are not supported at the moment, got strides: {}",
                  strides.str());
        }
        if (sizes[d] < 0) {
            raise(ErrorKind::RuntimeError,
                  "Storage size calculation overflowed with sizes={} and strides={}", sizes.str(),
                  strides.str());
        }
        int64_t reach = 0;
        overflows |= __builtin_mul_overflow(sizes[d] - 1, strides[d], &reach);
        overflows |= __builtin_add_overflow(last, reach, &last);
    }
    overflows |= __builtin_add_overflow(last, offset, &last) || last > (int64_t{1} << 58);
    if (overflows) {
        raise(ErrorKind::RuntimeError,
              "Storage size calculation overflowed with sizes={} and strides={}", sizes.str(),
              strides.str());
    }
    const auto item = static_cast<int64_t>(itemsize(x.dtype()));
    const auto have = static_cast<int64_t>(x.storage()->bytes());
    if (offset < 0) {
        raise(ErrorKind::RuntimeError, "Tensor: invalid storage offset {}", offset);
    }
    if (sizes.numel() > 0 && (last + 1) * item > have) {
        raise(ErrorKind::RuntimeError,
              "setStorage: sizes {}, strides {}, storage offset {}, and itemsize {} requiring a "
              "storage size of {} are out of bounds for storage of size {}",
              sizes.str(), strides.str(), offset, item, (last + 1) * item, have);
    }
    if (needs_grad(x) &&
        (!x.is_contiguous() || offset < x.offset() || last >= x.offset() + x.numel())) {
        raise(ErrorKind::RuntimeError,
              "as_strided beyond the elements of a tensor that requires grad is outside the "
              "PyTorch subset that Modescope runs");
    }
    return record_view(info, x, views::as_strided(x, sizes, strides, offset),
                       {.integers = {offset - x.offset()}, .shapes = {sizes, strides}},
                       strided_backward);
}

Tensor unfold(const Tensor& x, int64_t dim, int64_t size, int64_t step) {
    static constexpr OpInfo info{
        .name = "UnfoldBackward0", .formula = "y = windows of x", .recorded = recorded_strided};
    const size_t d = wrap_dim(dim, x.sizes().size());
    const int64_t whole = x.dim() == 0 ? 1 : x.sizes()[d];
    if (size > whole) {
        raise(ErrorKind::RuntimeError,
              "maximum size for tensor at dimension {} is {} but size is {}", d, whole, size);
    }
    if (step <= 0) raise(ErrorKind::RuntimeError, "step is {} but must be > 0", step);
    if (size < 0) raise(ErrorKind::RuntimeError, "size is {} but must be >= 0", size);
    const auto windows = [&](Shape strides) {
        Shape sizes = x.sizes();
        strides.push_back(x.dim() == 0 ? 1 : strides[d]);
        if (x.dim() > 0) {
            sizes[d] = (whole - size) / step + 1;
            strides[d] *= sizes[d] == 1 ? 1 : step;
        }
        sizes.push_back(size);
        return std::pair(sizes, strides);
    };
    const auto [sizes, strides] = windows(x.strides());
    return record_view(
        info, x, views::as_strided(x, sizes, strides, x.offset()),
        {.integers = {0}, .shapes = {sizes, windows(row_major_strides(x.sizes())).second}},
        strided_backward);
}

}  // namespace engine
