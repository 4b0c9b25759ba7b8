// torch.nn's losses of margins between classes and of sequences, and their functional twins.
#include "engine/autograd/ops_class_margin_loss.h"
#include "engine/nn/class_margin_loss.h"
#include "engine/script/names/loss_arguments.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

constexpr Native kRows[] = {
    {kNN,
     "MultiMarginLoss(p=1, margin=1.0, weight=None, size_average=None, reduce=None, "
     "reduction='mean')",
     [](Call& call) -> Value {
         return nn::MultiMarginLoss(reduction(call, 3, 4, 5), call[0], call[1], call[2]);
     }},
    {kNN, "MultiLabelMarginLoss(size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value { return nn::MultiLabelMarginLoss(reduction(call, 0, 1, 2)); }},
    {kNN, "CTCLoss(blank=0, reduction='mean', zero_infinity=False)",
     [](Call& call) -> Value { return nn::CTCLoss(call.text(1), call.integer(0), call.flag(2)); }},
    {kFunctional,
     "multi_margin_loss(input, target, p=1, margin=1.0, weight=None, size_average=None, "
     "reduce=None, reduction='mean')",
     [](Call& call) -> Value {
         const LossReduction how = loss_reduction(reduction(call, 5, 6, 7));
         return multi_margin_loss(
             call.tensor(0), call.tensor(1),
             {.p = call.integer(2), .margin = call.number(3), .weight = call.maybe_tensor(4)}, how);
     }},
    {kFunctional,
     "multilabel_margin_loss(input, target, size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value {
         const LossReduction how = loss_reduction(reduction(call, 2, 3, 4));
         return multilabel_margin_loss(call.tensor(0), call.tensor(1), how);
     }},
    {kFunctional,
     "ctc_loss(log_probs, targets, input_lengths, target_lengths, blank=0, reduction='mean', "
     "zero_infinity=False)",
     [](Call& call) -> Value {
         return nn::ctc_loss_of(call.tensor(0), call.tensor(1), call[2], call[3], call.integer(4),
                                call.text(5), call.flag(6));
     }},
};

}  // namespace

std::span<const Native> class_margin_loss_names() {
    return kRows;
}

}  // namespace engine::script
