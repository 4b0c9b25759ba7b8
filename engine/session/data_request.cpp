#include "engine/session/data_request.h"

#include <algorithm>

namespace engine::session {

namespace {

constexpr int64_t kLargeSample = 20'000, kFewSamples = 64;

}  // namespace

data::DatasetRequest data_request(const Recipe& recipe) {
    data::DatasetRequest request{.id = recipe.dataset,
                                 .data_dir = recipe.data_dir,
                                 .train_limit = recipe.train_limit,
                                 .noise = {.sample_shape = recipe.sample_shape,
                                           .tokens_below = recipe.tokens_below,
                                           .classes = recipe.classes},
                                 .target_shape = recipe.target_shape};
    // Large samples are few: they are all in memory.
    int64_t numbers = 1;
    for (const int64_t size : recipe.sample_shape) numbers = std::max<int64_t>(1, numbers * size);
    if (numbers > kLargeSample) request.noise.train = request.noise.validation = kFewSamples;
    return request;
}

}  // namespace engine::session
