#include "engine/session/data_candidates.h"

#include "engine/base/lower_case.h"
#include "engine/data/fashion_mnist.h"
#include "engine/data/noise.h"
#include "engine/data/sine.h"
#include "engine/data/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <utility>

namespace engine::session {

namespace {

Recipe plain_recipe(const Recipe& model) {
    Recipe recipe = model;
    recipe.id = "custom";
    recipe.lr = 1e-3;
    recipe.start_step = 0;
    return recipe;
}

DataCandidate two_moons(const Recipe& model) {
    Recipe recipe = plain_recipe(model);
    recipe.title = "Two moons";
    recipe.dataset = "two_moons";
    recipe.lr = Recipe().lr;
    return {std::move(recipe), {{2}, 0}, Targets::Classes, 2};
}

DataCandidate fashion_mnist(const Recipe& model) {
    Recipe recipe = plain_recipe(model);
    recipe.title = "Fashion-MNIST";
    recipe.dataset = "fashion_mnist";
    recipe.batch_size = 64;
    recipe.measure_every = 5;
    return {std::move(recipe), {{1, 28, 28}, 0}, Targets::Classes, 10};
}

bool has_fashion_mnist() {
    std::error_code error;
    return std::filesystem::is_directory(data::kFashionMnistDir, error);
}

/// Of data that are made in a sample's shape.
Recipe made_recipe(const Recipe& model, const SampleShape& sample) {
    Recipe recipe = plain_recipe(model);
    recipe.sample_shape = sample.sizes;
    recipe.tokens_below = sample.tokens_below;
    // Large pictures in smaller batches: a step should not take minutes.
    int64_t numbers = 1;
    for (const int64_t size : sample.sizes) numbers *= size;
    recipe.batch_size = numbers > 20'000 ? 8 : 32;
    recipe.validation_samples = numbers > 20'000 ? 16 : 256;
    recipe.measure_every = numbers > 2000 ? 5 : 1;
    return recipe;
}

}  // namespace

std::string DataCandidate::id() const {
    if (recipe.sample_shape.empty() && sample.tokens_below == 0) return recipe.dataset;
    return fmt::format("{} {}{}", recipe.dataset, fmt::join(sample.sizes, ","),
                       is_noise() && sample.tokens_below > 0 ? " tokens" : "");
}

DataCandidate noise_candidate(const Recipe& model, const SampleShape& sample, int64_t classes) {
    Recipe recipe = made_recipe(model, sample);
    recipe.dataset = "noise";
    recipe.classes = std::max<int64_t>(classes, 2);
    recipe.title =
        data::noise_title({.sample_shape = sample.sizes, .tokens_below = sample.tokens_below});
    return {std::move(recipe), sample, Targets::Classes, classes};
}

std::vector<DataCandidate> fitted_candidates(const Recipe& model, const SampleShape& sample) {
    Recipe recipe = made_recipe(model, sample);
    if (sample.tokens_below == 0) {
        recipe.dataset = "sine";
        recipe.title = data::sine_title({.sample_shape = sample.sizes, .target_shape = {}});
        recipe.lr = sample.sizes.size() <= 1 ? Recipe().lr : recipe.lr;
        return {{std::move(recipe), sample, Targets::Values, 0}};
    }
    if (sample.sizes.size() != 1 || sample.sizes[0] > data::kLongestText) return {};
    recipe.dataset = "text";
    recipe.title = data::text_title({.length = sample.sizes[0]});
    return {{std::move(recipe), sample, Targets::Letters, 0}};
}

std::vector<DataCandidate> data_candidates(nn::Module& module, const Recipe& model,
                                           const ModelSource& source) {
    const ModelHeader& header = source.header;
    std::vector<DataCandidate> shipped{two_moons(model)}, all;
    if (has_fashion_mnist()) shipped.push_back(fashion_mnist(model));
    const std::string wish = lower_case(header.data);
    for (const DataCandidate& each : shipped) {
        const bool wanted = wish.find(lower_case(each.recipe.title)) != std::string::npos;
        const bool other_shape =
            !header.sample_shape.empty() && header.sample_shape != each.sample.sizes;
        if (wanted && !other_shape) all.push_back(each);
    }
    const bool noise_wanted = all.empty() && !header.sample_shape.empty();
    const auto add_shipped = [&] {
        for (const DataCandidate& each : shipped) {
            const bool known = std::ranges::any_of(
                all, [&](const DataCandidate& one) { return one.id() == each.id(); });
            if (!known) all.push_back(each);
        }
    };
    if (!noise_wanted) add_shipped();
    for (const SampleShape& sample : guess_inputs(module, source)) {
        // The header's count is of its own shape.
        const bool said = sample.sizes.size() == header.sample_shape.size();
        all.push_back(noise_candidate(model, sample, said ? header.classes : 0));
    }
    if (noise_wanted) add_shipped();
    return all;
}

}  // namespace engine::session
