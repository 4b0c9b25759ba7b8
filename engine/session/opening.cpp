#include "engine/session/opening.h"

#include "engine/base/error.h"
#include "engine/data/dataset.h"
#include "engine/script/script_error.h"
#include "engine/session/data_candidates.h"
#include "engine/session/model_file.h"
#include "engine/session/model_source.h"
#include "engine/session/pass_scope.h"
#include "engine/session/shipped_models.h"
#include "engine/session/task.h"
#include "engine/tensor/grad_mode.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>
#include <string_view>
#include <utility>
#include <variant>

namespace engine::session {

namespace {

constexpr int64_t kTrialSamples = 2;
/// A pass of a stranger's model for a few seconds at most; the person can stop it earlier.
constexpr uint64_t kPassSteps = 20'000'000;
constexpr int64_t kMostClasses = 1000;

Tensor trial_input(const DataCandidate& candidate) {
    const SampleShape& sample = candidate.sample;
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
    if (candidate.recipe.dataset == "fashion_mnist") {  // brightness: from 0 to 1
        generator.uniform(input.mutable_span<float>());
    } else {
        generator.normal(input.mutable_span<float>());
    }
    return input;
}

/// What the passes of a trial gave.
struct Ran {
    bool ended = false;
    Trial trial;
    std::string error;
};

nn::Value pass_of(const SessionState& state, const Tensor& input, bool training,
                  const std::atomic<bool>* cancel) {
    SessionState fork = state.fork_for_pass();
    if (!training) fork.model->eval();
    PassScope pass(fork, fork.generator, {.cancel = cancel});
    pass.environment().step_limit = kPassSteps;
    return pass.run(input);
}

Ran run_trial(const SessionState& state, const DataCandidate& candidate,
              const std::atomic<bool>* cancel) {
    const NoGrad no_grad;
    Ran ran;
    try {
        ran.trial.input = trial_input(candidate);
        ran.trial.tokens_below = candidate.sample.tokens_below;
        ran.trial.output = pass_of(state, ran.trial.input, true, cancel);
        ran.ended = true;
    } catch (const Error& error) {
        if (cancel && cancel->load()) throw;
        ran.error = error.kind() == ErrorKind::Cancelled
                        ? std::string("one pass took more steps than a trial may")
                        : error.line();
        return ran;
    }
    // What answers in train with several tensors may answer in eval with one.
    if (std::holds_alternative<Tensor>(ran.trial.output.data())) return ran;
    try {
        ran.trial.eval_output = pass_of(state, ran.trial.input, false, cancel);
    } catch (const Error&) {
        if (cancel && cancel->load()) throw;
    }
    return ran;
}

bool has_trained_weights(nn::Module& model) {
    const auto parameters = model.named_parameters();
    return std::ranges::any_of(parameters,
                               [](const auto& named) { return named.second.requires_grad(); });
}

/// How to go on with a model that no loss here fits.
constexpr const char* kByHand =
    " Train it from the console: optimizer.zero_grad(), a loss of yours, loss.backward(), "
    "optimizer.step().";

std::string loss_title(const Recipe& recipe) {
    // As the loop's line has it: "MSELoss(output, x)".
    return recipe.loss + loss_call(recipe).substr(std::string_view("criterion").size());
}

/// What the trial of a candidate says of it as data for this model.
DataOffer offer_of(const DataCandidate& candidate, const Ran& ran, nn::Module& model,
                   const LossWords& words) {
    DataOffer offer{.id = candidate.id(),
                    .title = candidate.recipe.title,
                    .runs = ran.ended,
                    .output = {},
                    .error = ran.error,
                    .losses = {},
                    .recipe = candidate.recipe};
    if (ran.ended) {
        offer.output = output_words(ran.trial.output);
        LossGuesses guesses = guess_losses(ran.trial, candidate.targets, candidate.classes, words);
        if (!has_trained_weights(model)) guesses = {{}, "It has no weights to train."};
        for (LossGuess& guess : guesses.losses) {
            Recipe recipe = candidate.recipe;
            recipe.loss = std::move(guess.loss);
            recipe.prediction = std::move(guess.prediction);
            recipe.target = std::move(guess.target);
            recipe.target_shape = std::move(guess.target_shape);
            // As many classes as the model tells apart, within reason.
            if (candidate.is_noise() && candidate.classes == 0 && guess.classes > 0) {
                recipe.classes = std::min(guess.classes, kMostClasses);
            }
            std::string title = loss_title(recipe);
            offer.losses.push_back({std::move(title), guess.likely, std::move(recipe)});
        }
        offer.trains = !offer.losses.empty();
        if (offer.trains) {
            offer.recipe = offer.losses.front().recipe;
        } else {
            offer.error = guesses.why + (has_trained_weights(model) ? kByHand : "");
        }
    }
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
    DataCandidate candidate =
        noise_candidate(model, guesses.empty() ? SampleShape{{2}, 0} : guesses.front(), 2);
    DataOffer offer{.id = "explore",
                    .title = "Explore without data",
                    .output = {},
                    .error = {},
                    .losses = {},
                    .recipe = std::move(candidate.recipe)};
    if (!opening.source.without_forward.empty()) {
        offer.error = missing_forward_words(opening.source.without_forward);
    } else if (error.find("required positional argument") != std::string::npos) {
        offer.error = fmt::format(
            "Its forward takes more than one input ({}). In the console y = model(a, b) runs it.{}",
            error, kByHand);
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

/// What the file's words speak for, else the first that trains, else the first that runs.
int best_of(const std::vector<DataOffer>& offers) {
    const auto likely = [](const DataOffer& offer) {
        return offer.trains && offer.losses.front().likely;
    };
    const auto trains = [](const DataOffer& offer) { return offer.trains; };
    const auto runs = [](const DataOffer& offer) { return offer.runs; };
    for (const std::function<bool(const DataOffer&)>& wanted :
         {std::function<bool(const DataOffer&)>(likely), {trains}, {runs}}) {
        const auto found = std::ranges::find_if(offers, wanted);
        if (found != offers.end()) return static_cast<int>(found - offers.begin());
    }
    return static_cast<int>(offers.size()) - 1;
}

/// What was made for a shape is offered before noise, which cannot be learnt, unless the model
/// tells several classes apart.
void add_offers(std::vector<DataOffer>& offers, DataOffer noise, std::vector<DataOffer> fitted) {
    const bool classes = noise.trains && noise.recipe.classes > 2 && noise.recipe.target == "y";
    const auto trains = [](const DataOffer& offer) { return offer.trains; };
    const auto end = std::ranges::remove_if(fitted, std::not_fn(trains));
    fitted.erase(end.begin(), fitted.end());
    const bool first = noise.trains && (classes || noise.recipe.target.starts_with('x') ||
                                        noise.losses.front().likely);
    if (first || fitted.empty()) offers.push_back(noise);
    offers.insert(offers.end(), fitted.begin(), fitted.end());
    if (!first && !fitted.empty() && noise.trains) offers.push_back(std::move(noise));
}

void find_data(Opening& opening, const SessionState& state, const Recipe& model,
               const std::atomic<bool>* cancel) {
    std::string noise_error;
    if (opening.source.without_forward.empty()) {
        const LossWords words = loss_words(opening.source.source);
        bool noise_found = false;
        for (const DataCandidate& each : data_candidates(*state.model, model, opening.source)) {
            // One shape of noise is enough, but what was asked for by name is tried.
            const std::string& wish = opening.request.data;
            if (each.is_noise() && noise_found && each.id() != wish) continue;
            const Ran ran = run_trial(state, each, cancel);
            if (!ran.ended) {
                // What the shape that was made for this model said.
                if (each.is_noise() && noise_error.empty()) noise_error = ran.error;
                continue;
            }
            DataOffer offer = offer_of(each, ran, *state.model, words);
            if (!each.is_noise()) {
                opening.offers.push_back(std::move(offer));
                continue;
            }
            noise_found = true;
            std::vector<DataOffer> fitted;
            for (const DataCandidate& one : fitted_candidates(model, each.sample)) {
                fitted.push_back(offer_of(one, ran, *state.model, words));
            }
            add_offers(opening.offers, std::move(offer), std::move(fitted));
        }
    }
    if (opening.offers.empty()) {
        opening.offers.push_back(explore(*state.model, model, opening, noise_error));
    }
    opening.offer = best_of(opening.offers);
    for (std::size_t i = 0; i < opening.offers.size(); ++i) {
        if (opening.offers[i].id == opening.request.data) opening.offer = static_cast<int>(i);
    }
    const DataOffer& offer = opening.offers[static_cast<std::size_t>(opening.offer)];
    opening.recipe = offer.recipe;
    for (std::size_t i = 0; i < offer.losses.size(); ++i) {
        if (offer.losses[i].title != opening.request.loss) continue;
        opening.loss = static_cast<int>(i);
        opening.recipe = offer.losses[i].recipe;
    }
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
