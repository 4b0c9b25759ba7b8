#include "engine/autograd/ops/products.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/record.h"
#include "engine/tensor/views.h"

namespace engine {

namespace raw {

Tensor batch_product(const Tensor& a, const Tensor& b) {
    const Tensor y = Tensor::empty({a.sizes()[0], a.sizes()[1], b.sizes()[2]}, a.dtype());
    for (int64_t i = 0; i < y.sizes()[0]; ++i) {
        product_into(views::select(y, 0, i), views::select(a, 0, i), views::select(b, 0, i), false);
    }
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
    static constexpr OpInfo info{.name = "BmmBackward0", .formula = "y_i = a_i b_i"};
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
