// Along one dimension, elements at places that a tensor of as many dimensions names.
// y[i][j] = x[i][index[i][j]].   dL/dx = dL/dy added up at the places
#include <algorithm>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/along.h"
#include "engine/autograd/ops/inplace_result.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/second_order.h"
#include "engine/kernels/gather.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// Places of index's elements in a row-major tensor of `sizes`.
class Along {
public:
    Along(const Shape& sizes, int64_t dim, const Tensor& index) {
        if (MetaPass::active()) return;  // nobody will ask
        const Shape strides = row_major_strides(sizes);
        const Tensor packed = index.contiguous();
        const auto d = static_cast<size_t>(dim);
        Shape at = Shape::filled(sizes.size(), 0);
        places_.reserve(static_cast<size_t>(index.numel()));
        for (const int64_t chosen : packed.span<int64_t>()) {
            const int64_t size = sizes.empty() ? 1 : sizes[d];
            if (chosen < 0 || chosen >= size) {
                raise(ErrorKind::RuntimeError,
                      "index {} is out of bounds for dimension {} with size {}", chosen, dim, size);
            }
            int64_t place = sizes.empty() ? 0 : chosen * strides[d];
            for (size_t k = 0; k < sizes.size(); ++k) place += k == d ? 0 : at[k] * strides[k];
            places_.push_back(place);
            for (size_t k = sizes.size(); k-- > 0;) {
                if (++at[k] < index.sizes()[k]) break;
                at[k] = 0;
            }
        }
    }

    kernels::Places places() const {
        static constexpr int64_t kZero[] = {0};
        return {kZero, places_, kZero};
    }

    const std::vector<int64_t>& list() const { return places_; }

private:
    std::vector<int64_t> places_;
};

void check_index_dtype(const Tensor& index, std::string_view name) {
    if (index.dtype() == DType::Int64) return;
    raise(ErrorKind::RuntimeError, "{}(): Expected dtype int64 for index", name);
}

int64_t dims_of(const Tensor& x) {
    return std::max<int64_t>(x.dim(), 1);
}

int64_t size_of(const Tensor& x, size_t d) {
    return x.dim() == 0 ? 1 : x.sizes()[d];
}

int64_t checked_gather(const Tensor& x, int64_t dim, const Tensor& index) {
    const size_t d = wrap_dim(dim, x.sizes().size());
    check_index_dtype(index, "gather");
    if (index.numel() == 0) return static_cast<int64_t>(d);
    if (dims_of(index) != dims_of(x)) {
        raise(ErrorKind::RuntimeError,
              "Index tensor must have the same number of dimensions as input tensor");
    }
    for (size_t k = 0; k < static_cast<size_t>(dims_of(x)); ++k) {
        if (k == d || size_of(index, k) <= size_of(x, k)) continue;
        raise(ErrorKind::RuntimeError,
              "Size does not match at dimension {} expected index {} to be smaller than self {} "
              "apart from dimension {}",
              k, index.sizes().str(), x.sizes().str(), d);
    }
    return static_cast<int64_t>(d);
}

// The part of source that index's shape covers.
Tensor covered(const Tensor& source, const Tensor& index) {
    Tensor part = source;
    for (int64_t d = 0; d < source.dim(); ++d)
        part = views::slice(part, d, 0, size_of(index, static_cast<size_t>(d)));
    return part.contiguous();
}

}  // namespace

namespace raw {

int64_t check_scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                      std::string_view name) {
    const size_t d = wrap_dim(dim, x.sizes().size());
    check_index_dtype(index, name);
    if (source.defined() && source.dtype() != x.dtype()) {
        raise(ErrorKind::RuntimeError, "{}(): Expected self.dtype to be equal to src.dtype", name);
    }
    if (index.numel() == 0) return static_cast<int64_t>(d);
    if (dims_of(index) != dims_of(x)) {
        raise(ErrorKind::RuntimeError,
              "Index tensor must have the same number of dimensions as self tensor");
    }
    bool fits = true;
    for (size_t k = 0; k < static_cast<size_t>(dims_of(x)); ++k) {
        fits &= k == d || size_of(index, k) <= size_of(x, k);
    }
    if (!source.defined()) {
        if (fits) return static_cast<int64_t>(d);
        raise(ErrorKind::RuntimeError,
              "Expected index {} to be smaller than self {} apart from dimension {}",
              index.sizes().str(), x.sizes().str(), d);
    }
    if (dims_of(index) != dims_of(source)) {
        raise(ErrorKind::RuntimeError,
              "Index tensor must have the same number of dimensions as src tensor");
    }
    for (size_t k = 0; k < static_cast<size_t>(dims_of(x)); ++k) {
        fits &= size_of(index, k) <= size_of(source, k);
    }
    if (!fits) {
        raise(ErrorKind::RuntimeError,
              "Expected index {} to be smaller than self {} apart from dimension {} and to be "
              "smaller size than src {}",
              index.sizes().str(), x.sizes().str(), d, source.sizes().str());
    }
    return static_cast<int64_t>(d);
}

Tensor gather_along(const Tensor& x, int64_t dim, const Tensor& index) {
    const Tensor packed = x.contiguous();
    const Tensor y = Tensor::empty(index.sizes(), x.dtype());
    if (index.numel() == 0) return y;
    const Along along(x.sizes(), dim, index);
    dispatch_computed(x.dtype(), "gather_out", [&]<class T>() {
        kernels::gather(packed.data<T>(), along.places(), y.mutable_data<T>());
    });
    return y;
}

void scatter_along(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& values,
                   bool accumulate) {
    if (index.numel() == 0) return;
    const Along along(x.sizes(), dim, index);
    const Tensor packed = covered(values, index);
    dispatch_computed(x.dtype(), "scatter", [&]<class T>() {
        if (accumulate) {
            kernels::scatter_add(x.mutable_data<T>(), along.places(), packed.data<T>());
        } else {
            kernels::scatter(x.mutable_data<T>(), along.places(), packed.data<T>());
        }
    });
}

}  // namespace raw

namespace {

Tensor stretched(double value, const Tensor& index, DType dtype) {
    return views::expand(Tensor::scalar(value, dtype), index.sizes());
}

// PyTorch has no gradient of a source larger than its index.
void check_source(const Saved& saved, const Grads& dx) {
    const Shape& index = saved.tensor(0).sizes();
    if (index == dx.sizes(1) || index.numel() == 0) return;
    raise(ErrorKind::RuntimeError,
          "Function {} returned an invalid gradient at index 1 - got {} but expected shape "
          "compatible with {}",
          saved.node().name(), index.str(), dx.sizes(1).str());
}

// dL/dsource = dL/dy gathered
void source_gradient(const Saved& saved, const Tensor& dy, Grads& dx) {
    check_source(saved, dx);
    const Tensor& index = saved.tensor(0);
    dx.set(1, index.numel() == 0 ? zeros_for(dx, 1, dy)
                                 : raw::gather_along(dy, saved.integer(0), index));
}

// dL/dx = dL/dy, 0 where it was written over
void scatter_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) {
        const Tensor rest = dy.copy();
        raw::scatter_along(rest, saved.integer(0), saved.tensor(0),
                           stretched(0, saved.tensor(0), dy.dtype()), false);
        dx.set(0, rest);
    }
    if (dx.count() > 1 && dx.wants(1)) source_gradient(saved, dy, dx);
}

// The same, recorded.
Tensor recorded_source_gradient(const Saved& saved, const Tensor& dy, const Grads& dx) {
    check_source(saved, dx);
    const Tensor& index = saved.tensor(0);
    return index.numel() == 0 ? zeros_for(dx, 1, dy) : gather(dy, saved.integer(0), index);
}

void recorded_scatter(const Saved& saved, const Tensor& dy, Grads& dx) {
    if (dx.wants(0)) dx.set(0, scatter(dy, saved.integer(0), saved.tensor(0), 0.0));
    if (dx.count() > 1 && dx.wants(1)) dx.set(1, recorded_source_gradient(saved, dy, dx));
}

}  // namespace

Tensor gather(const Tensor& x, int64_t dim, const Tensor& index) {
    static constexpr OpInfo info{
        .name = "GatherBackward0",
        .formula = "y_ij = x_i,index_ij",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            dx.set(0, scatter_add(zeros_for(dx, 0, dy), saved.integer(0), saved.tensor(0), dy));
        }};
    const int64_t d = checked_gather(x, dim, index);
    return record(info, {x}, raw::gather_along(x, d, index), {.tensors = {index}, .integers = {d}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor sum = Tensor::zeros(dx.sizes(0), dy.dtype());
                      raw::scatter_along(sum, saved.integer(0), saved.tensor(0), dy, true);
                      dx.set(0, sum);
                  });
}

Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
               bool inplace) {
    static constexpr OpInfo info{
        .name = "ScatterBackward0", .formula = "y_i,index_ij = s_ij", .recorded = recorded_scatter};
    const int64_t d = raw::check_scatter(x, dim, index, source, "scatter");
    const Tensor y = x.copy();
    raw::scatter_along(y, d, index, source, false);
    return record_or_write(info, {x, source}, y, inplace, {.tensors = {index}, .integers = {d}},
                           scatter_backward);
}

Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, double value, bool inplace) {
    static constexpr OpInfo info{.name = "ScatterBackward1",
                                 .formula = "y_i,index_ij = value",
                                 .recorded = recorded_scatter};
    const int64_t d = raw::check_scatter(x, dim, index, {}, "scatter");
    const Tensor y = x.copy();
    raw::scatter_along(y, d, index, stretched(value, index, x.dtype()), false);
    return record_or_write(info, {x}, y, inplace, {.tensors = {index}, .integers = {d}},
                           scatter_backward);
}

namespace {

bool multiplies(std::string_view reduce) {
    if (reduce != "add" && reduce != "multiply") {
        raise(ErrorKind::RuntimeError, "reduce argument must be either add or multiply.");
    }
    return reduce == "multiply";
}

Tensor scattered_with(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& values,
                      bool multiply) {
    const Tensor y = x.copy();
    if (index.numel() == 0) return y;
    const Along along(x.sizes(), dim, index);
    const Tensor packed = covered(values, index);
    dispatch_computed(x.dtype(), "scatter", [&]<class T>() {
        T* const to = y.mutable_data<T>();
        const T* from = packed.data<T>();
        for (const int64_t place : along.list()) {
            const T value = *from++;
            if constexpr (std::is_same_v<T, bool>) {
                to[place] = multiply ? to[place] && value : to[place] || value;
            } else {
                to[place] = multiply ? to[place] * value : to[place] + value;
            }
        }
    });
    return y;
}

void no_derivative(const Saved&, const Tensor&, Grads&) {
    raise(ErrorKind::RuntimeError, "derivative for aten::scatter is not implemented");
}

const OpInfo kScatterReduced{
    .name = "NotImplemented", .formula = "y_i,index_ij += s_ij", .recorded = no_derivative};

}  // namespace

Tensor scatter_reduced(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                       std::string_view reduce, bool inplace) {
    const bool multiply = multiplies(reduce);
    const int64_t d = raw::check_scatter(x, dim, index, source, "scatter");
    return record_or_write(kScatterReduced, {x, source},
                           scattered_with(x, d, index, source, multiply), inplace, {},
                           no_derivative);
}

Tensor scatter_reduced(const Tensor& x, int64_t dim, const Tensor& index, double value,
                       std::string_view reduce, bool inplace) {
    const bool multiply = multiplies(reduce);
    const int64_t d = raw::check_scatter(x, dim, index, {}, "scatter");
    const Tensor values = stretched(value, index, x.dtype());
    return record_or_write(kScatterReduced, {x}, scattered_with(x, d, index, values, multiply),
                           inplace, {}, no_derivative);
}

Tensor scatter_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                   bool inplace) {
    static constexpr OpInfo info{.name = "ScatterAddBackward0",
                                 .formula = "y_i,index_ij += s_ij",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, dy);
                                     if (dx.wants(1))
                                         dx.set(1, recorded_source_gradient(saved, dy, dx));
                                 }};
    const int64_t d = raw::check_scatter(x, dim, index, source, "scatter_add");
    const Tensor y = x.copy();
    raw::scatter_along(y, d, index, source, true);
    return record_or_write(info, {x, source}, y, inplace, {.tensors = {index}, .integers = {d}},
                           [](const Saved& saved, const Tensor& dy, Grads& dx) {
                               dx.set(0, dy);
                               if (dx.wants(1)) source_gradient(saved, dy, dx);
                           });
}

Tensor take_along_dim(const Tensor& x, const Tensor& index, int64_t dim) {
    if (x.dim() != index.dim()) {
        raise(ErrorKind::RuntimeError,
              "torch.take_along_dim(): input and indices should have the same number of "
              "dimensions, but got {} dimensions for input, and {} dimensions for indices",
              x.dim(), index.dim());
    }
    if (index.dtype() != DType::Int64) {
        raise(ErrorKind::RuntimeError,
              "torch.take_along_dim(): dtype of indices should be Long but got {}",
              scalar_name(index.dtype()));
    }
    const size_t d = wrap_dim(dim, x.sizes().size());
    // All dimensions but this one stretch.
    Shape of_x = x.sizes(), of_index = index.sizes();
    of_x[d] = of_index[d] = 1;
    Shape wide = broadcast_shapes(of_x, of_index);
    of_x = of_index = wide;
    of_x[d] = x.sizes()[d];
    of_index[d] = index.sizes()[d];
    const Tensor whole = of_x == x.sizes() ? x : expand(x, of_x);
    return gather(whole, static_cast<int64_t>(d), views::expand(index, of_index));
}

}  // namespace engine
