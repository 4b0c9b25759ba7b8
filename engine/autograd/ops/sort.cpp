// Elements in another order along one dimension.   dL/dx = dL/dy put back to their places
#include "engine/kernels/sort.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/second_order.h"

#include "engine/autograd/ops/along.h"
#include "engine/autograd/ops_sort.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

// Rows along the chosen dimension, which is the last here. A scalar is a row of one.
Tensor rows_of(const Tensor& x, size_t dim) {
    if (x.dim() == 0) return views::view(x, Shape{1});
    return views::transpose(x, static_cast<int64_t>(dim), -1).contiguous();
}

Tensor back_in_place(const Tensor& places, const Tensor& x, size_t dim) {
    if (x.dim() == 0) return views::view(places, {});
    return views::transpose(places, static_cast<int64_t>(dim), -1).contiguous();
}

void put_back(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor whole = Tensor::zeros(dx.sizes(0), dy.dtype());
    raw::scatter_along(whole, saved.integer(0), saved.tensor(0), dy, true);
    dx.set(0, whole);
}

void recorded_put_back(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& places = saved.tensor(0);
    dx.set(0, scatter_add(zeros_for(dx, 0, dy), saved.integer(0), places,
                          reshape(dy, places.sizes())));
}

Ordered picked(const OpInfo& info, const Tensor& x, size_t dim, const Tensor& indices) {
    const auto d = static_cast<int64_t>(dim);
    return {record(info, {x}, raw::gather_along(x, d, indices),
                   {.tensors = {indices}, .integers = {d}}, put_back),
            indices};
}

int64_t row_count(const Tensor& rows) {
    const int64_t columns = rows.sizes().back();
    return columns == 0 ? 0 : rows.numel() / columns;
}

}  // namespace

Ordered sort(const Tensor& x, int64_t dim, bool descending, bool stable) {
    static constexpr OpInfo kSort{
        .name = "SortBackward0", .formula = "y = x in order", .recorded = recorded_put_back};
    static constexpr OpInfo kStable{
        .name = "SortBackward1", .formula = "y = x in order", .recorded = recorded_put_back};
    const size_t d = wrap_dim(dim, x.sizes().size());
    const Tensor rows = rows_of(x, d);
    const Tensor order = Tensor::empty(rows.sizes(), DType::Int64);
    dispatch_computed(x.dtype(), "sort", [&]<class T>() {
        kernels::sort_order(rows.data<T>(), row_count(rows), rows.sizes().back(),
                            {descending, stable}, order.mutable_data<int64_t>());
    });
    return picked(stable ? kStable : kSort, x, d, back_in_place(order, x, d));
}

Ordered topk(const Tensor& x, int64_t k, int64_t dim, bool largest, bool sorted) {
    static constexpr OpInfo info{.name = "TopkBackward0",
                                 .formula = "y = the k largest of x",
                                 .recorded = recorded_put_back};
    const size_t d = wrap_dim(dim, x.sizes().size());
    const Tensor rows = rows_of(x, d);
    const int64_t columns = rows.sizes().back();
    if (k < 0 || k > columns) raise(ErrorKind::RuntimeError, "selected index k out of range");
    Shape sizes = rows.sizes();
    sizes[sizes.size() - 1] = k;
    const Tensor places = Tensor::empty(sizes, DType::Int64);
    dispatch_numeric(x.dtype(), "topk_cpu", [&]<class T>() {
        kernels::top_places(rows.data<T>(), row_count(rows), columns, k, largest, sorted,
                            places.mutable_data<int64_t>());
    });
    if (x.dim() == 0 && k == 0) return {Tensor::empty({0}, x.dtype()), places};
    return picked(info, x, d, back_in_place(places, x, d));
}

Ordered kthvalue(const Tensor& x, int64_t k, int64_t dim, bool keepdim) {
    static constexpr OpInfo info{
        .name = "KthvalueBackward0", .formula = "y = the k-th of x", .recorded = recorded_put_back};
    const size_t d = wrap_dim(dim, x.sizes().size());
    const int64_t columns = x.dim() == 0 ? 1 : x.sizes()[d];
    if (k < 1 || k > columns) {
        raise(ErrorKind::RuntimeError,
              "kthvalue(): selected number k out of range for dimension {}", d);
    }
    const Tensor rows = rows_of(x, d);
    const Tensor order = Tensor::empty(rows.sizes(), DType::Int64);
    dispatch_numeric(x.dtype(), "kthvalue_cpu", [&]<class T>() {
        kernels::sort_order(rows.data<T>(), row_count(rows), columns, {},
                            order.mutable_data<int64_t>());
    });
    const Tensor chosen = views::slice(order, -1, k - 1, k);
    const Tensor indices = back_in_place(chosen, x, d);
    const auto axis = static_cast<int64_t>(d);
    Tensor values = raw::gather_along(x, axis, indices);
    const bool narrower = !keepdim && x.dim() > 0;
    if (narrower) values = views::squeeze(values, axis);
    values = record(info, {x}, values, {.tensors = {indices}, .integers = {axis}},
                    [](const Saved& saved, const Tensor& dy, Grads& dx) {
                        const Tensor& places = saved.tensor(0);
                        put_back(saved, views::view(dy.contiguous(), places.sizes()), dx);
                    });
    return {values, narrower ? views::squeeze(indices, axis) : indices};
}

}  // namespace engine
