#include "engine/autograd/write_over.h"

#include "engine/autograd/history.h"
#include "engine/autograd/rewritten.h"

namespace engine {

namespace {

// 0 bool, 1 integer, 2 floating
int category(DType dtype) {
    return dtype == DType::Bool ? 0 : is_floating(dtype) ? 2 : 1;
}

void check_fits(const Tensor& x, const Tensor& y) {
    if (category(y.dtype()) > category(x.dtype())) {
        raise(ErrorKind::RuntimeError, "result type {} can't be cast to the desired output type {}",
              scalar_name(y.dtype()), scalar_name(x.dtype()));
    }
    if (y.sizes() != x.sizes()) {
        raise(ErrorKind::RuntimeError, "output with shape {} doesn't match the broadcast shape {}",
              x.sizes().str(), y.sizes().str());
    }
}

}  // namespace

Tensor before_writing(const Tensor& x) {
    refresh_history(x);
    const Tensor before = x.snapshot();  // copies at the write; is a view of nothing
    TensorImpl& impl = *before.impl();
    const TensorImpl& original = *x.impl();
    impl.requires_grad = original.requires_grad;
    impl.grad_fn = original.grad_fn;
    impl.output = original.output;
    return before;
}

void write_result(const Tensor& x, const Tensor& y) {
    check_fits(x, y);
    const Tensor result = to(y, x.dtype());
    if (result.requires_grad() && x.impl()->base.defined()) {
        copy_(x, result);  // the base must learn of it
        return;
    }
    {
        const NoGrad no_grad;
        x.copy_(result);
    }
    if (!result.requires_grad()) return;
    TensorImpl& impl = *x.impl();
    impl.requires_grad = true;
    impl.grad_fn = result.impl()->grad_fn;
    impl.output = result.impl()->output;
    ++impl.rewritten;
    part_from_saved(x);
}

}  // namespace engine
