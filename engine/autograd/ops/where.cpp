#include "engine/autograd/ops/pairs.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/ops_pointwise.h"
#include "engine/autograd/second_order.h"

namespace engine {

// y = condition ? a : b.   Each has the gradient where it was taken.
Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{.name = "WhereBackward0",
                                 .formula = "y = condition ? a : b",
                                 .recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
                                     if (dx.wants(0)) dx.set(0, kept_where(dy, saved.tensor(0)));
                                     if (dx.wants(1))
                                         dx.set(1, kept_where(dy, logical_not(saved.tensor(0))));
                                 }};
    if (condition.dtype() != DType::Bool) {
        raise(ErrorKind::RuntimeError,
              "where expected condition to be a boolean tensor, but got a tensor with dtype {}",
              scalar_name(condition.dtype()));
    }
    const DType dtype = result_type(a, b);
    const Tensor left = a.to(dtype);
    const Tensor right = b.to(dtype);
    const Shape sizes =
        broadcast_shapes(condition.sizes(), broadcast_shapes(left.sizes(), right.sizes()));
    const auto strides = [&](const Tensor& x) {
        return broadcast_strides(x.sizes(), x.strides(), sizes);
    };
    const Tensor y = Tensor::empty(sizes, dtype);
    dispatch_computed(dtype, "where_cpu", [&]<class T>() {
        kernels::strided_choose({sizes.size(), sizes.data()}, condition.data<bool>(),
                                strides(condition).data(), left.data<T>(), strides(left).data(),
                                right.data<T>(), strides(right).data(), y.mutable_data<T>(),
                                y.strides().data());
    });
    return record(info, {a, b}, y, {.tensors = {condition}},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      if (dx.wants(0)) dx.set(0, masked(dy, saved.tensor(0)));
                      if (dx.wants(1)) dx.set(1, masked(dy, logical_not(saved.tensor(0))));
                  });
}

}  // namespace engine
