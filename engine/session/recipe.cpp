#include "engine/session/recipe.h"

#include "engine/base/error.h"
#include "engine/session/task.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <concepts>
#include <span>

namespace engine::session {

namespace {

using Json = nlohmann::ordered_json;

/// What a number may be, and the words for it.
struct Range {
    double low;
    double high;
    std::string_view words;
};
constexpr int kDeepest = 8;
constexpr double kLarge = 9e15;  // below 2^53: a double holds every integer up to there
constexpr Range kPositive{1, kLarge, "an integer of at least 1"};
constexpr Range kCount{0, kLarge, "an integer of at least 0"};
constexpr Range kRate{0, 1e6, "a number of at least 0"};
constexpr Range kMomentum{0, 1, "a number from 0 to 1"};

[[noreturn]] void refuse(std::string_view field, std::string_view expected, const Json& came) {
    raise(ErrorKind::ValueError, "recipe: field '{}': expected {}, got {}", field, expected,
          came.dump());
}

using Words = std::span<const std::string_view>;
constexpr std::string_view kOptimizers[] = {"SGD", "Adam"};
constexpr std::string_view kLoops[] = {"keeps_flags", "textbook"};

std::string joined(Words words) {
    return fmt::format("one of {}", fmt::join(words, ", "));
}

/// Without what the library puts first: "[json.exception.parse_error.101] ".
std::string_view plain(const Json::exception& error) {
    const std::string_view words = error.what();
    const auto end = words.starts_with('[') ? words.find("] ") : words.npos;
    return end == words.npos ? words : words.substr(end + 2);
}

// Both directions walk the same list of fields (visit_fields), so that none is forgotten in one.
class Writer {
public:
    void text(const char* name, const std::string& value, Words = {}) { json[name] = value; }
    template <class T>
    void number(const char* name, const T& value, const Range&) {
        json[name] = value;
    }
    void seed(const char* name, const uint64_t& value) { json[name] = value; }
    void sizes(const char* name, const std::vector<int64_t>& value) { json[name] = value; }
    void loop(const char* name, const LoopKind& value) {
        json[name] = value == LoopKind::Textbook ? "textbook" : "keeps_flags";
    }

    Json json = Json::object();
};

class Reader {
public:
    explicit Reader(Json json) : json_(std::move(json)) {}

    void text(const char* name, std::string& value, Words allowed = {}) {
        const Json* const came = take(name);
        if (!came) return;
        if (!came->is_string()) refuse(name, allowed.size() ? joined(allowed) : "a text", *came);
        const auto found = came->get<std::string>();
        for (const std::string_view one : allowed) {
            if (one == found) return void(value = found);
        }
        if (allowed.size()) refuse(name, joined(allowed), *came);
        value = found;
    }
    template <class T>
    void number(const char* name, T& value, const Range& range) {
        const Json* const came = take(name);
        if (!came) return;
        const bool fits = std::integral<T> ? came->is_number_integer() : came->is_number();
        if (!fits) refuse(name, range.words, *came);
        const auto wide = came->get<double>();
        if (!(wide >= range.low && wide <= range.high)) refuse(name, range.words, *came);
        value = came->get<T>();
    }
    void sizes(const char* name, std::vector<int64_t>& value) {
        const Json* const came = take(name);
        if (!came) return;
        const bool fits =
            came->is_array() && std::all_of(came->begin(), came->end(), [](auto& one) {
                return one.is_number_integer() && one.template get<double>() >= 1 &&
                       one.template get<double>() <= kLarge;
            });
        if (!fits) refuse(name, "a list of integers of at least 1", *came);
        value = came->get<std::vector<int64_t>>();
    }
    void seed(const char* name, uint64_t& value) {
        const Json* const came = take(name);
        if (!came) return;
        if (!came->is_number_integer()) refuse(name, "an integer from -2^63 to 2^64 - 1", *came);
        value = came->is_number_unsigned() ? came->get<uint64_t>()
                                           : static_cast<uint64_t>(came->get<int64_t>());
    }
    void loop(const char* name, LoopKind& value) {
        std::string word = value == LoopKind::Textbook ? "textbook" : "keeps_flags";
        text(name, word, kLoops);
        value = word == "textbook" ? LoopKind::Textbook : LoopKind::KeepsFlags;
    }

    /// Refuses what no field took.
    void finish() const {
        for (const auto& [name, value] : json_.items()) {
            if (std::find(known_.begin(), known_.end(), name) != known_.end()) continue;
            raise(ErrorKind::ValueError, "recipe: unknown field '{}': expected one of {}", name,
                  fmt::join(known_, ", "));
        }
    }

private:
    const Json* take(const char* name) {
        known_.emplace_back(name);
        const auto it = json_.find(name);
        return it == json_.end() ? nullptr : &*it;
    }

    Json json_;
    std::vector<std::string> known_;
};

template <class Walk, class R>
void visit_fields(Walk& walk, R& recipe) {
    walk.text("id", recipe.id);
    walk.text("title", recipe.title);
    walk.text("model", recipe.model);
    walk.text("source", recipe.source);
    walk.text("file", recipe.file);
    walk.text("construct", recipe.construct);
    walk.text("dataset", recipe.dataset);
    walk.sizes("sample_shape", recipe.sample_shape);
    walk.sizes("target_shape", recipe.target_shape);
    walk.number("tokens_below", recipe.tokens_below, kCount);
    walk.number("classes", recipe.classes, kCount);
    walk.text("explore", recipe.explore);
    walk.text("data_dir", recipe.data_dir);
    walk.text("loss", recipe.loss, kLosses);
    walk.text("prediction", recipe.prediction, kPredictions);
    walk.text("target", recipe.target, kTargets);
    walk.text("optimizer", recipe.optimizer, kOptimizers);
    walk.number("lr", recipe.lr, kRate);
    walk.number("momentum", recipe.momentum, kMomentum);
    walk.number("batch_size", recipe.batch_size, kPositive);
    walk.loop("loop", recipe.loop);
    walk.seed("seed", recipe.seed);
    walk.number("train_limit", recipe.train_limit, kCount);
    walk.number("validation_samples", recipe.validation_samples, kPositive);
    walk.number("validate_every", recipe.validate_every, kCount);
    walk.number("measure_every", recipe.measure_every, kPositive);
    walk.number("start_step", recipe.start_step, kCount);
}

std::vector<Recipe> make_shipped() {
    Recipe moons;  // the defaults of Recipe are this one's

    Recipe fashion;
    fashion.id = fashion.dataset = "fashion_mnist";
    fashion.title = "Fashion-MNIST";
    fashion.model = "fashion_cnn";
    fashion.lr = 1e-3;
    fashion.batch_size = 64;
    // Seeds of pictures: ones at which no rounding decides where a gradient goes in the first fifty
    // steps, so that a script exported from here prints the same losses everywhere
    // (tests/parity/recipe_runs.h).
    fashion.seed = 3;
    fashion.measure_every = 5;
    fashion.start_step = 20;

    Recipe residual = fashion;
    residual.id = "residual";
    residual.title = "Residual";
    residual.model = "residual_net";
    residual.batch_size = 32;
    residual.train_limit = 2000;
    residual.seed = 20;

    return {moons, fashion, residual};
}

}  // namespace

const std::vector<Recipe>& shipped_recipes() {
    static const std::vector<Recipe> recipes = make_shipped();
    return recipes;
}

Recipe recipe_named(std::string_view id) {
    std::vector<std::string_view> names;
    for (const Recipe& recipe : shipped_recipes()) {
        if (recipe.id == id) return recipe;
        names.push_back(recipe.id);
    }
    raise(ErrorKind::ValueError, "unknown recipe '{}': expected one of {}", id,
          fmt::join(names, ", "));
}

std::string to_json(const Recipe& recipe) {
    Writer writer;
    visit_fields(writer, recipe);
    return writer.json.dump(2) + "\n";
}

Recipe recipe_from_json(std::string_view text) {
    Json json;
    try {
        // What nests deeper is no recipe, and could not even be shown in an error.
        json = Json::parse(text, [](int depth, Json::parse_event_t, Json&) {
            if (depth <= kDeepest) return true;
            raise(ErrorKind::ValueError, "recipe: it nests too deep");
        });
    } catch (const Json::parse_error& error) {
        raise(ErrorKind::ValueError, "recipe: not JSON at byte {}: {}", error.byte, plain(error));
    } catch (const Json::exception& error) {  // a number that no double holds
        raise(ErrorKind::ValueError, "recipe: not JSON: {}", plain(error));
    }
    if (!json.is_object()) {
        raise(ErrorKind::ValueError, "recipe: expected an object, got {}", json.type_name());
    }
    Recipe recipe;
    // A file that says nothing of a title or an id is its own.
    recipe.id = "custom";
    recipe.title = "Custom";
    Reader reader(std::move(json));
    visit_fields(reader, recipe);
    reader.finish();
    return recipe;
}

}  // namespace engine::session
