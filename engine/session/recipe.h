#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace engine::session {

/// Which training loop runs.
enum class LoopKind {
    KeepsFlags,  ///< model.train() once at the start; validation puts every flag back
    Textbook,    ///< model.train() each epoch, model.eval() for validation: flips are overwritten
};

/// Plain data that a session is made from. Two sessions of one recipe are the same, bit for bit.
struct Recipe {
    std::string id = "two_moons";
    std::string title = "Two moons";
    std::string model = "nested_mlp";  ///< one that ships, while `source` is empty
    std::string source;                ///< text of the person's own model file
    std::string file;                  ///< its name: "my_net.py"
    std::string
        construct;  ///< makes the model in the file's names: "Net(hidden=32)"; empty: `model`
    std::string dataset = "two_moons";
    // Of data that are made to fit a model (engine/data: noise, sine, text).
    std::vector<int64_t> sample_shape;  ///< of one sample: (3, 32, 32)
    std::vector<int64_t> target_shape;  ///< of one target, where targets are floats
    int64_t tokens_below = 0;           ///< inputs are whole numbers below this; 0: floats
    int64_t classes = 0;
    /// Why this model only shows itself and does not train, in a sentence with what to do; empty:
    /// it trains.
    std::string explore;
    std::string data_dir;  ///< IDX files from here; empty: the installed ones
    // loss = criterion(prediction, target): names from task.h.
    std::string loss = "CrossEntropyLoss";
    std::string prediction = "output";  ///< "output.squeeze(1)"
    std::string target = "y";           ///< "x": the input is to be rebuilt
    std::string optimizer = "Adam";     ///< "SGD" or "Adam"
    double lr = 0.01;
    double momentum = 0;  ///< SGD only
    int64_t batch_size = 32;
    LoopKind loop = LoopKind::KeepsFlags;
    uint64_t seed = 7;
    int64_t train_limit = 0;            ///< use the first so many samples; 0: all
    int64_t validation_samples = 1000;  ///< at most so many for each validation
    int64_t validate_every = 20;        ///< steps; 0: at the end of each epoch only
    int64_t measure_every = 1;          ///< steps between "same batch, measured in eval"
    int64_t start_step = 200;           ///< the window opens here, replayed from the seed

    friend bool operator==(const Recipe&, const Recipe&) = default;
};

/// The recipes that ship: two_moons, fashion_mnist, residual.
const std::vector<Recipe>& shipped_recipes();
/// throws  ValueError "unknown recipe 'x': expected one of two_moons, fashion_mnist, residual"
Recipe recipe_named(std::string_view id);

/// JSON in and out. Reading names the field, what was expected and what came.
std::string to_json(const Recipe& recipe);
Recipe recipe_from_json(std::string_view text);

}  // namespace engine::session
