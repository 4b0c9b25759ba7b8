// Elements under a mask, which stretches as x does.
#include "engine/kernels/masked.h"
#include "engine/autograd/indexing.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/inplace_result.h"
#include "engine/autograd/ops_index.h"
#include "engine/kernels/gather.h"
#include "engine/tensor/arithmetic.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

Tensor stretched(const Tensor& x, const Shape& sizes) {
    return x.sizes() == sizes ? x : views::expand(x, sizes);
}

// x with the element of `value` where the mask is set; all of one shape or stretched.
Tensor filled(const Tensor& x, const Tensor& mask, const Tensor& value) {
    const Shape sizes = broadcast_shapes(mask.sizes(), x.sizes());
    const Tensor y = stretched(x, sizes).copy();
    const Tensor where = stretched(mask, sizes).contiguous();
    const Tensor element = value.to(x.dtype());
    dispatch_computed(x.dtype(), "masked_fill", [&]<class T>() {
        kernels::masked_fill(y.mutable_span<T>(), where.span<bool>(), *element.data<T>());
    });
    return y;
}

void check_fill(const Tensor& x, const Tensor& mask, bool inplace) {
    if (mask.dtype() != DType::Bool) {
        raise(ErrorKind::RuntimeError, "masked_fill_ only supports boolean masks, but got dtype {}",
              scalar_name(mask.dtype()));
    }
    if (!inplace) return;
    const Shape together = broadcast_shapes(x.sizes(), mask.sizes());
    if (together != x.sizes()) {
        raise(ErrorKind::RuntimeError, "output with shape {} doesn't match the broadcast shape {}",
              x.sizes().str(), together.str());
    }
}

// dL/dx = dL/dy, 0 under the mask; dL/dvalue = the sum of dL/dy under the mask
void fill_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& mask = saved.tensor(0);
    if (dx.wants(0)) dx.set(0, filled(dy, mask, Tensor::zeros({}, dy.dtype())));
    if (dx.count() < 2 || !dx.wants(1)) return;
    dx.set(1, raw::binary(kernels::BinaryOp::Mul, dy, mask.to(dy.dtype())));
}

void recorded_fill(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& mask = saved.tensor(0);
    if (dx.wants(0)) dx.set(0, masked_fill(dy, mask, 0.0));
    if (dx.count() > 1 && dx.wants(1)) dx.set(1, mul(dy, mask.to(dy.dtype())));
}

// dL/dy added up at the places, of a tensor of these sizes as one row.
Tensor added_at(const Shape& sizes, const Tensor& places, const Tensor& dy) {
    const Tensor row = Tensor::zeros({sizes.numel()}, dy.dtype());
    const Shape line{dy.numel()};
    return reshape(index_add(row, 0, views::view(places.contiguous(), line), reshape(dy, line)),
                   sizes);
}

// Places of the mask's elements in a row of the stretched x.
struct Selection {
    Shape sizes;
    Tensor places;

    Selection(const Tensor& x, const Tensor& mask)
        : sizes(broadcast_shapes(mask.sizes(), x.sizes())),
          places(nonzero(views::view(stretched(mask, sizes).contiguous(), Shape{-1}))) {}
};

kernels::Places in_a_row(const Tensor& places) {
    static constexpr int64_t kZero[] = {0};
    return {kZero, places.span<int64_t>(), kZero};
}

}  // namespace

Tensor masked_fill(const Tensor& x, const Tensor& mask, double value, bool inplace) {
    static constexpr OpInfo info{.name = "MaskedFillBackward0",
                                 .formula = "y = mask ? value : x",
                                 .recorded = recorded_fill};
    check_fill(x, mask, inplace);
    return record_or_write(info, {x}, filled(x, mask, Tensor::scalar(value, x.dtype())), inplace,
                           {.tensors = {mask}}, fill_backward);
}

Tensor masked_fill(const Tensor& x, const Tensor& mask, const Tensor& value, bool inplace) {
    static constexpr OpInfo info{.name = "MaskedFillBackward1",
                                 .formula = "y = mask ? value : x",
                                 .recorded = recorded_fill};
    if (value.dim() != 0) {
        raise(ErrorKind::RuntimeError,
              "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with {} "
              "dimension(s).",
              value.dim());
    }
    check_fill(x, mask, inplace);
    return record_or_write(info, {x, value}, filled(x, mask, value), inplace, {.tensors = {mask}},
                           fill_backward);
}

// dL/dx = dL/dy at its places, 0 elsewhere
Tensor masked_select(const Tensor& x, const Tensor& mask) {
    static constexpr OpInfo info{.name = "MaskedSelectBackward0",
                                 .formula = "y = x[mask]",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, added_at(saved.shape(0), saved.tensor(0), dy));
                                 }};
    if (mask.dtype() != DType::Bool && mask.dtype() != DType::UInt8) {
        raise(ErrorKind::RuntimeError, "masked_select: expected BoolTensor or ByteTensor for mask");
    }
    const Selection selection(x, mask);
    const Tensor whole = stretched(x, selection.sizes).contiguous();
    const Tensor y = Tensor::empty({selection.places.size(0)}, x.dtype());
    dispatch_computed(x.dtype(), "masked_select", [&]<class T>() {
        kernels::gather(whole.data<T>(), in_a_row(selection.places), y.mutable_data<T>());
    });
    return record(info, {x}, y, {.tensors = {selection.places}, .shapes = {selection.sizes}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor sum = Tensor::zeros(saved.shape(0), dy.dtype());
                      const Tensor packed = dy.contiguous();
                      dispatch_floating(dy.dtype(), "masked_select", [&]<class T>() {
                          kernels::scatter(sum.mutable_data<T>(), in_a_row(saved.tensor(0)),
                                           packed.data<T>());
                      });
                      dx.set(0, sum);
                  });
}

// y_i = x at place i of all its elements in a row.   dL/dx = dL/dy added up there
Tensor take(const Tensor& x, const Tensor& index) {
    static constexpr OpInfo info{.name = "TakeBackward0",
                                 .formula = "y_i = x[index_i]",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     dx.set(0, added_at(dx.sizes(0), saved.tensor(0), dy));
                                 }};
    if (index.dtype() != DType::Int64) {
        raise(ErrorKind::RuntimeError, "take(): Expected a long tensor for index, but got {}",
              scalar_name(index.dtype()));
    }
    if (x.numel() == 0 && index.numel() > 0) {
        raise(ErrorKind::IndexError, "take(): tried to take from an empty tensor");
    }
    const Tensor places = index.copy();
    for (int64_t& place : places.mutable_span<int64_t>()) {
        if (place < -x.numel() || place >= x.numel()) {
            raise(ErrorKind::IndexError,
                  "out of range: tried to access index {} on a tensor of {} elements.", place,
                  x.numel());
        }
        if (place < 0) place += x.numel();
    }
    const Tensor whole = x.contiguous();
    const Tensor y = Tensor::empty(index.sizes(), x.dtype());
    dispatch_computed(x.dtype(), "take", [&]<class T>() {
        kernels::gather(whole.data<T>(), in_a_row(places), y.mutable_data<T>());
    });
    return record(info, {x}, y, {.tensors = {places}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Tensor sum = Tensor::zeros(dx.sizes(0), dy.dtype());
                      const Tensor packed = dy.contiguous();
                      dispatch_floating(dy.dtype(), "take", [&]<class T>() {
                          kernels::scatter_add(sum.mutable_data<T>(), in_a_row(saved.tensor(0)),
                                               packed.data<T>());
                      });
                      dx.set(0, sum);
                  });
}

}  // namespace engine
