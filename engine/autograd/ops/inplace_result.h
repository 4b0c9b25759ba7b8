#pragma once

#include "engine/autograd/record.h"
#include "engine/tensor/overlap.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

/// For ops that exist in two forms: y recorded as made of the inputs, the first of which is x; or x
/// written over with y, recorded and returned.
inline Tensor record_or_write(const OpInfo& info, std::initializer_list<TensorRef> inputs,
                              const Tensor& y, bool inplace, const Saves& saves,
                              BackwardFn backward) {
    if (!inplace) return record(info, inputs, y, saves, backward);
    const Tensor& x = *inputs.begin()->tensor;
    check_inplace(x);
    check_written(x);
    {
        const NoGrad guard;
        x.copy_(y);
    }
    record_inplace(info, x, inputs, saves, backward);
    return x;
}

}  // namespace engine
