#include "engine/autograd/ops.h"
#include "engine/autograd/ops/products.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/record.h"
#include "engine/kernels/gemm.h"
#include "engine/tensor/views.h"

#include <algorithm>

namespace engine {

namespace raw {

namespace {

// A batch of matrices whose rows lie densely, or whose columns do.
struct Batch {
    Tensor x;
    bool turned;

    explicit Batch(const Tensor& given) : x(given), turned(false) {
        const int64_t rows = x.sizes()[1], columns = x.sizes()[2];
        const int64_t row_step = x.strides()[1], column_step = x.strides()[2];
        if ((column_step == 1 || columns == 1) && row_step >= columns) return;
        turned = (row_step == 1 || rows == 1) && column_step >= rows;
        if (!turned) x = x.copy();
    }

    template <class T>
    kernels::MatrixView<T> matrix(int64_t i) const {
        return {x.data<T>() + i * x.strides()[0], x.sizes()[1], x.sizes()[2],
                x.strides()[turned ? 2 : 1], turned};
    }
};

}  // namespace

Tensor batch_product(const Tensor& a, const Tensor& b) {
    const Tensor y = Tensor::empty({a.sizes()[0], a.sizes()[1], b.sizes()[2]}, a.dtype());
    const int64_t count = y.sizes()[0];
    if (a.dtype() == DType::Int64) {
        for (int64_t i = 0; i < count; ++i) {
            product_into(views::select(y, 0, i), views::select(a, 0, i), views::select(b, 0, i),
                         false);
        }
        return y;
    }
    const int64_t columns = y.sizes()[2];
    dispatch_floating(a.dtype(), "baddbmm_cpu", [&]<class T>() {
        const Batch left(a);
        const Batch right(b);
        T* to = y.mutable_data<T>();
        for (int64_t i = 0; i < count; ++i, to += y.sizes()[1] * columns) {
            kernels::gemm<T>(left.matrix<T>(i), right.matrix<T>(i), to,
                             std::max<int64_t>(columns, 1));
        }
    });
    return y;
}

void check_batches(const Tensor& a, const Tensor& b) {
    if (a.dim() != 3) raise(ErrorKind::RuntimeError, "batch1 must be a 3D tensor");
    if (b.dim() != 3) raise(ErrorKind::RuntimeError, "batch2 must be a 3D tensor");
    if (a.sizes()[0] != b.sizes()[0] || a.sizes()[2] != b.sizes()[1]) {
        raise(ErrorKind::RuntimeError,
              "Expected size for first two dimensions of batch2 tensor to be: [{}, {}] but got: "
              "[{}, {}].",
              a.sizes()[0], a.sizes()[2], b.sizes()[0], b.sizes()[1]);
    }
}

}  // namespace raw

// y_i = a_i b_i.   dL/da = dL/dy b^T, dL/db = a^T dL/dy, each matrix by itself
Tensor bmm(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "BmmBackward0",
                                 .formula = "y_i = a_i b_i",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     if (dx.wants(0))
                                         dx.set(0, bmm(dy, transpose(saved.tensor(1), 1, 2)));
                                     if (dx.wants(1))
                                         dx.set(1, bmm(transpose(saved.tensor(0), 1, 2), dy));
                                 }};
    raw::check_batches(a, b);
    raw::check_scalar_types(a, b);
    return record(info, {a, b}, raw::batch_product(a, b),
                  {.tensors = {kept_if(needs_grad(b), a), kept_if(needs_grad(a), b)}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      const auto flipped = [](const Tensor& x) {
                          return views::transpose(x, 1, 2);
                      };
                      if (dx.wants(0)) {
                          dx.set(0, raw::batch_product(dy, flipped(saved.tensor(1))));
                      }
                      if (dx.wants(1)) {
                          dx.set(1, raw::batch_product(flipped(saved.tensor(0)), dy));
                      }
                  });
}

}  // namespace engine
