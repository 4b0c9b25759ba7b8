#pragma once

#include "engine/data/datasets.h"
#include "engine/data/sine.h"
#include "engine/data/text.h"
#include "engine/data/two_moons.h"

namespace engine::data {

// What a request says to each data set that is made, for its numbers and for its script alike.

TwoMoonsOptions two_moons_options(const DatasetRequest& request);
NoiseOptions noise_options(const DatasetRequest& request);
SineOptions sine_options(const DatasetRequest& request);
TextOptions text_options(const DatasetRequest& request);

}  // namespace engine::data
