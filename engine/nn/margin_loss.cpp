#include "engine/nn/margin_loss.h"

#include "engine/autograd/ops_margin_loss.h"
#include "engine/nn/loss.h"

namespace engine::nn {

namespace {

constexpr std::string_view kPlace = "torch.nn.modules.loss";
constexpr std::string_view kPair[] = {"input", "target"};
constexpr std::string_view kWithVar[] = {"input", "target", "var"};
constexpr std::string_view kTwoInputs[] = {"input1", "input2", "target"};
constexpr std::string_view kTriplet[] = {"anchor", "positive", "negative"};

LossReduction how(const Module& self) {
    return loss_reduction(reduction_of(self));
}

constexpr Behaviour kPoissonNLLLoss{
    .class_name = "PoissonNLLLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return poisson_nll_loss(args.tensor(0), args.tensor(1),
                                {.log_input = self.flag("log_input"),
                                 .full = self.flag("full"),
                                 .eps = self.number("eps")},
                                how(self));
    },
    .formula = "L = mean of eˣ − t x",
    .arguments = kPair,
};

constexpr Behaviour kGaussianNLLLoss{
    .class_name = "GaussianNLLLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return gaussian_nll_loss(args.tensor(0), args.tensor(1), args.tensor(2), self.flag("full"),
                                 self.number("eps"), how(self));
    },
    .formula = "L = mean of (log v + (x − t)² / v) / 2",
    .arguments = kWithVar,
};

constexpr Behaviour kHingeEmbeddingLoss{
    .class_name = "HingeEmbeddingLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return hinge_embedding_loss(args.tensor(0), args.tensor(1), self.number("margin"),
                                    how(self));
    },
    .formula = "L = mean of x if t = 1, max(0, margin − x) if t = −1",
    .arguments = kPair,
};

constexpr Behaviour kMarginRankingLoss{
    .class_name = "MarginRankingLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return margin_ranking_loss(args.tensor(0), args.tensor(1), args.tensor(2),
                                   self.number("margin"), how(self));
    },
    .formula = "L = mean of max(0, −t (x₁ − x₂) + margin)",
    .arguments = kTwoInputs,
};

constexpr Behaviour kSoftMarginLoss{
    .class_name = "SoftMarginLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return soft_margin_loss(args.tensor(0), args.tensor(1), how(self));
    },
    .formula = "L = mean of log(1 + exp(−t x))",
    .arguments = kPair,
};

constexpr Behaviour kMultiLabelSoftMarginLoss{
    .class_name = "MultiLabelSoftMarginLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return multilabel_soft_margin_loss(args.tensor(0), args.tensor(1), self.buffer("weight"),
                                           how(self));
    },
    .formula = "L = −mean of t log s + (1 − t) log(1 − s); s = 1 / (1 + e⁻ˣ)",
    .arguments = kPair,
};

constexpr Behaviour kCosineEmbeddingLoss{
    .class_name = "CosineEmbeddingLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return cosine_embedding_loss(args.tensor(0), args.tensor(1), args.tensor(2),
                                     self.number("margin"), how(self));
    },
    .formula = "L = mean of 1 − cos if t = 1, max(0, cos − margin) if t = −1",
    .arguments = kTwoInputs,
};

constexpr Behaviour kTripletMarginLoss{
    .class_name = "TripletMarginLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return triplet_margin_loss(args.tensor(0), args.tensor(1), args.tensor(2),
                                   {.margin = self.number("margin"),
                                    .p = self.number("p"),
                                    .eps = self.number("eps"),
                                    .swap = self.flag("swap")},
                                   how(self));
    },
    .formula = "L = mean of max(0, d(a, p) − d(a, n) + margin)",
    .arguments = kTriplet,
};

}  // namespace

ModulePtr PoissonNLLLoss(std::string reduction, bool log_input, bool full, Value eps) {
    return make_loss(kPoissonNLLLoss, std::move(reduction),
                     {{"log_input", log_input}, {"full", full}, {"eps", std::move(eps)}});
}

ModulePtr GaussianNLLLoss(std::string reduction, bool full, Value eps) {
    return make_loss(kGaussianNLLLoss, std::move(reduction),
                     {{"full", full}, {"eps", std::move(eps)}});
}

ModulePtr HingeEmbeddingLoss(std::string reduction, Value margin) {
    return make_loss(kHingeEmbeddingLoss, std::move(reduction), {{"margin", std::move(margin)}});
}

ModulePtr MarginRankingLoss(std::string reduction, Value margin) {
    return make_loss(kMarginRankingLoss, std::move(reduction), {{"margin", std::move(margin)}});
}

ModulePtr SoftMarginLoss(std::string reduction) {
    return make_loss(kSoftMarginLoss, std::move(reduction));
}

ModulePtr MultiLabelSoftMarginLoss(std::string reduction, Value weight) {
    const ModulePtr module = make_loss(kMultiLabelSoftMarginLoss, std::move(reduction));
    hold_weight(*module, "weight", weight);
    return module;
}

ModulePtr CosineEmbeddingLoss(std::string reduction, Value margin) {
    return make_loss(kCosineEmbeddingLoss, std::move(reduction), {{"margin", std::move(margin)}});
}

ModulePtr TripletMarginLoss(std::string reduction, Value margin, Value p, Value eps, bool swap) {
    return make_loss(kTripletMarginLoss, std::move(reduction),
                     {{"margin", std::move(margin)},
                      {"p", std::move(p)},
                      {"eps", std::move(eps)},
                      {"swap", swap}});
}

}  // namespace engine::nn
