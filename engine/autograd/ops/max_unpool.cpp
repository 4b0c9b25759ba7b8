#include "engine/kernels/max_unpool.h"
#include "engine/autograd/ops_index.h"

#include <algorithm>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/pool_plan.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace {

void check(int dims, const Tensor& x, const Tensor& indices, const Shape& output_size) {
    if (indices.dtype() != DType::Int64) {
        raise(ErrorKind::RuntimeError, "elements in indices should be type int64 but got: {}",
              scalar_name(indices.dtype()));
    }
    if (output_size.size() != static_cast<size_t>(dims)) {
        raise(ErrorKind::RuntimeError,
              "There should be exactly {} elements ({}height, width) in output_size, but got {} "
              "elements.",
              dims == 2 ? "two" : "three", dims == 2 ? "" : "depth, ", output_size.size());
    }
    if (x.dim() != dims + 1 && x.dim() != dims + 2) {
        raise(ErrorKind::RuntimeError,
              "Input to max_unpooling{}d should be a {}d or {}d Tensor, but got a tensor with {} "
              "dimensions.",
              dims, dims + 1, dims + 2, x.dim());
    }
    if (x.sizes() != indices.sizes()) {
        raise(ErrorKind::RuntimeError,
              "Expected shape of indices to be same as that of the input tensor ({}) but got "
              "indices tensor with shape: {}",
              x.sizes().str(), indices.sizes().str());
    }
    for (int64_t i = 1; i < x.dim(); ++i) {
        if (x.size(i) > 0) continue;
        raise(ErrorKind::RuntimeError,
              "max_unpooling{}d_forward_out_cpu(): Expected input to have non-zero size for "
              "non-batch dimensions, but got {} with dimension {} being empty.",
              dims, x.sizes().str(), i);
    }
}

struct Planes {
    int64_t count, inputs, outputs;
};
Planes planes(const Shape& x, const Shape& output_size) {
    const int64_t count = planes_of(x, output_size.size());
    return {count, x.numel() / std::max<int64_t>(count, 1), output_size.numel()};
}

// Planes as rows.
void recorded_unpool(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Planes p = planes(dx.sizes(0), saved.shape(0));
    const Tensor places = views::view(saved.tensor(0).contiguous(), Shape{p.count, p.inputs});
    const Tensor rows = reshape(dy, Shape{p.count, p.outputs});
    dx.set(0, reshape(gather(rows, 1, places), dx.sizes(0)));
}

}  // namespace

// y = 0 but for y[indices] = x.   dL/dx = dL/dy[indices]
Tensor max_unpool(int dims, const Tensor& x, const Tensor& indices, const Shape& output_size) {
    static constexpr OpInfo infos[] = {{.name = "MaxUnpool2DBackward0",
                                        .formula = "y[indices] = x, 0 elsewhere",
                                        .recorded = recorded_unpool},
                                       {.name = "MaxUnpool3DBackward0",
                                        .formula = "y[indices] = x, 0 elsewhere",
                                        .recorded = recorded_unpool}};
    if (dims == 1) {
        Shape sizes = output_size;
        sizes.push_back(1);
        return squeeze(max_unpool(2, unsqueeze(x, -1), unsqueeze(indices, -1), sizes), -1);
    }
    check(dims, x, indices, output_size);
    const Planes p = planes(x.sizes(), output_size);
    const Tensor y = Tensor::empty(with_last(x.sizes(), output_size), x.dtype());
    const Tensor packed = x.contiguous(), places = indices.contiguous();
    dispatch_floating(x.dtype(), dims == 2 ? "max_unpool2d" : "max_unpool3d", [&]<class T>() {
        const auto bad =
            kernels::max_unpool<T>(p.count, p.inputs, p.outputs, places.data<int64_t>(),
                                   packed.data<T>(), y.mutable_data<T>());
        if (bad) {
            raise(ErrorKind::RuntimeError,
                  "Found an invalid max index: {} (output volumes are of size {}", *bad,
                  fmt::join(output_size, "x"));
        }
    });
    return record(infos[dims - 2], {x}, y, {.tensors = {indices}, .shapes = {output_size}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Planes q = planes(dx.sizes(0), saved.shape(0));
                      const Tensor gradient = dy.contiguous(), at = saved.tensor(0).contiguous();
                      dispatch_floating(dy.dtype(), "max_unpool_backward", [&]<class T>() {
                          kernels::max_unpool_backward<T>(q.count, q.inputs, q.outputs,
                                                          at.data<int64_t>(), gradient.data<T>(),
                                                          dx.into<T>(0).data());
                      });
                  });
}

}  // namespace engine
