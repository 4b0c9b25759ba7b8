#pragma once

#include "engine/session/recipe.h"

#include <cstdint>
#include <string>

// Functions of an exported script, as lines of Python.

namespace engine::session {

/// `keep_what_fits(old, new)`: gives an edited model what it has in common with the one before it.
std::string keep_what_fits_source();

/// `evaluate(model)`: the mean loss over the validation set, which has `size` samples.
std::string evaluate_source(const Recipe& recipe, int64_t size);

/// `validate(model)`: prints that in eval mode, and puts every flag back.
std::string validate_source();

}  // namespace engine::session
