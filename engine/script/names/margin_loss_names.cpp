// torch.nn's losses of margins, distances and distributions, and their functional twins.
#include "engine/autograd/ops_margin_loss.h"
#include "engine/nn/margin_loss.h"
#include "engine/script/names/loss_arguments.h"
#include "engine/script/native_tables.h"

namespace engine::script {

namespace {

using nn::Value;

// What the likelihoods say of another name is their own.
LossReduction likelihood_reduction(const std::string& name) {
    if (name != "none" && name != "mean" && name != "sum") {
        raise(ErrorKind::ValueError, "{} is not valid", name);
    }
    return loss_reduction(name);
}

constexpr Native kRows[] = {
    {kNN,
     "PoissonNLLLoss(log_input=True, full=False, size_average=None, eps=1e-08, reduce=None, "
     "reduction='mean')",
     [](Call& call) -> Value {
         return nn::PoissonNLLLoss(reduction(call, 2, 4, 5), call.flag(0), call.flag(1), call[3]);
     }},
    {kNN, "GaussianNLLLoss(*, full=False, eps=1e-06, reduction='mean')",
     [](Call& call) -> Value { return nn::GaussianNLLLoss(call.text(2), call.flag(0), call[1]); }},
    {kNN, "HingeEmbeddingLoss(margin=1.0, size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value { return nn::HingeEmbeddingLoss(reduction(call, 1, 2, 3), call[0]); }},
    {kNN, "MarginRankingLoss(margin=0.0, size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value { return nn::MarginRankingLoss(reduction(call, 1, 2, 3), call[0]); }},
    {kNN, "SoftMarginLoss(size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value { return nn::SoftMarginLoss(reduction(call, 0, 1, 2)); }},
    {kNN, "MultiLabelSoftMarginLoss(weight=None, size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value {
         return nn::MultiLabelSoftMarginLoss(reduction(call, 1, 2, 3), call[0]);
     }},
    {kNN, "CosineEmbeddingLoss(margin=0.0, size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value {
         return nn::CosineEmbeddingLoss(reduction(call, 1, 2, 3), call[0]);
     }},
    {kNN,
     "TripletMarginLoss(margin=1.0, p=2.0, eps=1e-06, swap=False, size_average=None, reduce=None, "
     "reduction='mean')",
     [](Call& call) -> Value {
         return nn::TripletMarginLoss(reduction(call, 4, 5, 6), call[0], call[1], call[2],
                                      call.flag(3));
     }},
    {kFunctional,
     "poisson_nll_loss(input, target, log_input=True, full=False, size_average=None, eps=1e-08, "
     "reduce=None, reduction='mean')",
     [](Call& call) -> Value {
         return poisson_nll_loss(
             call.tensor(0), call.tensor(1),
             {.log_input = call.flag(2), .full = call.flag(3), .eps = call.number(5)},
             likelihood_reduction(reduction(call, 4, 6, 7)));
     }},
    {kFunctional, "gaussian_nll_loss(input, target, var, full=False, eps=1e-06, reduction='mean')",
     [](Call& call) -> Value {
         return gaussian_nll_loss(call.tensor(0), call.tensor(1), call.tensor(2), call.flag(3),
                                  call.number(4), likelihood_reduction(call.text(5)));
     }},
    {kFunctional,
     "hinge_embedding_loss(input, target, margin=1.0, size_average=None, reduce=None, "
     "reduction='mean')",
     [](Call& call) -> Value {
         return hinge_embedding_loss(call.tensor(0), call.tensor(1), call.number(2),
                                     loss_reduction(reduction(call, 3, 4, 5)));
     }},
    {kFunctional,
     "margin_ranking_loss(input1, input2, target, margin=0, size_average=None, reduce=None, "
     "reduction='mean')",
     [](Call& call) -> Value {
         return margin_ranking_loss(call.tensor(0), call.tensor(1), call.tensor(2), call.number(3),
                                    loss_reduction(reduction(call, 4, 5, 6)));
     }},
    {kFunctional,
     "soft_margin_loss(input, target, size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value {
         return soft_margin_loss(call.tensor(0), call.tensor(1),
                                 loss_reduction(reduction(call, 2, 3, 4)));
     }},
    {kFunctional,
     "multilabel_soft_margin_loss(input, target, weight=None, size_average=None, reduce=None, "
     "reduction='mean')",
     [](Call& call) -> Value {
         return multilabel_soft_margin_loss(call.tensor(0), call.tensor(1), call.maybe_tensor(2),
                                            loss_reduction(reduction(call, 3, 4, 5)));
     }},
    {kFunctional,
     "cosine_embedding_loss(input1, input2, target, margin=0, size_average=None, reduce=None, "
     "reduction='mean')",
     [](Call& call) -> Value {
         return cosine_embedding_loss(call.tensor(0), call.tensor(1), call.tensor(2),
                                      call.number(3), loss_reduction(reduction(call, 4, 5, 6)));
     }},
    {kFunctional,
     "triplet_margin_loss(anchor, positive, negative, margin=1.0, p=2, eps=1e-06, swap=False, "
     "size_average=None, reduce=None, reduction='mean')",
     [](Call& call) -> Value {
         return triplet_margin_loss(call.tensor(0), call.tensor(1), call.tensor(2),
                                    {.margin = call.number(3),
                                     .p = call.number(4),
                                     .eps = call.number(5),
                                     .swap = call.flag(6)},
                                    loss_reduction(reduction(call, 7, 8, 9)));
     }},
};

}  // namespace

std::span<const Native> margin_loss_names() {
    return kRows;
}

}  // namespace engine::script
