// What goes to one place, brought together: y_i,index_ij = reduce(x, all s_ij that go there).
//   sum   dL/ds = dL/dy at the place, and dL/dx = dL/dy
//   mean  the same, divided by how many came together
//   amax, amin   shared evenly by those that are the result
//   prod  dL/dy · y/s; of a single zero, what the others make
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/along.h"
#include "engine/autograd/ops/inplace_result.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_scatter_reduce.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"
#include "engine/base/warning.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

enum class Reduce : int64_t { Sum, Prod, Mean, Amax, Amin };

std::optional<Reduce> reduce_named(std::string_view name) {
    static constexpr std::array<std::string_view, 5> kNames = {"sum", "prod", "mean", "amax",
                                                               "amin"};
    const auto* const at = std::find(kNames.begin(), kNames.end(), name);
    if (at == kNames.end()) return std::nullopt;
    return static_cast<Reduce>(at - kNames.begin());
}

template <class T>
bool is_nan(T value) {
    if constexpr (std::is_floating_point_v<T>) return std::isnan(value);
    return false;
}

/// Of bools, sums are any and products all.
template <class T>
T added(T a, T b) {
    if constexpr (std::is_same_v<T, bool>) {
        return a || b;
    } else {
        return a + b;
    }
}

template <class T>
T multiplied(T a, T b) {
    if constexpr (std::is_same_v<T, bool>) {
        return a && b;
    } else {
        return a * b;
    }
}

template <class T>
T brought_together(Reduce reduce, T a, T b) {
    switch (reduce) {
        case Reduce::Prod:
            return multiplied(a, b);
        case Reduce::Amax:
            return is_nan(a) || (!is_nan(b) && a > b) ? a : b;
        case Reduce::Amin:
            return is_nan(a) || (!is_nan(b) && a < b) ? a : b;
        default:
            return added(a, b);
    }
}

/// Integers are rounded down.
template <class T>
T divided(T sum, int64_t count) {
    if constexpr (std::is_floating_point_v<T>) {
        return sum / static_cast<T>(count);
    } else if constexpr (std::is_same_v<T, bool>) {
        return sum;
    } else {
        const bool down = sum % count != 0 && sum < 0;
        return down ? sum / count - 1 : sum / count;
    }
}

/// How often something goes to each place of a tensor of x's sizes.
Tensor hits_of(const Tensor& x, int64_t dim, const Tensor& index) {
    const Tensor ones = Tensor::ones(index.sizes(), DType::Int64);
    return scatter_add(Tensor::zeros(x.sizes(), DType::Int64), dim, index, ones);
}

/// y, already holding x; places that something goes to for the first time do not count x then.
Tensor reduced(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
               Reduce reduce, bool include_self) {
    const Tensor y = x.copy().contiguous();
    if (index.numel() == 0 || y.is_meta()) return y;
    // The number of each place, brought to where it is wanted.
    const Tensor numbers = views::view(Tensor::arange(y.numel()), y.sizes());
    const Tensor places = gather(numbers, dim, index).contiguous();
    Tensor part = source;
    for (int64_t d = 0; d < source.dim(); ++d) part = views::slice(part, d, 0, index.size(d));
    part = part.contiguous();
    std::vector<int64_t> hits(static_cast<size_t>(y.numel()), 0);
    dispatch_computed(x.dtype(), "scatter_reduce", [&]<class T>() {
        T* const to = y.mutable_data<T>();
        const T* from = part.data<T>();
        for (const int64_t place : places.span<int64_t>()) {
            const bool first = hits[static_cast<size_t>(place)]++ == 0 && !include_self;
            to[place] = first ? *from : brought_together(reduce, to[place], *from);
            ++from;
        }
        if (reduce != Reduce::Mean) return;
        for (size_t i = 0; i < hits.size(); ++i) {
            if (hits[i] > 0) to[i] = divided(to[i], hits[i] + (include_self ? 1 : 0));
        }
    });
    return y;
}

/// tensors: x, index, source; integers: the dimension, what is made, whether x counts
struct Made {
    Tensor x, index, source, y;
    int64_t dim;
    Reduce reduce;
    bool include_self;
};

Tensor is_value(const Tensor& x, double value) {
    return eq(x, Tensor::scalar(value, x.dtype()));
}

Tensor as_numbers(const Tensor& truth, DType dtype) {
    return truth.to(dtype);
}

struct Gradients {
    Tensor of_x, of_source;
};

Gradients extreme_gradients(const Made& made, const Tensor& dy) {
    const Tensor x_is = as_numbers(eq(made.x, made.y), dy.dtype());
    const Tensor source_is =
        as_numbers(eq(made.source, gather(made.y, made.dim, made.index)), dy.dtype());
    const Tensor share = div(dy, scatter_add(x_is, made.dim, made.index, source_is));
    return {mul(share, x_is), mul(source_is, gather(share, made.dim, made.index))};
}

Tensor product(const Made& made, const Tensor& x, const Tensor& source) {
    return scatter_reduce(x, made.dim, made.index, source, "prod", made.include_self);
}

Gradients product_gradients(const Made& made, const Tensor& dy) {
    const auto at_places = [&made](const Tensor& t) { return gather(t, made.dim, made.index); };
    const Tensor x = masked_fill(made.x, is_value(made.x, 0), 1.0);
    const Tensor of_x = div(mul(dy, product(made, x, made.source)), x);

    const Tensor zero = is_value(made.source, 0);
    const Tensor zeros_at = scatter_add(Tensor::zeros(dy.sizes(), dy.dtype()), made.dim, made.index,
                                        as_numbers(zero, dy.dtype()));
    const Tensor single =
        mul(as_numbers(zero, dy.dtype()), as_numbers(is_value(at_places(zeros_at), 1), dy.dtype()))
            .to(DType::Bool);
    const Tensor others = product(made, made.x, masked_fill(made.source, single, 1.0));
    const Tensor of_source =
        where(single, at_places(mul(dy, others)),
              div(at_places(mul(dy, made.y)), masked_fill(made.source, zero, 1.0)));
    return {of_x, of_source};
}

Gradients gradients_of(const Made& made, const Tensor& dy) {
    switch (made.reduce) {
        case Reduce::Prod:
            return product_gradients(made, dy);
        case Reduce::Amax:
        case Reduce::Amin:
            return extreme_gradients(made, dy);
        default:
            break;
    }
    Tensor share = dy;
    if (made.reduce == Reduce::Mean) {
        Tensor count = hits_of(dy, made.dim, made.index);
        if (made.include_self) count = add(count, 1.0);
        share = div(dy, masked_fill(count, is_value(count, 0), 1.0).to(dy.dtype()));
    }
    return {share, gather(share, made.dim, made.index)};
}

template <bool with_history>
void backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Made made{.x = saved.tensor(0),
                    .index = saved.tensor(1),
                    .source = saved.tensor(2),
                    .y = with_history ? saved.result() : saved.output(),
                    .dim = saved.integer(0),
                    .reduce = static_cast<Reduce>(saved.integer(1)),
                    .include_self = saved.integer(2) != 0};
    if (made.index.numel() == 0) {
        dx.set(0, dy);
        if (dx.wants(1)) dx.set(1, Tensor::zeros(dx.sizes(1), dy.dtype()));
        return;
    }
    Gradients gradients = gradients_of(made, dy);
    if (!made.include_self) {
        gradients.of_x = scatter(gradients.of_x, made.dim, made.index, 0.0);
    }
    dx.set(0, gradients.of_x);
    if (!dx.wants(1)) return;
    const bool same = gradients.of_source.sizes() == dx.sizes(1);
    dx.set(1, same ? gradients.of_source : view(gradients.of_source, dx.sizes(1)));
}

void check_whole(std::string_view name, const Tensor& index, const Tensor& source) {
    if (!needs_grad(source) || index.sizes() == source.sizes()) return;
    raise(ErrorKind::RuntimeError, "{}(): gradients need index and src of one shape, got {} and {}",
          name, index.sizes().str(), source.sizes().str());
}

Tensor made_of(const OpInfo& info, const Tensor& x, int64_t dim, const Tensor& index,
               const Tensor& source, Reduce reduce, bool include_self, bool inplace) {
    const Tensor y = reduced(x.detach(), dim, index, source.detach(), reduce, include_self);
    // In place, x is written over: what it was is kept.
    const Tensor before = inplace && needs_grad(x) ? x.detach().copy() : x;
    return record_or_write(info, {x, source}, y, inplace,
                           {.tensors = {before, index, source},
                            .integers = {dim, static_cast<int64_t>(reduce), include_self ? 1 : 0},
                            .output = true},
                           backward<false>);
}

}  // namespace

Tensor scatter_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                      std::string_view reduce, bool include_self, bool inplace) {
    static constexpr OpInfo info{.name = "ScatterReduceBackward0",
                                 .formula = "y_i,index_ij = reduce(x, s_ij)",
                                 .recorded = backward<true>};
    const auto d = static_cast<int64_t>(wrap_dim(dim, x.sizes().size()));
    const std::optional<Reduce> wanted = reduce_named(reduce);
    if (!wanted) {
        raise(ErrorKind::RuntimeError,
              "reduce argument must be either sum, prod, mean, amax or amin.");
    }
    warn("scatter_reduce() is in beta and the API may change at any time.");
    raw::check_scatter(x, d, index, source, "scatter");
    check_whole("scatter_reduce", index, source);
    return made_of(info, x, d, index, source, *wanted, include_self, inplace);
}

Tensor index_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                    std::string_view reduce, bool include_self, bool inplace) {
    static constexpr OpInfo info{.name = "IndexReduceBackward0",
                                 .formula = "y = x, y[:, index] = reduce(x, s)",
                                 .recorded = backward<true>};
    const std::optional<Reduce> wanted = reduce_named(reduce);
    if (!wanted || *wanted == Reduce::Sum) {
        raise(ErrorKind::RuntimeError,
              "index_reduce(): Expected reduce to be one of prod, mean, amax or amin but got {}.",
              reduce);
    }
    const auto d = static_cast<int64_t>(wrap_dim(dim, x.sizes().size()));
    if (index.dim() > 1) {
        raise(
            ErrorKind::IndexError,
            "index_reduce_(): Index is supposed to be a vector, but got dim: {} with type: {} and "
            "size: {}",
            index.dim(), scalar_name(index.dtype()), index.sizes().str());
    }
    if (index.dtype() != DType::Int64) {
        raise(ErrorKind::RuntimeError,
              "index_reduce_(): Expected dtype int32/int64 for index but got: {}",
              scalar_name(index.dtype()));
    }
    if (source.dtype() != x.dtype()) {
        raise(ErrorKind::RuntimeError,
              "index_reduce_(): self ({}) and source ({}) must have the same scalar type",
              scalar_name(x.dtype()), scalar_name(source.dtype()));
    }
    const int64_t count = source.dim() == 0 ? 1 : source.size(d);
    if (index.numel() != count) {
        raise(ErrorKind::RuntimeError,
              "index_reduce_(): Number of indices ({}) should be equal to source.size(dim): ({}), "
              "for dim: {}",
              index.numel(), count, d);
    }
    warn("index_reduce() is in beta and the API may change at any time.");
    const int64_t size = x.dim() == 0 ? 1 : x.size(d);
    const Tensor row = index.contiguous();
    for (const int64_t place : row.is_meta() ? std::span<const int64_t>() : row.span<int64_t>()) {
        if (place < 0 || place >= size) {
            raise(ErrorKind::IndexError, "index out of range in self");
        }
    }
    Shape wide = Shape::filled(source.sizes().size(), 1);
    if (source.dim() > 0) wide[static_cast<size_t>(d)] = count;
    const Tensor places = views::expand(views::view(row, wide), source.sizes());
    Shape slice = x.sizes();
    if (x.dim() > 0) slice[static_cast<size_t>(d)] = count;
    if (slice != source.sizes()) broadcast_shapes(slice, source.sizes());
    return made_of(info, x, d, places, source, *wanted, include_self, inplace);
}

}  // namespace engine
