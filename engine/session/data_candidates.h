#pragma once

#include "engine/nn/module.h"
#include "engine/session/input_guess.h"
#include "engine/session/loss_guess.h"
#include "engine/session/opening_view.h"

#include <cstdint>
#include <string>
#include <vector>

namespace engine::session {

/// Data that may fit a model, and the recipe of a session with them.
struct DataCandidate {
    Recipe recipe;
    SampleShape sample;
    Targets targets = Targets::Classes;
    int64_t classes = 0;  ///< that the data have; 0: as many as the model has

    /// "two_moons", "noise 3,32,32", "noise 16 tokens"
    std::string id() const;
    /// Made to fit a model of which only the shape is known.
    bool is_noise() const { return recipe.dataset == "noise"; }
};

/// In the order in which they are tried: what the file suggests, what ships, noise that fits.
std::vector<DataCandidate> data_candidates(nn::Module& module, const Recipe& model,
                                           const ModelSource& source);

DataCandidate noise_candidate(const Recipe& model, const SampleShape& sample, int64_t classes);

/// What else there is for samples of a shape that the model has taken: a curve to fit, a text.
std::vector<DataCandidate> fitted_candidates(const Recipe& model, const SampleShape& sample);

}  // namespace engine::session
