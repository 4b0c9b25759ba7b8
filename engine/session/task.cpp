#include "engine/session/task.h"

#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/loss.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>
#include <variant>
#include <vector>

namespace engine::session {

namespace {

const nn::Sequence* sequence_of(const nn::Value& value) {
    const auto* const held = std::get_if<std::shared_ptr<nn::Sequence>>(&value.data());
    return held ? held->get() : nullptr;
}

bool of_classes(const Recipe& recipe) {
    return recipe.loss == "CrossEntropyLoss" || recipe.loss == "NLLLoss";
}

/// One number tells two classes apart.
bool of_two(const Recipe& recipe) {
    return recipe.target == "y.float()" &&
           (recipe.loss == "BCEWithLogitsLoss" || recipe.loss == "BCELoss");
}

std::string replaced(std::string_view text, std::string_view name, std::string_view with) {
    std::string out(text);
    if (out.starts_with(name)) out.replace(0, name.size(), with);
    return out;
}

}  // namespace

nn::ModulePtr criterion_of(std::string_view loss) {
    if (loss == "CrossEntropyLoss") return nn::CrossEntropyLoss();
    if (loss == "NLLLoss") return nn::NLLLoss();
    if (loss == "BCEWithLogitsLoss") return nn::BCEWithLogitsLoss();
    if (loss == "BCELoss") return nn::BCELoss();
    if (loss == "MSELoss") return nn::MSELoss();
    if (loss == "L1Loss") return nn::L1Loss();
    if (loss == "SmoothL1Loss") return nn::SmoothL1Loss();
    raise(ErrorKind::ValueError, "unknown loss '{}'", loss);
}

Tensor prediction_of(std::string_view prediction, const nn::Value& output) {
    const nn::Value* value = &output;
    const bool is_tensor = std::holds_alternative<Tensor>(output.data());
    if (prediction.starts_with("output[0]") || (prediction.starts_with('(') && !is_tensor)) {
        const nn::Sequence* const sequence = sequence_of(output);
        if (sequence == nullptr || sequence->items.empty()) {
            raise(ErrorKind::TypeError,
                  "the loss reads the first of several outputs, and the model gave a {}",
                  output.type_name());
        }
        value = &sequence->items.front();
    }
    const Tensor& tensor = value->tensor("output");
    if (prediction.ends_with(".squeeze(1)")) return squeeze(tensor, 1);
    if (prediction.ends_with(".transpose(1, 2)")) return transpose(tensor, 1, 2);
    return tensor;
}

Tensor target_of(std::string_view target, const Tensor& x, const Tensor& y) {
    if (target == "x") return x;
    if (target == "x.flatten(1)") return flatten(x, 1);
    if (target == "y.float()") return to(y, DType::Float32);
    if (target == "y.flatten()") return flatten(y);
    return y;
}

std::string loss_call(const Recipe& recipe, std::string_view x, std::string_view y) {
    return fmt::format("criterion({}, {})", recipe.prediction,
                       recipe.target.starts_with('x') ? replaced(recipe.target, "x", x)
                                                      : replaced(recipe.target, "y", y));
}

std::optional<Right> right_answers(const Recipe& recipe, const Tensor& prediction,
                                   const Tensor& target) {
    Right right{.count = 0, .of = target.numel()};
    if (of_classes(recipe)) {
        if (target.dtype() != DType::Int64 || prediction.dim() != target.dim() + 1 ||
            prediction.numel() == 0) {
            return std::nullopt;
        }
        const auto guesses = argmax(prediction.detach(), 1).to_vector<int64_t>();
        const auto truths = target.to_vector<int64_t>();
        if (guesses.size() != truths.size()) return std::nullopt;
        for (std::size_t i = 0; i < guesses.size(); ++i) right.count += guesses[i] == truths[i];
        return right;
    }
    if (!of_two(recipe) || prediction.sizes() != target.sizes()) return std::nullopt;
    const double border = recipe.loss == "BCELoss" ? 0.5 : 0;
    const auto guesses = prediction.to_vector<double>(), truths = target.to_vector<double>();
    for (std::size_t i = 0; i < guesses.size(); ++i) {
        right.count += (guesses[i] > border) == (truths[i] > 0.5);
    }
    return right;
}

Tensor class_scores(const Recipe& recipe, const Tensor& output) {
    if (!output.defined()) return {};
    if (of_classes(recipe)) return output.dim() == 2 ? output.detach() : Tensor();
    const bool column = output.dim() == 1 || (output.dim() == 2 && output.size(1) == 1);
    if (!of_two(recipe) || !column) return {};
    std::vector<float> scores;
    for (const double number : output.to_vector<double>()) {
        const bool logit = recipe.loss == "BCEWithLogitsLoss";
        scores.push_back(logit ? 0 : static_cast<float>(std::log1p(-number)));
        scores.push_back(static_cast<float>(logit ? number : std::log(number)));
    }
    const int64_t rows = output.numel();
    return Tensor::from(scores, {rows, 2});
}

Tensor first_tensor(const nn::Value& output) {
    if (const auto* const tensor = std::get_if<Tensor>(&output.data())) return *tensor;
    if (const nn::Sequence* const sequence = sequence_of(output)) {
        for (const nn::Value& item : sequence->items) {
            if (Tensor found = first_tensor(item); found.defined()) return found;
        }
    }
    if (const auto* const dict = std::get_if<std::shared_ptr<nn::Dict>>(&output.data())) {
        for (const auto& [key, item] : (*dict)->items) {
            if (Tensor found = first_tensor(item); found.defined()) return found;
        }
    }
    return {};
}

}  // namespace engine::session
