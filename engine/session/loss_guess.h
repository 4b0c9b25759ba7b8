#pragma once

#include "engine/nn/value.h"
#include "engine/session/opening_view.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// What the targets of a data set are.
enum class Targets {
    Classes,  ///< (N) ids
    Letters,  ///< (N, T) ids: the token that follows each of the input's
    Values,   ///< floats, of the shape that the model answers with
};

/// What a file's words say of the training that its model is for.
struct LossWords {
    std::vector<std::string> named;  ///< losses that the text names, as "MSELoss"
    bool autoencoder = false, regression = false, binary = false, sigmoid = false;
};
LossWords loss_words(std::string_view source);

/// A pass of a few samples that came through, in both modes.
struct Trial {
    Tensor input;
    nn::Value output;       ///< in train
    nn::Value eval_output;  ///< in eval; None when it was not asked for
    int64_t tokens_below = 0;
};

/// One way to train on data: which loss of what.
struct LossGuess {
    std::string loss, prediction, target;  ///< as in Recipe
    std::vector<int64_t> target_shape;     ///< of Targets::Values
    int64_t classes = 0;                   ///< that the answer tells apart; 0: not of classes
    bool likely = false;                   ///< the file's words speak for it
};

/// The losses that a model's answer fits, the likeliest first; none: `why` says why not.
struct LossGuesses {
    std::vector<LossGuess> losses;
    std::string why;
};
/// `classes`: that the data have; 0: as many as the model has.
LossGuesses guess_losses(const Trial& trial, Targets targets, int64_t classes,
                         const LossWords& words);

/// "[2, 10]" for one tensor, "a tuple of 3" for several outputs.
std::string output_words(const nn::Value& output);

}  // namespace engine::session
