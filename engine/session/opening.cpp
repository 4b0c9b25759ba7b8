#include "engine/session/opening.h"

#include "engine/base/error.h"
#include "engine/data/dataset.h"
#include "engine/data/fashion_mnist.h"
#include "engine/data/noise.h"
#include "engine/script/script_error.h"
#include "engine/session/input_guess.h"
#include "engine/session/model_file.h"
#include "engine/session/model_source.h"
#include "engine/session/pass_scope.h"
#include "engine/session/shipped_models.h"
#include "engine/tensor/grad_mode.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>
#include <utility>

namespace engine::session {

namespace {

constexpr int64_t kTrialSamples = 2;
/// A pass of a stranger's model for a few seconds at most; the person can stop it earlier.
constexpr uint64_t kPassSteps = 20'000'000;
constexpr int64_t kMostClasses = 1000;

struct Candidate {
    Recipe recipe;
    SampleShape sample;
    int64_t classes = 0;  ///< that the data have; 0: as many as the model has
};

Recipe plain_recipe(const Recipe& model) {
    Recipe recipe = model;
    recipe.id = "custom";
    recipe.lr = 1e-3;
    recipe.start_step = 0;
    return recipe;
}

Candidate two_moons(const Recipe& model) {
    Recipe recipe = plain_recipe(model);
    recipe.title = "Two moons";
    recipe.dataset = "two_moons";
    recipe.lr = Recipe().lr;
    return {std::move(recipe), {{2}, 0}, 2};
}

Candidate fashion_mnist(const Recipe& model) {
    Recipe recipe = plain_recipe(model);
    recipe.title = "Fashion-MNIST";
    recipe.dataset = "fashion_mnist";
    recipe.batch_size = 64;
    recipe.measure_every = 5;
    return {std::move(recipe), {{1, 28, 28}, 0}, 10};
}

bool has_fashion_mnist() {
    std::error_code error;
    return std::filesystem::is_directory(data::kFashionMnistDir, error);
}

Candidate noise(const Recipe& model, const SampleShape& sample, int64_t classes) {
    Recipe recipe = plain_recipe(model);
    recipe.dataset = "noise";
    recipe.sample_shape = sample.sizes;
    recipe.tokens_below = sample.tokens_below;
    recipe.classes = std::max<int64_t>(classes, 2);
    recipe.title =
        data::noise_title({.sample_shape = sample.sizes, .tokens_below = sample.tokens_below});
    // Large pictures in smaller batches: a step should not take minutes.
    int64_t numbers = 1;
    for (const int64_t size : sample.sizes) numbers *= size;
    recipe.batch_size = numbers > 20'000 ? 8 : 32;
    recipe.validation_samples = numbers > 20'000 ? 16 : 256;
    recipe.measure_every = numbers > 2000 ? 5 : 1;
    return {std::move(recipe), sample, classes};
}

std::string id_of(const Candidate& candidate) {
    if (candidate.recipe.dataset != "noise") return candidate.recipe.dataset;
    return fmt::format("noise {}{}", fmt::join(candidate.sample.sizes, ","),
                       candidate.sample.tokens_below > 0 ? " tokens" : "");
}

std::string small(std::string_view text) {
    std::string all(text);
    for (char& c : all) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return all;
}

/// In the order in which they are tried: what the file suggests, what ships, noise that fits.
std::vector<Candidate> candidates_for(nn::Module& module, const Recipe& model,
                                      const ModelSource& source) {
    const ModelHeader& header = source.header;
    std::vector<Candidate> shipped{two_moons(model)}, all;
    if (has_fashion_mnist()) shipped.push_back(fashion_mnist(model));
    const std::string wish = small(header.data);
    for (const Candidate& each : shipped) {
        const bool wanted = wish.find(small(each.recipe.title)) != std::string::npos;
        const bool other_shape =
            !header.sample_shape.empty() && header.sample_shape != each.sample.sizes;
        if (wanted && !other_shape) all.push_back(each);
    }
    const bool noise_wanted = all.empty() && !header.sample_shape.empty();
    const auto add_shipped = [&] {
        for (const Candidate& each : shipped) {
            const bool known = std::ranges::any_of(
                all, [&](const Candidate& one) { return id_of(one) == id_of(each); });
            if (!known) all.push_back(each);
        }
    };
    if (!noise_wanted) add_shipped();
    for (const SampleShape& sample : guess_inputs(module, source)) {
        // The header's count is of its own shape.
        const bool said = sample.sizes.size() == header.sample_shape.size();
        all.push_back(noise(model, sample, said ? header.classes : 0));
    }
    if (noise_wanted) add_shipped();
    return all;
}

Tensor trial_input(const SampleShape& sample) {
    std::vector<int64_t> sizes{kTrialSamples};
    sizes.insert(sizes.end(), sample.sizes.begin(), sample.sizes.end());
    const Shape shape{std::span<const int64_t>(sizes)};
    Generator generator(0);
    if (sample.tokens_below > 0) {
        const Tensor tokens = Tensor::empty(shape, DType::Int64);
        generator.randint(tokens.mutable_span<int64_t>(), 0, sample.tokens_below);
        return tokens;
    }
    const Tensor input = Tensor::empty(shape);
    generator.normal(input.mutable_span<float>());
    return input;
}

/// What one pass gave.
struct Ran {
    bool ended = false;
    Tensor output;     ///< undefined when it is no tensor
    std::string type;  ///< of the output
    std::string error;
};

Ran run_once(const SessionState& state, const SampleShape& sample,
             const std::atomic<bool>* cancel) {
    SessionState fork = state.fork_for_pass();
    Ran ran;
    const NoGrad no_grad;
    try {
        PassScope pass(fork, fork.generator, {.cancel = cancel});
        pass.environment().step_limit = kPassSteps;
        const nn::Value output = pass.run(trial_input(sample));
        ran.ended = true;
        ran.type = output.type_name();
        if (const auto* const tensor = std::get_if<Tensor>(&output.data())) ran.output = *tensor;
    } catch (const Error& error) {
        if (cancel && cancel->load()) throw;
        ran.error = error.kind() == ErrorKind::Cancelled
                        ? std::string("one pass took more steps than a trial may")
                        : error.line();
    }
    return ran;
}

bool has_trained_weights(nn::Module& model) {
    const auto parameters = model.named_parameters();
    return std::ranges::any_of(parameters,
                               [](const auto& named) { return named.second.requires_grad(); });
}

/// Why a cross-entropy over classes cannot be had of it; empty when it can.
std::string why_not_trained(const Ran& ran, int64_t classes, nn::Module& model) {
    if (!has_trained_weights(model)) return "It has no weights to train.";
    const std::string wanted = "training here needs one row of class scores a sample, as (N, 10)";
    if (!ran.output.defined()) {
        return fmt::format("Its output is a {}: {}.", ran.type, wanted);
    }
    const Shape& sizes = ran.output.sizes();
    if (ran.output.dim() != 2 || sizes[0] != kTrialSamples || sizes[1] < 2 ||
        ran.output.dtype() == DType::Int64 || ran.output.dtype() == DType::Bool) {
        return fmt::format("Its output for {} samples has shape {}: {}.", kTrialSamples,
                           sizes.str(), wanted);
    }
    if (sizes[1] < classes) {
        return fmt::format("It has {} class scores, and the data have {} classes.", sizes[1],
                           classes);
    }
    return {};
}

DataOffer try_out(Candidate candidate, const SessionState& state, const std::atomic<bool>* cancel) {
    DataOffer offer{.id = id_of(candidate),
                    .title = candidate.recipe.title,
                    .output = {},
                    .error = {},
                    .recipe = {}};
    const Ran ran = run_once(state, candidate.sample, cancel);
    offer.runs = ran.ended;
    offer.error = ran.error;
    if (ran.output.defined()) {
        offer.output = ran.output.sizes().str();
        const bool rows = ran.output.dim() == 2 && ran.output.size(1) >= 2;
        // As many classes as the model tells apart, within reason.
        if (candidate.classes == 0 && rows) {
            candidate.recipe.classes = std::min(ran.output.size(1), kMostClasses);
        }
    }
    if (ran.ended) {
        offer.error = why_not_trained(ran, candidate.classes, *state.model);
        offer.trains = offer.error.empty();
    }
    offer.recipe = std::move(candidate.recipe);
    offer.recipe.explore = offer.error;
    return offer;
}

std::string missing_forward_words(const std::string& class_name) {
    const bool holder = class_name.starts_with("Module") || class_name.starts_with("Parameter");
    return holder
               ? class_name + " has no forward: it holds modules, and whoever holds it calls them."
               : class_name + ": its forward is not in its print: open the .py file to run it.";
}

/// A model that only shows: with whatever data, since no pass comes through.
DataOffer explore(nn::Module& module, const Recipe& model, const Opening& opening,
                  const std::string& error) {
    const std::vector<SampleShape> guesses = guess_inputs(module, opening.source);
    Candidate candidate = noise(model, guesses.empty() ? SampleShape{{2}, 0} : guesses.front(), 2);
    DataOffer offer{.id = "explore",
                    .title = "Explore without data",
                    .output = {},
                    .error = {},
                    .recipe = std::move(candidate.recipe)};
    if (!opening.source.without_forward.empty()) {
        offer.error = missing_forward_words(opening.source.without_forward);
    } else if (error.find("required positional argument") != std::string::npos) {
        offer.error = fmt::format(
            "Its forward takes more than one input, and a session gives it one ({}).", error);
    } else {
        offer.error = fmt::format(
            "No input that was tried runs ({}). Say its shape in the file's first lines: # Input: "
            "numbers of shape (N, 3).",
            error);
    }
    offer.recipe.title = "Explore";
    offer.recipe.explore = offer.error;
    return offer;
}

/// The first that trains, else the first that runs.
int best_of(const std::vector<DataOffer>& offers) {
    for (const auto wanted : {&DataOffer::trains, &DataOffer::runs}) {
        for (std::size_t i = 0; i < offers.size(); ++i) {
            if (offers[i].*wanted) return static_cast<int>(i);
        }
    }
    return static_cast<int>(offers.size()) - 1;
}

void find_data(Opening& opening, const SessionState& state, const Recipe& model,
               const std::atomic<bool>* cancel) {
    std::string noise_error;
    if (opening.source.without_forward.empty()) {
        bool found = false, noise_found = false;
        for (Candidate& each : candidates_for(*state.model, model, opening.source)) {
            const bool is_noise = each.recipe.dataset == "noise";
            // One shape of noise is enough, but what was asked for by name is tried.
            if (is_noise && noise_found && id_of(each) != opening.request.data) continue;
            DataOffer offer = try_out(std::move(each), state, cancel);
            if (!offer.runs) {
                // What the shape that was made for this model said.
                if (is_noise && noise_error.empty()) noise_error = offer.error;
                continue;
            }
            noise_found = noise_found || is_noise;
            found = true;
            opening.offers.push_back(std::move(offer));
        }
        if (!found) opening.offers.push_back(explore(*state.model, model, opening, noise_error));
    } else {
        opening.offers.push_back(explore(*state.model, model, opening, {}));
    }
    opening.offer = best_of(opening.offers);
    for (std::size_t i = 0; i < opening.offers.size(); ++i) {
        if (opening.offers[i].id == opening.request.data) opening.offer = static_cast<int>(i);
    }
    opening.recipe = opening.offers[static_cast<std::size_t>(opening.offer)].recipe;
}

std::string summary_of(nn::Module& model) {
    int64_t weights = 0;
    bool lazy = false;
    for (const auto& [name, parameter] : model.named_parameters()) {
        lazy = lazy || parameter.is_uninitialized();
        if (!parameter.is_uninitialized()) weights += parameter.numel();
    }
    const auto modules = static_cast<int64_t>(model.named_modules().size());
    return fmt::format("{}: {} {}, {}{} weights", model.class_name(), data::grouped(modules),
                       modules == 1 ? "module" : "modules", lazy ? "so far " : "",
                       data::grouped(weights));
}

void fail(Opening& opening, const Error& error) {
    opening.error = error.line();
    if (const auto* const raised = dynamic_cast<const script::ScriptError*>(&error)) {
        opening.traceback = raised->traceback();
    }
}

}  // namespace

std::vector<BuiltInModel> built_in_models() {
    std::vector<BuiltInModel> all;
    for (const ShippedModel& model : shipped_models()) {
        all.push_back(
            {std::string(model.name), std::string(model.file), read_header(model.source)});
    }
    return all;
}

Opening prepare_opening(const OpeningRequest& request, const std::atomic<bool>* cancel) {
    Opening opening;
    opening.request = request;
    Recipe model;
    if (request.built_in.empty()) {
        opening.source = read_model_source(request.text, request.file);
        model.source = opening.source.source;
        model.file = opening.source.file;
        model.model.clear();
    } else {
        for (const Recipe& recipe : shipped_recipes()) {
            if (recipe.model == request.built_in && request.data.empty() &&
                request.construct.empty()) {
                opening.recipe = recipe;
                opening.made = opening.clear = true;
                return opening;
            }
        }
        const ShippedModel& shipped = shipped_model(request.built_in);
        opening.source = read_model_source(shipped.source, shipped.file);
        model.model = request.built_in;
    }
    if (!opening.source.error.empty()) {
        opening.error = opening.source.error;
        opening.traceback = opening.source.traceback;
        return opening;
    }
    const ModelCandidate& likeliest = opening.source.candidates.front();
    model.construct = request.construct.empty() ? likeliest.construct() : request.construct;
    opening.construct = model.construct;
    if (model.construct == "model") model.construct.clear();
    SessionState state;
    state.generator.manual_seed(model.seed);
    try {
        state.source = model_source(model);
        make_model(model, state, cancel);
        opening.made = true;
        opening.summary = summary_of(*state.model);
        find_data(opening, state, model, cancel);
        opening.clear = opening.source.clear && request.construct.empty();
        if (!request.built_in.empty()) {
            // Small enough to be shown trained, as the recipes are.
            opening.recipe.start_step = opening.recipe.dataset == "two_moons" ? 200 : 20;
            if (!opening.recipe.explore.empty()) opening.recipe.start_step = 0;
        }
    } catch (const Error& error) {
        if (cancel && cancel->load()) throw;
        opening.made = false;
        fail(opening, error);
        if (error.kind() == ErrorKind::Cancelled) {
            opening.error = "This file takes too long: it was stopped after 50 million steps.";
        }
    }
    return opening;
}

}  // namespace engine::session
