#include "engine/autograd/ops/unary.h"

#include "engine/autograd/write_over.h"
#include "engine/tensor/overlap.h"

namespace engine {

Tensor finish_unary(const OpInfo& info, const Tensor& x, const Tensor& y, bool inplace, Keeps keeps,
                    BackwardFn backward, std::initializer_list<double> numbers) {
    const bool output = keeps == Keeps::Output;
    if (!inplace) {
        return record(
            info, {x}, y,
            {.tensors = {kept_if(keeps == Keeps::Input, x)}, .numbers = numbers, .output = output},
            backward);
    }
    check_inplace(x);
    check_written(x);
    if (y.dtype() != x.dtype()) {
        raise(ErrorKind::RuntimeError, "result type {} can't be cast to the desired output type {}",
              scalar_name(y.dtype()), scalar_name(x.dtype()));
    }
    const Tensor before = keeps == Keeps::Input && needs_grad(x) ? before_writing(x) : Tensor();
    {
        const NoGrad guard;
        x.copy_(y);
    }
    record_inplace(info, x, {x}, {.tensors = {before}, .numbers = numbers, .output = output},
                   backward);
    return x;
}

}  // namespace engine
