#pragma once

#include "engine/autograd/ops.h"
#include "engine/autograd/record.h"
#include "engine/tensor/overlap.h"
#include "engine/tensor/tensor_impl.h"

namespace engine {

/// What x is before it is written over: its history on elements of its own.
Tensor before_writing(const Tensor& x);
/// Writes y into x; what y was made of becomes x's history.
/// throws  RuntimeError "result type Float can't be cast to the desired output type Long",
///         "output with shape [3] doesn't match the broadcast shape [2, 3]"
void write_result(const Tensor& x, const Tensor& y);

/// x.op_(...) of any op: f gets what stands for x as it was, and x becomes f's result.
template <class F>
const Tensor& write_over(const Tensor& x, F&& f) {
    check_inplace(x);
    check_written(x);
    write_result(x, f(before_writing(x)));
    return x;
}

}  // namespace engine
