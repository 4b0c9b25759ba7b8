#include "engine/autograd/ops/pairs.h"
#include "engine/autograd/ops_binary.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

using kernels::CompareOp;

Tensor both(const Tensor& a, const Tensor& b) {
    if (!a.defined()) return b;
    return b.defined() ? logical_and(a, b) : a;
}

// Where each of the three has the gradient: inside and at the bounds x has it, outside the bound;
// max rules where the two cross. `pass_on(i, mask)` is called for what is wanted.
template <class F>
void for_each_share(const Saved& saved, const Grads& dx, F&& pass_on) {
    const Tensor& x = saved.tensor(0);
    const Tensor& min = saved.tensor(1);
    const Tensor& max = saved.tensor(2);
    if (dx.wants(0)) {
        const Tensor above =
            min.defined() ? raw::compare(CompareOp::GreaterEqual, x, min) : Tensor();
        const Tensor below = max.defined() ? raw::compare(CompareOp::LessEqual, x, max) : Tensor();
        pass_on(0, both(above, below));
    }
    if (dx.wants(1)) {
        const Tensor ordered = max.defined() ? raw::compare(CompareOp::Less, min, max) : Tensor();
        pass_on(1, both(raw::compare(CompareOp::Less, x, min), ordered));
    }
    if (dx.wants(2)) {
        Tensor over = raw::compare(CompareOp::Greater, x, max);
        if (min.defined()) over = logical_or(over, raw::compare(CompareOp::Less, max, min));
        pass_on(2, over);
    }
}

void clamp_backward(const Saved& saved, const Tensor& dy, Grads& dx) {
    for_each_share(saved, dx, [&](size_t i, const Tensor& mask) { dx.set(i, masked(dy, mask)); });
}

void recorded_clamp(const Saved& saved, const Tensor& dy, Grads& dx) {
    for_each_share(saved, dx,
                   [&](size_t i, const Tensor& mask) { dx.set(i, kept_where(dy, mask)); });
}

const OpInfo kClampTensors{
    .name = "ClampBackward0", .formula = "y = x held in [min, max]", .recorded = recorded_clamp};
const OpInfo kClamp{
    .name = "ClampBackward1", .formula = "y = x held in [min, max]", .recorded = recorded_clamp};
const OpInfo kClampMin{
    .name = "ClampMinBackward0", .formula = "y = max(x, min)", .recorded = recorded_clamp};
const OpInfo kClampMinTensor{
    .name = "ClampMinBackward1", .formula = "y = max(x, min)", .recorded = recorded_clamp};
const OpInfo kClampMax{
    .name = "ClampMaxBackward0", .formula = "y = min(x, max)", .recorded = recorded_clamp};
const OpInfo kClampMaxTensor{
    .name = "ClampMaxBackward1", .formula = "y = min(x, max)", .recorded = recorded_clamp};

Tensor clamp_as(const OpInfo& info, const Tensor& x, const Tensor& min, const Tensor& max) {
    Tensor y = x;
    {
        const NoGrad guard;
        if (min.defined()) y = maximum(y, min);
        if (max.defined()) y = minimum(y, max);
    }
    return record(info, {x, min, max}, y, {.tensors = {x, min, max}}, clamp_backward);
}

}  // namespace

Tensor clamp(const Tensor& x, const Tensor& min, const Tensor& max, bool numbers) {
    if (!min.defined() && !max.defined()) {
        raise(ErrorKind::RuntimeError,
              "torch.clamp: At least one of 'min' or 'max' must not be None");
    }
    return clamp_as(numbers ? kClamp : kClampTensors, x, min, max);
}

Tensor clamp_min(const Tensor& x, const Tensor& min, bool number) {
    return clamp_as(number ? kClampMin : kClampMinTensor, x, min, Tensor());
}

Tensor clamp_max(const Tensor& x, const Tensor& max, bool number) {
    return clamp_as(number ? kClampMax : kClampMaxTensor, x, Tensor(), max);
}

}  // namespace engine
