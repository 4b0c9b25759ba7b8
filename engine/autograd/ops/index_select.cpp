// Along one dimension, the slices that a vector of places names.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/inplace_result.h"
#include "engine/autograd/ops/picked.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/second_order.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// A scalar counts as a vector of one.
Tensor row(const Tensor& x) {
    return x.dim() == 0 ? views::view(x, Shape{1}) : x;
}

raw::Picked picked_at(int64_t dim, const Tensor& index) {
    const Tensor places = row(index).contiguous();
    return {{dim}, views::view(places, Shape{1, places.numel()}), Shape{places.numel()}};
}

// integers: the dimension; tensors: the places, none negative
raw::Picked saved_places(const Saved& saved) {
    return picked_at(saved.integer(0), saved.tensor(0));
}

struct Bounds {
    bool negative = false;       // counts from the end
    bool told = false;           // which place it was; else "index out of range in self"
    std::string_view name = "";  // what then stands in front
};

// The places, none negative.
Tensor checked_places(const Tensor& x, int64_t dim, const Tensor& index, const Bounds& bounds) {
    const int64_t size = x.dim() == 0 ? 1 : x.size(dim);
    const Tensor places = row(index).to(DType::Int64).copy();
    if (places.is_meta()) return places;
    for (int64_t& place : places.mutable_span<int64_t>()) {
        if (place < (bounds.negative ? -size : 0) || place >= size) {
            if (!bounds.told) raise(ErrorKind::IndexError, "index out of range in self");
            raise(ErrorKind::IndexError,
                  "{}index {} is out of bounds for dimension {} with size {}", bounds.name, place,
                  dim, size);
        }
        if (place < 0) place += size;
    }
    return places;
}

void check_vector(const Tensor& index, std::string_view name, std::string_view words) {
    if (index.dim() > 1) raise(ErrorKind::IndexError, "{}(): Index {} a vector", name, words);
    if (index.dtype() != DType::Int64 && index.dtype() != DType::Int32) {
        raise(ErrorKind::RuntimeError, "{}(): Expected dtype int32 or int64 for index", name);
    }
}

void check_long(const Tensor& index, std::string_view name) {
    if (index.dtype() == DType::Int64) return;
    raise(ErrorKind::IndexError, "{}: Expected dtype int64 for index.", name);
}

// dL/dx = dL/dy, 0 in the slices
void cleared_gradient(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (!dx.wants(0)) return;
    const Tensor rest = row(dy).copy();
    const raw::Picked places = saved_places(saved);
    const Tensor zero = Tensor::zeros({}, dy.dtype());
    raw::scatter(rest, places, views::expand(zero, places.result_sizes(rest.sizes())), false);
    dx.set(0, views::view(rest, dy.sizes()));
}

// The same, recorded.
void recorded_cleared(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, index_fill(dy, saved.integer(0), saved.tensor(0), 0.0));
}

// dL/dy in the slices, of the sizes that input 1 has.
Tensor recorded_slices(const Saved& saved, const Tensor& dy, const Grads& dx) {
    return reshape(index_select(dy, saved.integer(0), saved.tensor(0)), dx.sizes(1));
}

}  // namespace

// dL/dx = dL/dy added up in the slices
Tensor index_select(const Tensor& x, int64_t dim, const Tensor& index) {
    static constexpr OpInfo info{
        .name = "IndexSelectBackward0",
        .formula = "y = x[:, index]",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, index_add(zeros_for(dx, 0, dy), saved.integer(0), saved.tensor(0), dy));
        }};
    const auto d = static_cast<int64_t>(wrap_dim(dim, x.sizes().size()));
    check_vector(index, "index_select", "is supposed to be");
    if (x.dim() == 0 && index.numel() != 1) {
        raise(ErrorKind::RuntimeError,
              "index_select(): Index to scalar can have only 1 value, got {} value(s)",
              index.numel());
    }
    const Tensor places = checked_places(x, d, index, {});
    Tensor y = raw::gather(row(x), picked_at(d, places));
    if (x.dim() == 0) y = views::view(y, {});
    return record(info, {x}, y, {.tensors = {places}, .integers = {d}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor whole = Tensor::zeros(dx.sizes(0), dy.dtype());
                      raw::scatter(row(whole), saved_places(saved), row(dy), true);
                      dx.set(0, whole);
                  });
}

// dL/dx = dL/dy, dL/dsource = alpha dL/dy[:, index]
Tensor index_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                 double alpha, bool inplace) {
    static constexpr OpInfo info{
        .name = "IndexAddBackward0",
        .formula = "y = x, y[:, index] += alpha s",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, dy);
            if (dx.wants(1)) dx.set(1, mul(recorded_slices(saved, dy, dx), saved.number(0)));
        }};
    const auto d = static_cast<int64_t>(wrap_dim(dim, x.sizes().size()));
    check_vector(index, "index_add_", "is supposed to be");
    if (x.dtype() != source.dtype()) {
        raise(ErrorKind::RuntimeError,
              "index_add_(): self ({}) and source ({}) must have the same scalar type",
              scalar_name(x.dtype()), scalar_name(source.dtype()));
    }
    if (source.dim() > 0 && row(source).size(d) != index.numel()) {
        raise(ErrorKind::RuntimeError,
              "index_add_(): Number of indices ({}) should be equal to source.size(dim): ({}), for "
              "dim: {}",
              index.numel(), source.size(d), d);
    }
    const Tensor places = checked_places(x, d, index, {});
    const raw::Picked picked = picked_at(d, places);
    const Tensor y = x.copy();
    Tensor added = source;
    if (alpha != 1) {
        added = raw::binary(kernels::BinaryOp::Mul, added, Tensor::scalar(alpha, x.dtype()));
    }
    const Shape wanted = picked.result_sizes(row(x).sizes());
    if (row(added).sizes() != wanted) broadcast_shapes(wanted, row(added).sizes());
    raw::scatter(row(y), picked, views::expand(row(added), wanted), true);
    return record_or_write(
        info, {x, source}, y, inplace, {.tensors = {places}, .numbers = {alpha}, .integers = {d}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, dy);
            if (!dx.wants(1)) return;
            const Tensor part = raw::gather(row(dy), saved_places(saved));
            const Tensor alpha_tensor = Tensor::scalar(saved.number(0), dy.dtype());
            const Tensor scaled = raw::binary(kernels::BinaryOp::Mul, part, alpha_tensor);
            dx.set(1, views::view(scaled, dx.sizes(1)));
        });
}

// dL/dvalue = the sum of dL/dy in the slices
namespace {

Tensor filled(const OpInfo& info, const Tensor& x, int64_t dim, const Tensor& index,
              const Tensor& value, bool inplace) {
    const auto d = static_cast<int64_t>(wrap_dim(dim, x.sizes().size()));
    if (index.dtype() != DType::Int64) {
        raise(ErrorKind::IndexError, "index_fill_(): Expected dtype int64 for index.");
    }
    if (index.dim() > 1) raise(ErrorKind::RuntimeError, "Index has to be a vector/scalar");
    const Tensor places = checked_places(x, d, index, {.negative = true, .told = true});
    const raw::Picked picked = picked_at(d, places);
    const Tensor y = x.copy();
    const Shape part = picked.result_sizes(row(x).sizes());
    raw::scatter(row(y), picked, views::expand(value.to(x.dtype()), part), false);
    return record_or_write(info, {x, value}, y, inplace, {.tensors = {places}, .integers = {d}},
                           [](const Saved& saved, const Tensor& dy, Grads& dx) {
                               cleared_gradient(saved, dy, dx);
                               if (!dx.wants(1)) return;
                               dx.set(1, raw::gather(row(dy), saved_places(saved)));
                           });
}

}  // namespace

Tensor index_fill(const Tensor& x, int64_t dim, const Tensor& index, double value, bool inplace) {
    static constexpr OpInfo info{
        .name = "IndexFillBackward0",
        .formula = "y = x, y[:, index] = value",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            recorded_cleared(saved, dy, dx);
            if (dx.wants(1)) dx.set(1, index_select(dy, saved.integer(0), saved.tensor(0)));
        }};
    return filled(info, x, dim, index, Tensor::scalar(value, x.dtype()), inplace);
}

Tensor index_fill(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& value,
                  bool inplace) {
    static constexpr OpInfo info{
        .name = "IndexFillBackward1",
        .formula = "y = x, y[:, index] = value",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            recorded_cleared(saved, dy, dx);
            if (dx.wants(1)) dx.set(1, index_select(dy, saved.integer(0), saved.tensor(0)));
        }};
    if (value.dim() != 0) {
        raise(ErrorKind::RuntimeError,
              "index_fill_ only supports a 0-dimensional value tensor, but got tensor with {} "
              "dimension(s).",
              value.dim());
    }
    return filled(info, x, dim, index, value, inplace);
}

// dL/dsource = dL/dy[:, index]
Tensor index_copy(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                  bool inplace) {
    static constexpr OpInfo info{.name = "IndexCopyBackward0",
                                 .formula = "y = x, y[:, index] = s",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     recorded_cleared(saved, dy, dx);
                                     if (dx.wants(1)) dx.set(1, recorded_slices(saved, dy, dx));
                                 }};
    const auto d = static_cast<int64_t>(wrap_dim(dim, x.sizes().size()));
    if (index.dim() > 1) {
        raise(ErrorKind::IndexError, "index_copy_(): Index should have dimension 1 or 0 (got {})",
              index.dim());
    }
    const int64_t size = source.dim() == 0 ? 1 : source.size(d);
    if (source.dim() == 0 && index.numel() != 1) {
        raise(ErrorKind::IndexError,
              "index_copy_(): When source is scalar, index should have one element (got {})",
              index.numel());
    }
    if (source.dim() != x.dim() && source.dim() != 0 && x.dim() != 0) {
        raise(ErrorKind::IndexError,
              "index_copy_(): When source and destination are not scalars, their dimensionality "
              "must match. Source dimensionality ({}), destination dimensionality ({})",
              source.dim(), x.dim());
    }
    check_long(index, "index_copy_()");
    if (source.dtype() != x.dtype()) {
        raise(ErrorKind::RuntimeError,
              "index_copy_(): self and source expected to have the same dtype, but got (self) {} "
              "and (source) {}",
              scalar_name(x.dtype()), scalar_name(source.dtype()));
    }
    const auto slice_of = [&](const Tensor& whole) {
        Shape sizes = row(whole).sizes();
        sizes.erase(static_cast<size_t>(d));
        return sizes;
    };
    if (slice_of(x) != slice_of(source)) {
        raise(ErrorKind::RuntimeError,
              "index_copy_(): Source/destination tensor must have same slice shapes. Destination "
              "slice shape: {} at dimension {} and source slice shape: {} at dimension 0.",
              fmt::join(slice_of(x), " "), d, fmt::join(slice_of(source), " "));
    }
    if (source.dim() > 0 && index.numel() != size) {
        raise(ErrorKind::IndexError,
              "index_copy_(): Number of indices ({}) should be equal to source.size(dim) ({})",
              index.numel(), size);
    }
    const Tensor places = checked_places(x, d, index, {.told = true, .name = "index_copy_(): "});
    const raw::Picked picked = picked_at(d, places);
    const Tensor y = x.copy();
    raw::scatter(row(y), picked, row(source), false);
    return record_or_write(info, {x, source}, y, inplace, {.tensors = {places}, .integers = {d}},
                           [](const Saved& saved, const Tensor& dy, Grads& dx) {
                               cleared_gradient(saved, dy, dx);
                               if (!dx.wants(1)) return;
                               const Tensor part = raw::gather(row(dy), saved_places(saved));
                               dx.set(1, views::view(part, dx.sizes(1)));
                           });
}

namespace {

// The places that repeats stretch to.
Tensor repeated_places(const Tensor& repeats) {
    std::vector<int64_t> places;
    const Tensor counts = repeats.contiguous();
    int64_t at = 0, sum = 0;
    for (const int64_t count : counts.span<int64_t>()) {
        if (count < 0) raise(ErrorKind::RuntimeError, "repeats can not be negative");
        if (__builtin_add_overflow(sum, count, &sum)) sum = std::numeric_limits<int64_t>::max();
    }
    Tensor::empty({sum}, DType::Bool);  // refuses what no memory would hold
    places.reserve(static_cast<size_t>(sum));
    for (const int64_t count : counts.span<int64_t>()) {
        places.insert(places.end(), static_cast<size_t>(count), at++);
    }
    return Tensor::from(std::span<const int64_t>(places), Shape{sum});
}

}  // namespace

Tensor repeat_interleave(const Tensor& repeats) {
    if (repeats.dtype() != DType::Int64) {
        raise(ErrorKind::RuntimeError, "\"repeat_interleave_cpu\" not implemented for '{}'",
              scalar_name(repeats.dtype()));
    }
    if (repeats.dim() != 1) {
        raise(ErrorKind::RuntimeError, "repeat_interleave only accept 1D vector as repeat");
    }
    return repeated_places(repeats);
}

Tensor repeat_interleave(const Tensor& x, const Tensor& repeats, int64_t dim) {
    const int64_t size = x.dim() == 0 ? 1 : x.size(dim);
    Tensor counts = repeats;
    if (repeats.dim() == 0 || (repeats.dim() == 1 && repeats.numel() == 1)) {
        counts = views::expand(views::view(repeats, Shape{1}), Shape{size});
    } else if (repeats.dim() != 1) {
        raise(ErrorKind::RuntimeError, "repeats must be 0-dim or 1-dim tensor");
    } else if (repeats.numel() != size) {
        raise(ErrorKind::RuntimeError, "repeats must have the same size as input along dim");
    }
    return index_select(x, dim, repeat_interleave(counts));
}

}  // namespace engine
