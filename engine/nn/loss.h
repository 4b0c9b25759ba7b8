#pragma once

#include "engine/nn/module.h"

/// torch.nn's losses: `reduction` is 'mean', 'sum' or 'none' and counts from the next call, as all
/// their options do. Formulas stand in engine/autograd/ops_loss.h.
namespace engine::nn {

struct CrossEntropyLossOptions {
    int64_t ignore_index = -100;
    Value weight{};  ///< None or a tensor (C): a buffer
    std::string reduction = "mean";
    Value label_smoothing = 0.0;
};

/// input (N, C, ...), target (N, ...) int64 or probabilities of input's sizes
ModulePtr CrossEntropyLoss(CrossEntropyLossOptions options = {});

struct NLLLossOptions {
    int64_t ignore_index = -100;
    Value weight{};
    std::string reduction = "mean";
};
/// input (N, C, ...) of logarithms, target (N, ...) int64
ModulePtr NLLLoss(NLLLossOptions options = {});

ModulePtr MSELoss(std::string reduction = "mean");
ModulePtr L1Loss(std::string reduction = "mean");
ModulePtr SmoothL1Loss(std::string reduction = "mean", Value beta = 1.0);
ModulePtr HuberLoss(std::string reduction = "mean", Value delta = 1.0);
/// `reduction` may also be 'batchmean'.
ModulePtr KLDivLoss(std::string reduction = "mean", bool log_target = false);
ModulePtr BCELoss(std::string reduction = "mean", Value weight = {});
ModulePtr BCEWithLogitsLoss(std::string reduction = "mean", Value weight = {},
                            Value pos_weight = {});

/// A module of loss.cpp's kind: `reduction` first, then `options`.
ModulePtr make_loss(const Behaviour& behaviour, std::string reduction,
                    std::initializer_list<std::pair<std::string_view, Value>> options = {});

/// register_buffer(name, weight), where None is no tensor.
/// throws  TypeError "cannot assign 'list' object to buffer 'weight' (torch Tensor or None
///         required)"
void hold_weight(Module& module, std::string_view name, const Value& weight);

/// The module's `reduction` as text.
const std::string& reduction_of(const Module& self);

}  // namespace engine::nn
