#include "engine/nn/class_margin_loss.h"

#include "engine/autograd/ops_class_margin_loss.h"
#include "engine/autograd/ops_ctc_loss.h"
#include "engine/base/error.h"
#include "engine/nn/loss.h"

namespace engine::nn {

namespace {

constexpr std::string_view kPlace = "torch.nn.modules.loss";
constexpr std::string_view kPair[] = {"input", "target"};
constexpr std::string_view kCtc[] = {"log_probs", "targets", "input_lengths", "target_lengths"};

constexpr Behaviour kMultiMarginLoss{
    .class_name = "MultiMarginLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return multi_margin_loss(args.tensor(0), args.tensor(1),
                                 {.p = self.integer("p"),
                                  .margin = self.number("margin"),
                                  .weight = self.buffer("weight")},
                                 loss_reduction(reduction_of(self)));
    },
    .formula = "L = mean of Σ max(0, margin − x[t] + x[c])ᵖ / C",
    .arguments = kPair,
};

constexpr Behaviour kMultiLabelMarginLoss{
    .class_name = "MultiLabelMarginLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return multilabel_margin_loss(args.tensor(0), args.tensor(1),
                                      loss_reduction(reduction_of(self)));
    },
    .formula = "L = mean of Σ max(0, 1 − x[t] + x[c]) / C",
    .arguments = kPair,
};

constexpr Behaviour kCTCLoss{
    .class_name = "CTCLoss",
    .python_module = kPlace,
    .forward = [](Module& self, const Args& args) -> Value {
        return ctc_loss_of(args.tensor(0), args.tensor(1), args[2], args[3], self.integer("blank"),
                           reduction_of(self), self.flag("zero_infinity"));
    },
    .formula = "L = −log P(the times spell the target)",
    .arguments = kCtc,
};

std::vector<int64_t> lengths_of(const Value& given, std::string_view name) {
    if (given.is_tensor()) {
        const Tensor& lengths = given.tensor();
        if (is_floating(lengths.dtype())) {
            raise(ErrorKind::RuntimeError, "{} must be integral", name);
        }
        return lengths.to_vector<int64_t>();
    }
    const Sequence* const sequence = given.sequence();
    if (sequence == nullptr) {
        raise(ErrorKind::TypeError, "ctc_loss(): argument '{}' must be tuple of ints, not {}", name,
              given.type_name());
    }
    std::vector<int64_t> lengths;
    for (const Value& item : sequence->items) {
        if (item.is_tensor()) {
            lengths.push_back(item.tensor().item<int64_t>());
        } else {
            lengths.push_back(item.integer(name));
        }
    }
    return lengths;
}

}  // namespace

ModulePtr MultiMarginLoss(std::string reduction, Value p, Value margin, Value weight) {
    if (!p.is_number() || (p.number() != 1 && p.number() != 2)) {
        raise(ErrorKind::ValueError, "only p == 1 and p == 2 supported");
    }
    if (weight.is_tensor() && weight.tensor().dim() != 1) raise(ErrorKind::AssertionError, "");
    const ModulePtr module = make_loss(kMultiMarginLoss, std::move(reduction),
                                       {{"p", std::move(p)}, {"margin", std::move(margin)}});
    hold_weight(*module, "weight", weight);
    return module;
}

ModulePtr MultiLabelMarginLoss(std::string reduction) {
    return make_loss(kMultiLabelMarginLoss, std::move(reduction));
}

ModulePtr CTCLoss(std::string reduction, int64_t blank, bool zero_infinity) {
    return make_loss(kCTCLoss, std::move(reduction),
                     {{"blank", blank}, {"zero_infinity", zero_infinity}});
}

Tensor ctc_loss_of(const Tensor& log_probs, const Tensor& targets, const Value& input_lengths,
                   const Value& target_lengths, int64_t blank, const std::string& reduction,
                   bool zero_infinity) {
    const LossReduction how = loss_reduction(reduction);
    const std::vector<int64_t> inputs = lengths_of(input_lengths, "input_lengths");
    const std::vector<int64_t> outputs = lengths_of(target_lengths, "target_lengths");
    return ctc_loss(log_probs, targets, inputs, outputs,
                    {.blank = blank, .reduction = how, .zero_infinity = zero_infinity});
}

}  // namespace engine::nn
