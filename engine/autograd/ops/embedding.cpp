#include "engine/kernels/embedding.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/second_order.h"
#include "engine/tensor/views.h"

#include <algorithm>

#include "engine/autograd/ops_embedding.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

// The indices densely as int64, each of them a row.
Tensor checked_ids(const Tensor& weight, const Tensor& indices) {
    if (indices.dtype() != DType::Int64 && indices.dtype() != DType::Int32) {
        raise(ErrorKind::RuntimeError,
              "Expected tensor for argument #1 'indices' to have one of the following scalar "
              "types: Long, Int; but got {} instead (while checking arguments for embedding)",
              legacy_name(indices.dtype()));
    }
    const Tensor ids = indices.to(DType::Int64).contiguous();
    if (MetaPass::active()) return ids;
    const auto all = ids.span<int64_t>();
    const int64_t rows = weight.size(0);
    if (std::any_of(all.begin(), all.end(), [&](int64_t id) { return id < 0 || id >= rows; })) {
        raise(ErrorKind::IndexError, "index out of range in self");
    }
    return ids;
}

void check_weight(const Tensor& weight) {
    if (weight.dim() != 2) raise(ErrorKind::RuntimeError, "'weight' must be 2-D");
}

}  // namespace

// y[i] = W[id_i].   dL/dW[r] = sum of dL/dy[i] where id_i = r, 0 for the padding row
Tensor embedding(const Tensor& weight, const Tensor& indices, const EmbeddingOptions& options) {
    static constexpr OpInfo info{
        .name = "EmbeddingBackward0",
        .formula = "y = W[indices]",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            record_adjoint(saved, dy, dx,
                           [ids = saved.tensor(0), padding = saved.integer(0),
                            sizes = dy.sizes()](const Tensor& g) {
                               const Tensor line = views::view(ids, Shape{ids.numel()});
                               const Tensor rows = reshape(index_select(g, 0, line), sizes);
                               if (padding < 0) return rows;
                               const Tensor pads = eq(
                                   ids, Tensor::scalar(static_cast<double>(padding), DType::Int64));
                               return masked_fill(rows, views::unsqueeze(pads, -1), 0.0);
                           });
        }};
    check_weight(weight);
    const Tensor ids = checked_ids(weight, indices);
    const int64_t width = weight.size(1);
    Shape sizes = indices.sizes();
    sizes.push_back(width);
    const Tensor y = Tensor::empty(sizes, weight.dtype());
    const Tensor table = weight.contiguous();
    dispatch_floating(weight.dtype(), "embedding", [&]<class T>() {
        kernels::embedding<T>(ids.data<int64_t>(), ids.numel(), width, table.data<T>(),
                              y.mutable_data<T>());
    });
    return record(info, {weight}, y,
                  {.tensors = {ids}, .integers = {options.padding_idx, options.scale_grad_by_freq}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const Shape& rows = dx.sizes(0);
                      const Tensor& from = saved.tensor(0);
                      const Tensor gradient = dy.contiguous();
                      dispatch_floating(dy.dtype(), "embedding_backward", [&]<class T>() {
                          kernels::embedding_backward<T>(from.data<int64_t>(), from.numel(),
                                                         rows[1], rows[0], saved.integer(0),
                                                         saved.integer(1) != 0, gradient.data<T>(),
                                                         dx.into<T>(0).data());
                      });
                  });
}

void embedding_renorm_(const Tensor& weight, const Tensor& indices, double max_norm,
                       double norm_type) {
    check_weight(weight);
    const Tensor ids = checked_ids(weight, indices);
    const Tensor table = weight.contiguous();
    dispatch_floating(weight.dtype(), "embedding_renorm_", [&]<class T>() {
        kernels::embedding_renorm<T>(ids.data<int64_t>(), ids.numel(), weight.size(1), max_norm,
                                     norm_type, table.mutable_data<T>());
    });
    const NoGrad guard;
    if (table.is(weight)) {
        weight.bump_version();
    } else {
        weight.copy_(table);
    }
}

}  // namespace engine
