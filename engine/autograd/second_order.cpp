#include "engine/autograd/second_order.h"

#include "engine/autograd/backward.h"
#include "engine/autograd/backward_targets.h"
#include "engine/autograd/ops/rows.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/ops_shape.h"
#include "engine/tensor/arithmetic.h"

namespace engine {

namespace {

// What a linear gradient goes back through: the op itself.
struct Linear final : NodeExtra {
    explicit Linear(std::function<Tensor(const Tensor&)> made_by) : op(std::move(made_by)) {}
    std::function<Tensor(const Tensor&)> op;
};

void through_op(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, static_cast<const Linear*>(saved.extra())->op(dy));
}

void zero_share(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, zeros_for(dx, 0, dy));
}

struct Refusal final : NodeExtra {
    Refusal(std::string_view said, ErrorKind with) : words(said), kind(with) {}
    std::string words;
    ErrorKind kind;
};

void refuse(const Saved& saved, const Tensor&, Grads&) {
    const auto& refusal = static_cast<const Refusal&>(*saved.extra());
    raise(refusal.kind, "{}", refusal.words);
}

Tensor ones_like(const Tensor& x) {
    return Tensor::ones(x.sizes(), x.dtype());
}

}  // namespace

std::vector<Tensor> plain_gradients(const Saved& saved, const Tensor& dy) {
    const NoGrad guard;
    const Node& node = saved.node();
    std::vector<Tensor> results(node.edges.size());
    Grads grads(node, results);
    node.backward(saved, dy, grads);
    return results;
}

void recorded_constant_slope(const Saved& saved, const Tensor& dy, Grads& dx) {
    dx.set(0, mul(dy, steps_of(plain_gradients(saved, ones_like(dy))[0], saved, 0)));
}

void recorded_row_shares(const Saved& saved, const Tensor& dy, Grads& dx) {
    const Shape kept = rows_of(zeros_for(dx, 0, dy), saved.integers()).kept;
    const Tensor shares = plain_gradients(saved, ones_like(dy))[0];
    dx.set(0, mul(reshape(dy, kept), shares));
}

void record_adjoint(const Saved& saved, const Tensor& dy, Grads& dx,
                    std::function<Tensor(const Tensor&)> op, bool zeros) {
    static constexpr OpInfo info{.name = "AdjointBackward0",
                                 .formula = "the gradient of a linear step",
                                 .recorded = through_op};
    Tensor value = plain_gradients(saved, dy)[0];
    if (!value.defined()) return;
    // Not dy itself under another history.
    if (value.is(dy)) value = value.detach();
    const Tensor result = record(info, {dy}, value, through_op);
    if (!result.is_leaf()) node_of(result)->extra = std::make_shared<Linear>(std::move(op));
    dx.set(0, zeros ? add(result, steps_of(zeros_for(dx, 0, dy), saved, 0)) : result);
}

Tensor steps_of(const Tensor& constant, const Saved& saved, size_t i) {
    static constexpr OpInfo info{
        .name = "ZerosBackward0", .formula = "a constant between steps", .recorded = zero_share};
    const Edge& edge = saved.node().edges[i];
    const Tensor result = constant.detach();
    if (!edge.wanted()) return result;
    const Ref<Node> node = Node::make();
    node->info = &info;
    node->backward = zero_share;
    node->edges.push_back(edge);
    node->outputs.push_back({result.sizes(), result.dtype(), {}, {}});
    node->retain();
    result.impl()->grad_fn = Ref<GradFn>::adopt(node.get());
    result.impl()->requires_grad = true;
    return result;
}

void record_refusal(const Saved& saved, const Tensor& dy, Grads& dx, std::string_view words,
                    ErrorKind kind) {
    static constexpr OpInfo info{
        .name = "NotImplemented", .formula = "a gradient without history", .recorded = refuse};
    std::vector<Tensor> values = plain_gradients(saved, dy);
    std::vector<Tensor> made_of{dy};
    for (const Node::SavedTensor& kept : saved.node().tensors) {
        if (kept.tensor.defined()) made_of.push_back(kept.tensor);
    }
    for (size_t i = 0; i < values.size(); ++i) {
        if (!values[i].defined()) continue;
        const Tensor result =
            record(info, std::span<const Tensor>(made_of), values[i].detach(), {}, refuse);
        if (!result.is_leaf()) node_of(result)->extra = std::make_shared<Refusal>(words, kind);
        dx.set(i, result);
    }
}

void differentiate(const Saved& saved, Grads& dx, const std::vector<Tensor>& inputs,
                   const Outputs& op) {
    // Through aliases: what one input is made of another is none of this step's business.
    std::vector<Tensor> aliases(inputs.size());
    std::vector<Tensor> wanted;
    std::vector<size_t> places;
    for (size_t i = 0; i < inputs.size(); ++i) {
        if (!inputs[i].defined()) continue;
        aliases[i] = alias(inputs[i]);
        if (!dx.wants(i) || !aliases[i].requires_grad()) continue;
        wanted.push_back(aliases[i]);
        places.push_back(i);
    }
    const std::vector<Tensor> all = op(aliases);
    std::vector<Tensor> outputs, gradients;
    for (size_t k = 0; k < all.size(); ++k) {
        if (!saved.dy(k).defined()) continue;
        outputs.push_back(all[k]);
        gradients.push_back(saved.dy(k));
    }
    const std::vector<Tensor> results =
        grad(outputs, wanted, gradients, {.retain = true, .create = true}, true);
    for (size_t k = 0; k < places.size(); ++k) {
        if (results[k].defined()) dx.set(places[k], results[k]);
    }
}

Tensor kept_where(const Tensor& x, const Tensor& mask) {
    Tensor other;
    {
        const NoGrad guard;
        other = eq(mask, Tensor::zeros({}, mask.dtype()));
    }
    return masked_fill(x, other, 0.0);
}

Tensor ones_above(const Tensor& x, double limit) {
    const NoGrad guard;
    return gt(x, Tensor::scalar(limit, x.dtype())).to(x.dtype());
}

Tensor zeros_for(const Grads& dx, size_t i, const Tensor& dy) {
    return Tensor::zeros(dx.sizes(i), dy.dtype());
}

}  // namespace engine
