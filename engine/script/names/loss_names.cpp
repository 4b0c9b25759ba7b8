// torch.nn's losses and their functional twins.
#include "engine/autograd/ops_loss.h"
#include "engine/nn/loss.h"
#include "engine/script/names/loss_arguments.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

// A tensor, or what Python says of another value's missing size().
const Tensor& sized(const Call& call, std::size_t i) {
    if (call[i].is_tensor()) return call[i].tensor();
    raise(ErrorKind::AttributeError, "'{}' object has no attribute 'size'", call[i].type_name());
}

// An argument that a function below has under a name of its own.
const Tensor& handed_on(const Call& call, std::size_t i, std::string_view function,
                        std::size_t position) {
    if (call[i].is_tensor()) return call[i].tensor();
    raise(ErrorKind::TypeError, "{}(): argument '{}' (position {}) must be Tensor, not {}",
          function, call.parameter(i), position, call[i].type_name());
}

template <Tensor (*loss)(const Tensor&, const Tensor&, LossReduction)>
Value of_pairs(Call& call) {
    const Tensor& target = sized(call, 1);
    return loss(sized(call, 0), target, loss_reduction(reduction(call, 2, 3, 4)));
}

template <Tensor (*loss)(const Tensor&, const Tensor&, LossReduction, double), int Where,
          int Option>
Value of_pairs_with(Call& call) {
    const Tensor& target = sized(call, 1);
    const std::string named = Where == 2 ? call.text(2) : reduction(call, 2, 3, 4);
    return loss(sized(call, 0), target, loss_reduction(named), call.number(Option));
}

Value kl_div_(Call& call) {
    const std::string named = reduction(call, 2, 3, 4);
    if (named == "batchmean") {
        return kl_div_batchmean(call.tensor(0), call.tensor(1), call.flag(5));
    }
    return kl_div(call.tensor(0), call.tensor(1), loss_reduction(named), call.flag(5));
}

Value nll_loss_(Call& call) {
    return nll_loss(handed_on(call, 0, "nll_loss_nd", 1), handed_on(call, 1, "nll_loss_nd", 2),
                    {.weight = call.maybe_tensor(2),
                     .ignore_index = call.integer(4),
                     .reduction = loss_reduction(reduction(call, 3, 5, 6))});
}

Value cross_entropy_(Call& call) {
    return cross_entropy(handed_on(call, 0, "cross_entropy_loss", 1),
                         handed_on(call, 1, "cross_entropy_loss", 2),
                         {.weight = call.maybe_tensor(2),
                          .ignore_index = call.integer(4),
                          .reduction = loss_reduction(reduction(call, 3, 5, 6)),
                          .label_smoothing = call.number(7)});
}

Value binary_cross_entropy_(Call& call) {
    const LossReduction how = loss_reduction(reduction(call, 3, 4, 5));
    const Tensor& target = sized(call, 1);
    return binary_cross_entropy(sized(call, 0), target, call.maybe_tensor(2), how);
}

Value binary_cross_entropy_with_logits_(Call& call) {
    const LossReduction how = loss_reduction(reduction(call, 3, 4, 5));
    const Tensor& target = sized(call, 1);
    return binary_cross_entropy_with_logits(sized(call, 0), target, call.maybe_tensor(2),
                                            call.maybe_tensor(6), how);
}

constexpr Native kRows[] = {
    {kFunctional, "mse_loss(input, target, size_average=None, reduce=None, reduction='mean')",
     of_pairs<mse_loss>},
    {kFunctional, "l1_loss(input, target, size_average=None, reduce=None, reduction='mean')",
     of_pairs<l1_loss>},
    {kFunctional,
     "smooth_l1_loss(input, target, size_average=None, reduce=None, reduction='mean', beta=1.0)",
     of_pairs_with<smooth_l1_loss, 4, 5>},
    {kFunctional, "huber_loss(input, target, reduction='mean', delta=1.0)",
     of_pairs_with<huber_loss, 2, 3>},
    {kFunctional,
     "kl_div(input, target, size_average=None, reduce=None, reduction='mean', log_target=False)",
     kl_div_},
    {kFunctional,
     "nll_loss(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, "
     "reduction='mean')",
     nll_loss_},
    {kFunctional,
     "cross_entropy(input, target, weight=None, size_average=None, ignore_index=-100, reduce=None, "
     "reduction='mean', label_smoothing=0.0)",
     cross_entropy_},
    {kFunctional,
     "binary_cross_entropy(input, target, weight=None, size_average=None, reduce=None, "
     "reduction='mean')",
     binary_cross_entropy_},
    {kFunctional,
     "binary_cross_entropy_with_logits(input, target, weight=None, size_average=None, reduce=None, "
     "reduction='mean', pos_weight=None)",
     binary_cross_entropy_with_logits_},

    {kNN, "MSELoss(size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value { return nn::MSELoss(reduction(call, 0, 1, 2)); }},
    {kNN, "L1Loss(size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value { return nn::L1Loss(reduction(call, 0, 1, 2)); }},
    {kNN, "SmoothL1Loss(size_average=None, reduce=None, reduction='mean', beta=1.0)",
     [](Call& call) -> Value { return nn::SmoothL1Loss(reduction(call, 0, 1, 2), call[3]); }},
    {kNN, "HuberLoss(reduction='mean', delta=1.0)",
     [](Call& call) -> Value { return nn::HuberLoss(call.text(0), call[1]); }},
    {kNN, "KLDivLoss(size_average=None, reduce=None, reduction='mean', log_target=False)",
     [](Call& call) -> Value { return nn::KLDivLoss(reduction(call, 0, 1, 2), call.flag(3)); }},
    {kNN, "BCELoss(weight=None, size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value { return nn::BCELoss(reduction(call, 1, 2, 3), call[0]); }},
    {kNN,
     "BCEWithLogitsLoss(weight=None, size_average=None, reduce=None, reduction='mean', "
     "pos_weight=None)",
     [](Call& call) -> Value {
         return nn::BCEWithLogitsLoss(reduction(call, 1, 2, 3), call[0], call[4]);
     }},
    {kNN,
     "NLLLoss(weight=None, size_average=None, ignore_index=-100, reduce=None, reduction='mean')",
     [](Call& call) -> Value {
         return nn::NLLLoss({.ignore_index = call.integer(2),
                             .weight = call[0],
                             .reduction = reduction(call, 1, 3, 4)});
     }},
    {kNN,
     "CrossEntropyLoss(weight=None, size_average=None, ignore_index=-100, reduce=None, "
     "reduction='mean', label_smoothing=0.0)",
     [](Call& call) -> Value {
         return nn::CrossEntropyLoss({.ignore_index = call.integer(2),
                                      .weight = call[0],
                                      .reduction = reduction(call, 1, 3, 4),
                                      .label_smoothing = call[5]});
     }},
};

}  // namespace

std::span<const Native> loss_names() {
    return kRows;
}

}  // namespace engine::script
