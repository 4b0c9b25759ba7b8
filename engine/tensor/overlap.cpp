#include "engine/tensor/overlap.h"

#include "engine/base/error.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

bool is_dense(const Tensor& x) {
    Shape sizes = x.sizes();
    Shape strides = x.strides();
    // The strides of a dense tensor are products of the sizes that lie within.
    int64_t step = 1;
    for (size_t left = sizes.size(); left > 0; --left) {
        size_t next = sizes.size();
        for (size_t d = 0; d < sizes.size(); ++d) {
            if (sizes[d] != 1 && strides[d] == step) next = d;
        }
        if (next == sizes.size()) break;
        step *= sizes[next];
        sizes[next] = 1;
    }
    return step == x.numel();
}

void check_written(const Tensor& x) {
    if (is_dense(x)) return;
    for (size_t d = 0; d < x.sizes().size(); ++d) {
        if (x.strides()[d] != 0 || x.sizes()[d] <= 1) continue;
        raise(ErrorKind::RuntimeError,
              "unsupported operation: more than one element of the written-to tensor refers to a "
              "single memory location. Please clone() the tensor before performing the operation.");
    }
}

void check_written(const Tensor& x, const Tensor& read) {
    check_written(x);
    if (read.is(x) || !read.same_storage(x) || x.numel() == 0 || read.numel() == 0) return;
    if (!is_dense(x) || !is_dense(read)) return;  // too hard to tell, as for PyTorch
    const int64_t end = x.offset() + x.numel();
    const int64_t read_end = read.offset() + read.numel();
    const bool same_part = x.offset() == read.offset() && end == read_end;
    if (same_part ? x.strides() == read.strides()
                  : x.offset() >= read_end || read.offset() >= end) {
        return;
    }
    raise(ErrorKind::RuntimeError,
          "unsupported operation: some elements of the input tensor and the written-to tensor "
          "refer to a single memory location. Please clone() the tensor before performing the "
          "operation.");
}

}  // namespace engine
