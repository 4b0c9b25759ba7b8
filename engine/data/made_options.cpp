#include "engine/data/made_options.h"

namespace engine::data {

TwoMoonsOptions two_moons_options(const DatasetRequest& request) {
    TwoMoonsOptions options;
    if (request.train_limit > 0) options.train = request.train_limit;
    return options;
}

NoiseOptions noise_options(const DatasetRequest& request) {
    NoiseOptions options = request.noise;
    if (request.train_limit > 0) options.train = request.train_limit;
    return options;
}

SineOptions sine_options(const DatasetRequest& request) {
    const NoiseOptions noise = noise_options(request);
    return {.sample_shape = noise.sample_shape,
            .target_shape = request.target_shape,
            .train = noise.train,
            .validation = noise.validation};
}

TextOptions text_options(const DatasetRequest& request) {
    const NoiseOptions noise = noise_options(request);
    return {.length = noise.sample_shape.empty() ? TextOptions().length : noise.sample_shape[0],
            .tokens_below = noise.tokens_below,
            .train = noise.train,
            .validation = noise.validation};
}

}  // namespace engine::data
