#pragma once

#include "engine/data/datasets.h"
#include "engine/session/recipe.h"

namespace engine::session {

/// What a recipe asks of its data set.
data::DatasetRequest data_request(const Recipe& recipe);

}  // namespace engine::session
