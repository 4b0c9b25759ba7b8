#include "engine/autograd/ops.h"
#include "engine/autograd/ops_bilinear.h"
#include "engine/autograd/ops_product.h"
#include "engine/autograd/record.h"
#include "engine/kernels/bilinear.h"

namespace engine {

namespace {

kernels::BilinearSizes sizes_of(const Shape& x1, const Shape& weight) {
    return {x1[0], weight[1], weight[2], weight[0]};
}

}  // namespace

// y = x1 W x2 for each output.   dL/dx1 = dL/dy W x2, dL/dx2 = dL/dy x1 W, dL/dW = dL/dy x1 x2
Tensor trilinear(const Tensor& x1, const Tensor& weight, const Tensor& x2) {
    static constexpr OpInfo info{
        .name = "TrilinearBackward0",
        .formula = "y[o] = x1 W[o] x2",
        .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor& left = saved.tensor(0);   // (n, i)
            const Tensor& table = saved.tensor(1);  // (o, i, j)
            const Tensor& right = saved.tensor(2);  // (n, j)
            const int64_t n = dy.size(0), o = table.size(0), i = table.size(1), j = table.size(2);
            const auto flat = [](const Tensor& a, int64_t columns) {
                return reshape(a, Shape{-1, columns});
            };
            if (dx.wants(0) || dx.wants(2)) {
                // sum over o of dy W: (n, i, j)
                const Tensor mixed = reshape(mm(dy, flat(table, i * j)), Shape{n, i, j});
                if (dx.wants(0)) dx.set(0, squeeze(bmm(mixed, unsqueeze(right, 2)), 2));
                if (dx.wants(2)) dx.set(2, squeeze(bmm(unsqueeze(left, 1), mixed), 1));
            }
            if (!dx.wants(1)) return;
            const Tensor pairs =
                reshape(bmm(unsqueeze(left, 2), unsqueeze(right, 1)), Shape{n, i * j});
            dx.set(1, reshape(mm(t(dy), pairs), Shape{o, i, j}));
        }};
    for (const Tensor& other : {weight, x2}) {
        if (other.dtype() == x1.dtype()) continue;
        raise(ErrorKind::RuntimeError, "expected scalar type {} but found {}",
              scalar_name(x1.dtype()), scalar_name(other.dtype()));
    }
    const kernels::BilinearSizes sizes = sizes_of(x1.sizes(), weight.sizes());
    const Tensor y = Tensor::empty({sizes.n, sizes.out}, x1.dtype());
    const Tensor a = x1.contiguous(), w = weight.contiguous(), b = x2.contiguous();
    dispatch_floating(x1.dtype(), "bilinear", [&]<class T>() {
        const Tensor scratch = Tensor::empty({kernels::bilinear_scratch(sizes)}, x1.dtype());
        kernels::bilinear<T>(sizes, a.data<T>(), w.data<T>(), b.data<T>(), y.mutable_data<T>(),
                             scratch.mutable_data<T>());
    });
    return record(
        info, {x1, weight, x2}, y, {.tensors = {x1, weight, x2}},
        [](const Saved& saved, const Tensor& dy, Grads& dx) {
            const Tensor left = saved.tensor(0).contiguous(), table = saved.tensor(1).contiguous(),
                         right = saved.tensor(2).contiguous(), gradient = dy.contiguous();
            const kernels::BilinearSizes s = sizes_of(left.sizes(), table.sizes());
            dispatch_floating(dy.dtype(), "bilinear_backward", [&]<class T>() {
                const Tensor room = Tensor::empty({kernels::bilinear_scratch(s)}, dy.dtype());
                const auto into = [&](size_t i) {
                    return dx.wants(i) ? dx.into<T>(i).data() : nullptr;
                };
                kernels::bilinear_backward<T>(s, left.data<T>(), table.data<T>(), right.data<T>(),
                                              gradient.data<T>(), into(0), into(1), into(2),
                                              room.mutable_data<T>());
            });
        });
}

}  // namespace engine
