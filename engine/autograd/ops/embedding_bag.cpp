#include "engine/kernels/embedding_bag.h"
#include "engine/autograd/second_order.h"

#include "engine/autograd/ops_embedding_bag.h"
#include "engine/autograd/record.h"

namespace engine {

namespace {

void check_integers(const Tensor& tensor) {
    if (tensor.dtype() == DType::Int64 || tensor.dtype() == DType::Int32) return;
    raise(ErrorKind::RuntimeError,
          "Expected tensor for argument #1 'indices' to have one of the following scalar types: "
          "Long, Int; but got {} instead (while checking arguments for embedding_bag)",
          legacy_name(tensor.dtype()));
}

void check_offsets(std::span<const int64_t> starts, int64_t count) {
    if (!starts.empty() && starts.front() != 0) {
        raise(ErrorKind::RuntimeError,
              "offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start "
              "from position 0. However, got {}",
              starts.front());
    }
    if (!starts.empty() && starts.back() > count) {
        raise(ErrorKind::RuntimeError,
              "offsets[-1] can not be greater than input's length {} but got offsets[-1] of {}",
              count, starts.back());
    }
    for (size_t i = 1; i < starts.size(); ++i) {
        if (starts[i] >= starts[i - 1]) continue;
        raise(ErrorKind::RuntimeError, "offsets have to ascend, but got {} after {}", starts[i],
              starts[i - 1]);
    }
}

void check_ids(std::span<const int64_t> ids, int64_t rows) {
    for (size_t i = 0; i < ids.size(); ++i) {
        if (ids[i] >= 0 && ids[i] < rows) continue;
        raise(ErrorKind::RuntimeError,
              "[enforce fail at embedding_lookup_idx.cc:214] 0 <= idx && idx < data_size. Index {} "
              "is out of bounds: {}, range 0 to {}",
              i, ids[i], rows);
    }
}

int64_t resolved_padding(int64_t padding, int64_t rows) {
    if (padding >= -rows && padding < rows) return padding < 0 ? padding + rows : padding;
    raise(ErrorKind::RuntimeError,
          "padding_idx must be within the number of embeddings, -{} through {}, but got {}", rows,
          rows - 1, padding);
}

kernels::Bags bags_of(const Tensor& ids, const Tensor& starts, int64_t bags, int64_t width,
                      int64_t padding) {
    return {ids.data<int64_t>(), ids.numel(), starts.data<int64_t>(), bags, width, padding};
}

}  // namespace

// y[b] = sum, mean or max of W[id].   dL/dW[r] = its share of dL/dy of every bag that names r
Tensor embedding_bag(const Tensor& weight, const Tensor& indices, const Tensor& offsets,
                     const Tensor& per_sample_weights, const EmbeddingBagOptions& options) {
    static constexpr OpInfo info{
        .name = "EmbeddingBagBackward0",
        .formula = "y = sum, mean or max of W[indices] by bags",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            record_refusal(saved, dy, dx,
                           "derivative for _embedding_bag_dense_backward is not implemented");
        }};
    check_integers(indices);
    check_integers(offsets);
    const int64_t rows = weight.size(0), width = weight.size(1);
    const Tensor ids = indices.to(DType::Int64).contiguous();
    const Tensor starts = offsets.to(DType::Int64).contiguous();
    check_offsets(starts.span<int64_t>(), ids.numel());
    if (per_sample_weights.defined() && per_sample_weights.dtype() != weight.dtype()) {
        raise(ErrorKind::RuntimeError,
              "Expected tensor for argument #1 'weight' to have the same type as tensor for "
              "argument #1 'per_sample_weights'; but type {} does not equal {} (while checking "
              "arguments for embedding_bag)",
              legacy_name(weight.dtype()), legacy_name(per_sample_weights.dtype()));
    }
    const int64_t padding =
        options.padding_idx == -1 ? -1 : resolved_padding(options.padding_idx, rows);
    check_ids(ids.span<int64_t>(), rows);
    const int64_t bags = starts.numel() - (options.include_last_offset ? 1 : 0);
    const auto mode = static_cast<kernels::BagMode>(options.mode);
    const Tensor y = Tensor::empty({bags, width}, weight.dtype());
    const bool max = mode == kernels::BagMode::Max;
    const Tensor largest = Tensor::empty({max ? bags : 0, width}, DType::Int64);
    const Tensor table = weight.contiguous();
    const Tensor scale = per_sample_weights.defined() ? per_sample_weights.contiguous()
                                                      : Tensor::empty({0}, weight.dtype());
    dispatch_floating(weight.dtype(), "embedding_bag", [&]<class T>() {
        kernels::embedding_bag<T>(bags_of(ids, starts, bags, width, padding), mode,
                                  per_sample_weights.defined() ? scale.data<T>() : nullptr,
                                  table.data<T>(), y.mutable_data<T>(),
                                  largest.mutable_data<int64_t>());
    });
    const auto backward = [](const Saved& saved, const Tensor& dy, Grads& dx) {
        const Shape& sizes = saved.shape(0);
        const auto how = static_cast<kernels::BagMode>(saved.integer(0));
        const kernels::Bags all =
            bags_of(saved.tensor(0), saved.tensor(1), saved.integer(1), sizes[1], saved.integer(2));
        const Tensor gradient = dy.contiguous();
        const bool weighed = dx.count() > 1;
        dispatch_floating(dy.dtype(), "embedding_bag_backward", [&]<class T>() {
            if (dx.wants(0)) {
                kernels::embedding_bag_backward<T>(
                    all, how, weighed ? saved.tensor(3).data<T>() : nullptr,
                    saved.tensor(2).data<int64_t>(), sizes[0], saved.integer(3) != 0,
                    gradient.data<T>(), dx.into<T>(0).data());
            }
            if (weighed && dx.wants(1)) {
                const Tensor rows_of = saved.tensor(4).contiguous();
                kernels::embedding_bag_weight_gradient<T>(all, rows_of.data<T>(),
                                                          gradient.data<T>(), dx.into<T>(1).data());
            }
        });
    };
    // By name: a list in braces would be gone before record() reads it.
    const int64_t numbers[] = {static_cast<int64_t>(mode), bags, padding,
                               options.scale_grad_by_freq};
    const Saves saves{
        .tensors = {ids, starts, largest, scale, kept_if(per_sample_weights.defined(), weight)},
        .integers = {std::span<const int64_t>(numbers)},
        .shapes = {weight.sizes()}};
    if (!per_sample_weights.defined()) return record(info, {weight}, y, saves, backward);
    return record(info, {weight, per_sample_weights}, y, saves, backward);
}

}  // namespace engine
