#pragma once

#include "engine/nn/module.h"
#include "engine/session/recipe.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace engine::session {

// What a session's loss compares, `criterion(prediction, target)`, as its loop's line says it: a
// few expressions of `output` and of the batch's `x` and `y`, that cover how models answer.

inline constexpr std::string_view kLosses[] = {"CrossEntropyLoss", "NLLLoss", "BCEWithLogitsLoss",
                                               "BCELoss",          "MSELoss", "L1Loss",
                                               "SmoothL1Loss"};
/// What a model gives with other things, and perhaps in train only (GoogLeNet), comes first.
inline constexpr std::string_view kPredictions[] = {
    "output",
    "output.squeeze(1)",
    "output.transpose(1, 2)",
    "output[0]",
    "output[0].squeeze(1)",
    "output[0].transpose(1, 2)",
    "(output if torch.is_tensor(output) else output[0])",
    "(output if torch.is_tensor(output) else output[0]).squeeze(1)",
    "(output if torch.is_tensor(output) else output[0]).transpose(1, 2)"};
inline constexpr std::string_view kTargets[] = {"y", "y.float()", "y.flatten()", "x",
                                                "x.flatten(1)"};

/// The module of one of kLosses, as `nn.MSELoss()` makes it.
nn::ModulePtr criterion_of(std::string_view loss);

/// One of kPredictions, of what a model gave.
/// throws  TypeError when that is no tensor, nor a tuple that begins with one
Tensor prediction_of(std::string_view prediction, const nn::Value& output);
/// One of kTargets, of a batch.
Tensor target_of(std::string_view target, const Tensor& x, const Tensor& y);

/// "criterion(output.squeeze(1), y.float())", with other names for `x` and `y`.
std::string loss_call(const Recipe& recipe, std::string_view x = "x", std::string_view y = "y");

/// Of answers that are right or wrong.
struct Right {
    int64_t count = 0;
    int64_t of = 0;
};
/// Classes: the largest score is the target's; two of them by one number: on the target's side.
/// Nothing for other losses, and for what has not their shapes.
std::optional<Right> right_answers(const Recipe& recipe, const Tensor& prediction,
                                   const Tensor& target);

/// Scores (N, classes) whose softmax is what the model says of each class; of two classes that one
/// number tells apart, too. Undefined when it does not tell classes of samples.
Tensor class_scores(const Recipe& recipe, const Tensor& output);

/// The first tensor in what a model gave: what is shown of a tuple or a dict. Undefined: none.
Tensor first_tensor(const nn::Value& output);

}  // namespace engine::session
