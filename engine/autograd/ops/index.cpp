// y = x[i, j, ...], where i, j are tensors of places.   dL/dx = dL/dy added up at the places
// x[i, j, ...] = v.   dL/dx = dL/dy, 0 at the places; dL/dv = dL/dy at the places
#include <algorithm>
#include <optional>

#include "engine/autograd/indexing.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/picked.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/autograd/second_order.h"
#include "engine/tensor/tensor_impl.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

using Picks = std::vector<std::optional<Tensor>>;  // one a dimension; empty: all of it

// Views for the parts that are no tensors; what tensors there are stands in `picks`.
struct Applied {
    Tensor x;
    Picks picks;
};

bool is_mask(const Tensor& x) {
    return x.dtype() == DType::Bool || x.dtype() == DType::UInt8;
}

bool stretches_to(const Shape& sizes, const Shape& wanted) {
    if (sizes.size() > wanted.size()) return false;
    const size_t missing = wanted.size() - sizes.size();
    for (size_t d = 0; d < sizes.size(); ++d) {
        if (sizes[d] != 1 && sizes[d] != wanted[missing + d]) return false;
    }
    return true;
}

int64_t dims_named(std::span<const IndexPart> parts) {
    int64_t count = 0;
    for (const IndexPart& part : parts) {
        if (const Tensor* tensor = std::get_if<Tensor>(&part)) {
            count += is_mask(*tensor) ? tensor->dim() : 1;
        } else if (std::holds_alternative<int64_t>(part) ||
                   std::holds_alternative<IndexRange>(part)) {
            ++count;
        }
    }
    return count;
}

void check_number(const Tensor& x, int64_t dim, int64_t number, int64_t shown_dim) {
    if (x.dim() == 0 && number == 0) {
        raise(ErrorKind::IndexError,
              "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or "
              "`tensor.item<T>()` in C++ to convert a 0-dim tensor to a number");
    }
    const int64_t size = x.dim() == 0 ? 0 : x.size(dim);
    if (number < -size || number >= size) {
        raise(ErrorKind::IndexError, "index {} is out of bounds for dimension {} with size {}",
              number, shown_dim, size);
    }
}

bool whole(const Tensor& x, int64_t dim, const IndexRange& range) {
    return range.start == 0 && range.step == 1 && range.stop == x.size(dim);
}

class Applier {
public:
    Applier(const Tensor& x, std::span<const IndexPart> parts) : x_(x) {
        const int64_t named = dims_named(parts);
        if (named > x.dim()) {
            raise(ErrorKind::IndexError, "too many indices for tensor of dimension {}", x.dim());
        }
        for (const IndexPart& part : parts) {
            if (std::holds_alternative<AllOthers>(part)) {
                dim_ += x.dim() - named;
            } else {
                std::visit([&](const auto& kind) { apply(kind); }, part);
            }
            ++position_;
        }
    }

    Applied result() && { return {std::move(x_), std::move(picks_)}; }

private:
    void apply(int64_t number) {
        check_number(x_, dim_, number, position_);
        x_ = select(x_, dim_, number);
    }
    void apply(bool all) {
        x_ = unsqueeze(x_, dim_);
        pick(Tensor::zeros({all ? 1 : 0}, DType::Int64));
    }
    void apply(NewAxis) { x_ = unsqueeze(x_, dim_++); }
    void apply(AllOthers) {}
    void apply(const IndexRange& range) {
        if (!whole(x_, dim_, range)) {
            x_ = slice(x_, dim_, range.start, range.stop, range.step);
        }
        ++dim_;
    }
    void apply(const Tensor& tensor) {
        if (tensor.dim() > 0 || is_floating(tensor.dtype())) return pick(tensor);
        if (tensor.dtype() == DType::Bool) return apply(tensor.item<bool>());
        apply(tensor.item<int64_t>());
    }
    // As in PyTorch a mask of several dimensions counts as one for the parts behind it.
    void pick(const Tensor& tensor) {
        picks_.resize(static_cast<size_t>(dim_));
        picks_.emplace_back(tensor);
        ++dim_;
    }

    Tensor x_;
    Picks picks_;
    int64_t dim_ = 0;       // of x_, that the next part is about
    int64_t position_ = 0;  // of the part: what PyTorch calls the dimension
};

// The numbers and ranges of one part alone have checks of their own.
Applied apply(const Tensor& x, std::span<const IndexPart> parts) {
    if (parts.size() == 1) {
        if (const int64_t* number = std::get_if<int64_t>(&parts[0])) {
            check_number(x, 0, *number, 0);
            return {select(x, 0, *number), {}};
        }
        if (const IndexRange* range = std::get_if<IndexRange>(&parts[0]); range && x.dim() == 0) {
            raise(ErrorKind::IndexError, "slice() cannot be applied to a 0-dim tensor.");
        }
    }
    return Applier(x, parts).result();
}

// A mask becomes the places where it is set, one tensor a dimension.
Picks spread_masks(const Tensor& x, const Picks& picks) {
    Picks out;
    for (size_t i = 0; i < picks.size(); ++i) {
        if (!picks[i]) {
            out.emplace_back(std::nullopt);
            continue;
        }
        const Tensor& pick = *picks[i];
        if (pick.dtype() == DType::Int64 || pick.dtype() == DType::Int32) {
            out.emplace_back(pick.to(DType::Int64));
            continue;
        }
        if (!is_mask(pick)) {
            raise(ErrorKind::IndexError,
                  "tensors used as indices must be long, int, byte or bool tensors");
        }
        for (size_t k = 0; k < pick.sizes().size(); ++k) {
            const size_t at = out.size() + k;
            if (at < x.sizes().size() && pick.sizes()[k] == x.sizes()[at]) continue;
            raise(ErrorKind::IndexError,
                  "The shape of the mask {} at index {} does not match the shape of the indexed "
                  "tensor {} at index {}",
                  pick.sizes().str(), k, x.sizes().str(), at);
        }
        const Tensor places = nonzero(pick);
        for (int64_t k = 0; k < pick.dim(); ++k) {
            out.emplace_back(views::select(places, 1, k));
        }
    }
    if (out.size() > x.sizes().size()) {
        raise(ErrorKind::IndexError, "too many indices for tensor of dimension {} (got {})",
              x.dim(), out.size());
    }
    return out;
}

Shape common_shape(const std::vector<Tensor>& places) {
    Shape shape;
    try {
        for (const Tensor& tensor : places) shape = broadcast_shapes(shape, tensor.sizes());
    } catch (const Error&) {
        std::string shapes;
        for (const Tensor& tensor : places) {
            shapes += shapes.empty() ? "" : ", ";
            shapes += tensor.sizes().str();
        }
        raise(ErrorKind::IndexError,
              "shape mismatch: indexing tensors could not be broadcast together with shapes {}",
              shapes);
    }
    return shape;
}

// Negative places count from the end.
void wrap_places(const Tensor& x, const raw::Picked& picked) {
    if (MetaPass::active()) return;
    const std::span<int64_t> all = picked.places.mutable_span<int64_t>();
    const size_t count = all.size() / picked.dims.size();
    for (size_t k = 0; k < picked.dims.size(); ++k) {
        const int64_t size = x.size(picked.dims[k]);
        for (int64_t& place : all.subspan(k * count, count)) {
            if (place < -size || place >= size) {
                raise(ErrorKind::IndexError,
                      "index {} is out of bounds for dimension {} with size {}", place, k, size);
            }
            if (place < 0) place += size;
        }
    }
}

raw::Picked picked_of(const Tensor& x, const Picks& picks) {
    const Picks spread = spread_masks(x, picks);
    raw::Picked picked;
    std::vector<Tensor> tensors;
    for (size_t d = 0; d < spread.size(); ++d) {
        if (!spread[d]) continue;
        picked.dims.push_back(static_cast<int64_t>(d));
        tensors.push_back(*spread[d]);
    }
    picked.shape = common_shape(tensors);
    picked.places =
        Tensor::empty({static_cast<int64_t>(tensors.size()), picked.shape.numel()}, DType::Int64);
    for (size_t k = 0; k < tensors.size(); ++k) {
        views::view(views::select(picked.places, 0, static_cast<int64_t>(k)), picked.shape)
            .copy_(tensors[k]);
    }
    for (const int64_t d : picked.dims) {
        if (x.size(d) == 0 && picked.shape.numel() > 0) {
            raise(ErrorKind::IndexError, "index is out of bounds for dimension with size 0");
        }
    }
    // Where nothing is picked nothing is looked at.
    if (picked.result_sizes(x.sizes()).numel() > 0) wrap_places(x, picked);
    return picked;
}

raw::Picked saved_picks(const Saved& saved) {
    return {{saved.integers().begin(), saved.integers().end()}, saved.tensor(0), saved.shape(0)};
}

Tensor put(const Tensor& x, const raw::Picked& picked, const Tensor& value, bool accumulate,
           bool inplace);

Tensor pick(const Tensor& x, const raw::Picked& picked) {
    static constexpr OpInfo info{
        .name = "IndexBackward0",
        .formula = "y = x[i, j, ...]",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, put(zeros_for(dx, 0, dy), saved_picks(saved), dy, true, false));
        }};
    return record(info, {x}, raw::gather(x, picked),
                  {.tensors = {picked.places}, .integers = picked.dims, .shapes = {picked.shape}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor whole = Tensor::zeros(dx.sizes(0), dy.dtype());
                      raw::scatter(whole, saved_picks(saved), dy, true);
                      dx.set(0, whole);
                  });
}

void check_put(const Tensor& x, const raw::Picked& picked, const Tensor& value) {
    if (value.dtype() != x.dtype()) {
        raise(ErrorKind::RuntimeError,
              "Index put requires the source and destination dtypes match, got {} for the "
              "destination and {} for the source.",
              scalar_name(x.dtype()), scalar_name(value.dtype()));
    }
    const Shape sizes = picked.result_sizes(x.sizes());
    if (!stretches_to(value.sizes(), sizes)) {
        raise(ErrorKind::RuntimeError,
              "shape mismatch: value tensor of shape {} cannot be broadcast to indexing result of "
              "shape {}",
              value.sizes().str(), sizes.str());
    }
}

// integers: whether it was added, then the picked dimensions
raw::Picked put_places(const Saved& saved) {
    const std::span<const int64_t> dims = saved.integers().subspan(1);
    return {{dims.begin(), dims.end()}, saved.tensor(0), saved.shape(0)};
}

void recorded_put(const Saved& saved, const Tensor& dy, Grads& dx) {
    const raw::Picked places = put_places(saved);
    if (dx.wants(1)) dx.set(1, pick(dy, places));
    if (!dx.wants(0)) return;
    const bool added = saved.integer(0) != 0;
    dx.set(0, added ? dy : put(dy, places, Tensor::zeros({}, dy.dtype()), false, false));
}

void put_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const bool added = saved.integer(0) != 0;
    const raw::Picked places = put_places(saved);
    if (dx.wants(1)) dx.set(1, raw::gather(dy, places));
    if (!dx.wants(0)) return;
    if (added) return dx.set(0, dy);
    const Tensor rest = dy.copy();
    const Tensor zero = Tensor::zeros({}, dy.dtype());
    raw::scatter(rest, places, views::expand(zero, places.result_sizes(dy.sizes())), false);
    dx.set(0, rest);
}

const OpInfo kPut{
    .name = "IndexPutBackward0", .formula = "x[i, j, ...] = v", .recorded = recorded_put};

Tensor put(const Tensor& x, const raw::Picked& picked, const Tensor& value, bool accumulate,
           bool inplace) {
    check_put(x, picked, value);
    std::vector<int64_t> geometry{accumulate ? 1 : 0};
    geometry.insert(geometry.end(), picked.dims.begin(), picked.dims.end());
    const Saves saves{.tensors = {picked.places}, .integers = geometry, .shapes = {picked.shape}};
    const Tensor stretched = views::expand(value, picked.result_sizes(x.sizes()));
    if (!inplace) {
        const Tensor y = x.copy();
        raw::scatter(y, picked, stretched, accumulate);
        return record(kPut, {x, value}, y, saves, put_backward);
    }
    check_inplace(x);
    raw::scatter(x, picked, value.same_storage(x) ? stretched.copy() : stretched, accumulate);
    x.bump_version();
    record_inplace(kPut, x, {x, value}, saves, put_backward);
    return x;
}

// Dimensions of size 1 in front do not count.
Tensor without_leading_ones(const Tensor& x) {
    size_t ones = 0;
    while (ones < x.sizes().size() && x.sizes()[ones] == 1) ++ones;
    if (ones == 0) return x;
    return view(x, Shape(std::span(x.sizes().begin() + ones, x.sizes().end())));
}

}  // namespace

// x = a tensor of no dimensions
void fill_(const Tensor& x, const Tensor& value) {
    constexpr auto backward = [](const Saved&, const Tensor& dy, Grads& dx) {
        if (dx.wants(0)) dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
        dx.set(1, dy);
    };
    static constexpr OpInfo info{
        .name = "FillBackward1", .formula = "x = value", .recorded = backward};
    if (value.dim() != 0) {
        raise(ErrorKind::RuntimeError,
              "fill_ only supports 0-dimension value tensor but got tensor with {} dimensions.",
              value.dim());
    }
    check_inplace(x);
    {
        const NoGrad guard;
        x.copy_(value);
    }
    record_inplace(info, x, {x, value}, {}, backward);
}

Tensor index(const Tensor& x, std::span<const IndexPart> parts) {
    if (parts.size() == 1 && std::holds_alternative<IndexRange>(parts[0])) {
        const IndexRange& range = std::get<IndexRange>(parts[0]);
        return slice(x, 0, range.start, range.stop, range.step);
    }
    const Applied applied = apply(x, parts);
    if (!applied.picks.empty()) return pick(applied.x, picked_of(applied.x, applied.picks));
    return applied.x.is(x) ? alias(x) : applied.x;
}

void assign_index(const Tensor& x, std::span<const IndexPart> parts, const Tensor& value) {
    const bool nothing =
        parts.size() == 1 && std::holds_alternative<bool>(parts[0]) && !std::get<bool>(parts[0]);
    if (nothing) return;
    const bool everything = parts.size() == 1 && std::holds_alternative<bool>(parts[0]);
    const Applied applied = everything ? Applied{unsqueeze(x, 0), {}} : apply(x, parts);
    const Tensor& target = applied.x;
    if (!applied.picks.empty()) {
        put(target, picked_of(target, applied.picks), without_leading_ones(value), false, true);
        return;
    }
    if (target.sizes() == value.sizes()) return copy_(target, value);
    if (value.dim() == 0) return fill_(target, value);
    const Tensor part = without_leading_ones(value);
    copy_(target, expand(part, target.sizes()));
}

Tensor index_put(const Tensor& x, std::span<const Tensor> places, const Tensor& value,
                 bool accumulate, bool inplace) {
    if (places.size() > x.sizes().size()) {
        raise(ErrorKind::IndexError, "too many indices for tensor of dimension {} (got {})",
              x.dim(), places.size());
    }
    Picks picks;
    bool any = false;
    for (const Tensor& tensor : places) {
        any |= tensor.defined();
        picks.push_back(tensor.defined() ? std::optional(tensor) : std::nullopt);
    }
    if (!any) raise(ErrorKind::IndexError, "at least one index must be provided");
    return put(x, picked_of(x, picks), value, accumulate, inplace);
}

}  // namespace engine
