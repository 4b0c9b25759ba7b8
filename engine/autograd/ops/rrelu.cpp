#include "engine/autograd/ops.h"
#include "engine/autograd/ops/elementwise.h"
#include "engine/autograd/second_order.h"
#include "engine/tensor/arithmetic.h"

namespace engine {

// y = x slope, where the slopes are constants: 1 for x > 0.   dL/dx = dL/dy slope
Tensor rrelu_with_slopes(const Tensor& x, const Tensor& slopes, bool inplace) {
    static constexpr std::string_view kFormula = "y = x > 0 ? x : slope x";
    constexpr auto recorded = [](const Saved& saved, const Tensor& dy, Grads& dx) {
        dx.set(0, mul(dy, steps_of(saved.tensor(0), saved, 0)));
    };
    static constexpr OpInfo info{
        .name = "RreluWithNoiseBackward0", .formula = kFormula, .recorded = recorded};
    static constexpr OpInfo info_inplace{
        .name = "RreluWithNoiseBackward1", .formula = kFormula, .recorded = recorded};
    const auto backward = [](const Saved& saved, const Tensor& dy, Grads& dx) {
        dx.set(0, raw::binary(kernels::BinaryOp::Mul, dy, saved.tensor(0)));
    };
    if (!inplace) {
        return record(info, {x}, raw::binary(kernels::BinaryOp::Mul, x, slopes),
                      {.tensors = {slopes}}, backward);
    }
    x.mul_(slopes);
    // PyTorch walks back from the result: nobody may have written over it.
    record_inplace(info_inplace, x, {x}, {.tensors = {slopes}, .output = true},
                   [](const Saved& saved, const Tensor& dy, Grads& dx) {
                       saved.output();
                       dx.set(0, raw::binary(kernels::BinaryOp::Mul, dy, saved.tensor(0)));
                   });
    return x;
}

}  // namespace engine
