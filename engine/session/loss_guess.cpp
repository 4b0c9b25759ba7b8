#include "engine/session/loss_guess.h"

#include "engine/autograd/ops.h"
#include "engine/base/lower_case.h"
#include "engine/session/task.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <variant>

namespace engine::session {

namespace {

/// Nobody tells as many classes apart as the model has inputs, from here on.
constexpr int64_t kWide = 16;

using Shapes = std::vector<int64_t>;

const Tensor* tensor_in(const nn::Value& value) {
    return std::get_if<Tensor>(&value.data());
}

const std::vector<nn::Value>* items_of(const nn::Value& value) {
    const auto* const held = std::get_if<std::shared_ptr<nn::Sequence>>(&value.data());
    return held ? &(*held)->items : nullptr;
}

bool is_float(const Tensor& tensor) {
    return tensor.dtype() == DType::Float32 || tensor.dtype() == DType::Float64;
}

/// As many numbers a sample in a row of their own as the input has.
bool is_flat_input(const Tensor& answer, const Tensor& input) {
    return answer.dim() == 2 && input.dim() > 2 && answer.numel() == input.numel() &&
           answer.size(0) == input.size(0);
}

bool rebuilds(const Tensor& answer, const Tensor& input) {
    return is_float(input) && (answer.sizes() == input.sizes() || is_flat_input(answer, input));
}

/// Others of its kind: several heads, of which none is the first in rank.
bool has_sisters(const std::vector<nn::Value>& items, const Tensor& first) {
    return std::any_of(items.begin() + 1, items.end(), [&](const nn::Value& item) {
        const Tensor* const other = tensor_in(item);
        return other != nullptr && other->dim() == first.dim() && first.dim() > 0 &&
               other->size(0) == first.size(0);
    });
}

/// What the loss reads of an output.
struct Read {
    Tensor answer;
    std::string prefix;  ///< "output", "output[0]"
};

std::optional<Read> read(const Trial& trial, const LossWords& words) {
    if (const Tensor* const tensor = tensor_in(trial.output)) return Read{*tensor, "output"};
    const std::vector<nn::Value>* const items = items_of(trial.output);
    const Tensor* const first = items && !items->empty() ? tensor_in(items->front()) : nullptr;
    if (first == nullptr) return std::nullopt;
    const Tensor* const in_eval = tensor_in(trial.eval_output);
    if (in_eval != nullptr) {
        if (in_eval->sizes() != first->sizes()) return std::nullopt;
        return Read{*first, "(output if torch.is_tensor(output) else output[0])"};
    }
    // A VAE's reconstruction stands before its mean and its variance.
    const bool rebuilt = words.autoencoder && rebuilds(*first, trial.input);
    if (has_sisters(*items, *first) && !rebuilt) return std::nullopt;
    return Read{*first, "output[0]"};
}

bool within_unit(const Tensor& answer) {
    const auto numbers = answer.to_vector<double>();
    return std::ranges::all_of(numbers, [](double one) { return one >= 0 && one <= 1; });
}

/// Whether each row's exponentials are probabilities: a LogSoftmax stands at the end.
bool are_logarithms(const Tensor& rows) {
    const auto numbers = rows.to_vector<double>();
    const auto width = static_cast<std::size_t>(rows.size(1));
    for (std::size_t at = 0; at + width <= numbers.size(); at += width) {
        double sum = 0;
        for (std::size_t i = at; i < at + width; ++i) sum += std::exp(numbers[i]);
        if (std::abs(sum - 1) > 1e-3) return false;
    }
    return true;
}

class Guesser {
public:
    Guesser(const Trial& trial, const Read& read, const LossWords& words)
        : input_(trial.input),
          answer_(read.answer),
          prefix_(read.prefix),
          tokens_below_(trial.tokens_below),
          words_(words) {}

    std::vector<LossGuess> guess(Targets targets, int64_t classes) {
        if (targets == Targets::Classes) of_classes(classes);
        if (targets == Targets::Letters) of_letters();
        if (targets == Targets::Values) of_values();
        const bool rebuilt_first = words_.autoencoder || input_.dim() > 2 || answer_.dim() > 2 ||
                                   (answer_.dim() == 2 && answer_.size(1) >= kWide);
        std::vector<LossGuess> others = std::exchange(guesses_, {});
        of_input();
        // A loss that the text names may be of targets as well as of the input.
        if (!rebuilt_first) {
            for (LossGuess& one : guesses_) one.likely = false;
        }
        auto& first = rebuilt_first ? guesses_ : others;
        auto& second = rebuilt_first ? others : guesses_;
        first.insert(first.end(), second.begin(), second.end());
        // What the text names comes first, then what its words speak for.
        std::ranges::stable_sort(first, {}, [this](const LossGuess& one) {
            return named(one.loss) ? 0 : one.likely ? 1 : 2;
        });
        return std::move(first);
    }

private:
    bool named(const std::string& loss) const {
        return std::ranges::find(words_.named, loss) != words_.named.end();
    }

    void add(std::string loss, const std::string& of, std::string target, bool likely = false,
             int64_t classes = 0) {
        likely = likely || named(loss);
        guesses_.push_back({.loss = std::move(loss),
                            .prediction = prefix_ + of,
                            .target = std::move(target),
                            .target_shape = {},
                            .classes = classes,
                            .likely = likely});
    }

    void of_classes(int64_t classes) {
        const int64_t samples = input_.size(0);
        if (answer_.dim() == 0 || answer_.size(0) != samples) return;
        const bool column = answer_.dim() == 2 && answer_.size(1) == 1;
        if (answer_.dim() == 1 || column) {
            if (classes != 0 && classes != 2) return;
            const bool sure = words_.sigmoid && within_unit(answer_);
            add(sure ? "BCELoss" : "BCEWithLogitsLoss", column ? ".squeeze(1)" : "", "y.float()",
                words_.binary, 2);
        } else if (answer_.dim() == 2 && answer_.size(1) >= std::max<int64_t>(classes, 2)) {
            const int64_t told = answer_.size(1);
            if (are_logarithms(answer_)) add("NLLLoss", "", "y", false, told);
            add("CrossEntropyLoss", "", "y", false, told);
        }
    }

    void of_letters() {
        if (input_.dim() != 2) return;
        const int64_t samples = input_.size(0), length = input_.size(1);
        const bool rows = answer_.dim() == 2 && answer_.size(0) == samples * length && length > 1;
        const bool positions =
            answer_.dim() == 3 && answer_.size(0) == samples && answer_.size(1) == length;
        if (!rows && !positions) return;
        if (answer_.size(-1) < tokens_below_) return;
        const Tensor table = reshape(answer_.detach(), Shape{samples * length, answer_.size(-1)});
        const std::string of = rows ? "" : ".transpose(1, 2)";
        const std::string target = rows ? "y.flatten()" : "y";
        if (are_logarithms(table)) add("NLLLoss", of, target, true);
        add("CrossEntropyLoss", of, target, true);
    }

    void of_values() {
        if (answer_.dim() == 0 || answer_.size(0) != input_.size(0)) return;
        const std::size_t before = guesses_.size();
        add("MSELoss", "", "y", words_.regression);
        add("SmoothL1Loss", "", "y");
        add("L1Loss", "", "y");
        for (std::size_t i = before; i < guesses_.size(); ++i) {
            for (int64_t dim = 1; dim < answer_.dim(); ++dim) {
                guesses_[i].target_shape.push_back(answer_.size(dim));
            }
        }
    }

    void of_input() {
        if (!rebuilds(answer_, input_)) return;
        const std::string target = answer_.sizes() == input_.sizes() ? "x" : "x.flatten(1)";
        add("MSELoss", "", target, words_.autoencoder);
        // A cross-entropy wants targets from 0 to 1, which pictures are and noise is not.
        if (words_.sigmoid && within_unit(answer_) && within_unit(input_)) {
            add("BCELoss", "", target);
        }
        add("SmoothL1Loss", "", target);
        add("L1Loss", "", target);
    }

    const Tensor& input_;
    const Tensor& answer_;
    const std::string prefix_;
    const int64_t tokens_below_;
    const LossWords& words_;
    std::vector<LossGuess> guesses_;
};

}  // namespace

LossWords loss_words(std::string_view source) {
    const std::string text = lower_case(source);
    const auto says = [&](std::string_view word) { return text.find(word) != text.npos; };
    // As a word of its own: SmoothL1Loss has L1Loss in it.
    const auto names = [&](std::string_view word) {
        for (auto at = text.find(word); at != text.npos; at = text.find(word, at + 1)) {
            const char before = at == 0 ? ' ' : text[at - 1];
            if (before != '_' && std::isalnum(static_cast<unsigned char>(before)) == 0) return true;
        }
        return false;
    };
    LossWords words;
    const auto add = [&](const char* loss, std::string_view module, std::string_view function) {
        if (names(module) || names(function)) words.named.emplace_back(loss);
    };
    add("CrossEntropyLoss", "crossentropyloss", "cross_entropy(");
    add("NLLLoss", "nllloss", "nll_loss");
    add("BCEWithLogitsLoss", "bcewithlogitsloss", "binary_cross_entropy_with_logits");
    add("BCELoss", "bceloss", "binary_cross_entropy(");
    add("MSELoss", "mseloss", "mse_loss");
    add("L1Loss", "l1loss", "l1_loss");
    add("SmoothL1Loss", "smoothl1loss", "smooth_l1_loss");
    words.autoencoder = says("autoencoder") || says("auto-encoder") || says("auto_encoder") ||
                        says("reconstruct") || names("vae");
    words.regression = says("regress") && !says("logistic");
    words.binary = says("binary") || says("logistic") || says("classif") || says("discriminator");
    words.sigmoid = says("sigmoid");
    return words;
}

std::string output_words(const nn::Value& output) {
    if (const Tensor* const tensor = tensor_in(output)) {
        return tensor->sizes().str();
    }
    const std::vector<nn::Value>* const items = items_of(output);
    if (items == nullptr) return fmt::format("a {}", output.type_name());
    return fmt::format("a {} of {}", output.type_name(), items->size());
}

LossGuesses guess_losses(const Trial& trial, Targets targets, int64_t classes,
                         const LossWords& words) {
    const std::optional<Read> found = read(trial, words);
    if (!found) {
        return {{},
                fmt::format("Its output is {}, and which of it a loss reads is not plain.",
                            output_words(trial.output))};
    }
    if (!is_float(found->answer)) {
        return {{}, "Its output holds whole numbers: no gradient comes through them."};
    }
    LossGuesses guesses;
    guesses.losses = Guesser(trial, *found, words).guess(targets, classes);
    if (!guesses.losses.empty()) return guesses;
    const Shape& sizes = found->answer.sizes();
    guesses.why = found->answer.dim() == 2 && targets == Targets::Classes && sizes[1] < classes
                      ? fmt::format("It has {} class scores, and the data have {} classes.",
                                    sizes[1], classes)
                      : fmt::format(
                            "Its output for {} samples has shape {}: these data have no "
                            "target of that shape.",
                            trial.input.size(0), sizes.str());
    return guesses;
}

}  // namespace engine::session
