// x with the source's elements, in order, where the mask is set.
//   dL/dx = dL/dy, 0 where it was written over; dL/dsource = those, in order
#include "engine/autograd/indexing.h"
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_shape.h"
#include "engine/autograd/record.h"
#include "engine/base/error.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

void backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Tensor& mask = saved.tensor(0);
    if (dx.wants(0)) dx.set(0, masked_fill(dy, mask, 0.0));
    if (!dx.wants(1)) return;
    const Tensor taken = masked_select(dy, mask);
    Shape rest = dx.sizes(1);
    int64_t count = 1;
    for (const int64_t size : rest) count *= size;
    const Tensor unread = Tensor::zeros({count - taken.numel()}, dy.dtype());
    dx.set(1, view(cat(std::vector<Tensor>{taken, unread}), rest));
}

}  // namespace

Tensor masked_scatter(const Tensor& x, const Tensor& mask, const Tensor& source) {
    static constexpr OpInfo info{
        .name = "MaskedScatterBackward0", .formula = "y = x, y[mask] = s", .recorded = backward};
    if (x.dtype() != source.dtype()) {
        raise(ErrorKind::RuntimeError,
              "masked_scatter: expected self and source to have same dtypes but got{} and {}",
              scalar_name(x.dtype()), scalar_name(source.dtype()));
    }
    const Shape all = broadcast_shapes(x.sizes(), mask.sizes());
    const Tensor wide = all == x.sizes() ? x : expand(x, all);
    const Tensor places = views::expand(mask, all);
    const int64_t count = nonzero(places).size(0);
    if (source.numel() < count) {
        raise(ErrorKind::RuntimeError, "Number of elements of source < number of ones in mask");
    }
    Tensor y;
    {
        const NoGrad guard;
        const Tensor first = narrow(flatten(source), 0, 0, count);
        y = index_put(wide.detach(), std::vector<Tensor>{places}, first, false, false);
    }
    return record(info, {wide, source}, y, {.tensors = {places}}, backward);
}

}  // namespace engine
