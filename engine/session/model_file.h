#pragma once

#include "engine/session/recipe.h"
#include "engine/session/state.h"

#include <atomic>
#include <string>

namespace engine::session {

/// The file that a recipe's model comes from: the person's, or one that ships.
/// throws  ValueError "unknown model 'x': expected one of ..."
std::string model_file_name(const Recipe& recipe);
std::string model_source(const Recipe& recipe);

/// Runs `state.source` as a module (`__name__` is the file's, so that what stands under `if
/// __name__ == '__main__'` waits) and makes the model in its names: `construct`, or the file's own
/// `model`, or its last module class that needs no arguments. The generator draws the weights.
/// Returns what the file printed.
/// throws  ScriptError as the file raises it; TypeError when it makes no model
std::string make_model(const Recipe& recipe, SessionState& state,
                       const std::atomic<bool>* cancel = nullptr);

/// The `__name__` that the file runs under: "my_net" of "lessons/my_net.py".
std::string module_name(const std::string& file);
/// The expression that makes the model of such a file: `construct`, the class that make_model()
/// chooses, or nothing where the file has its own `model`. Runs the file in a session of its own.
/// throws  as make_model()
std::string model_expression(const Recipe& recipe, const std::string& source);

/// What carry_over() could keep.
struct CarriedOver {
    int kept = 0;   ///< parameters and buffers
    int fresh = 0;  ///< that are new, or have another shape or dtype
};
/// Into a model that was made anew: values of parameters and buffers whose names, shapes and dtypes
/// are as before, their requires_grad, and the flags of modules that are still there.
CarriedOver carry_over(nn::Module& before, nn::Module& now);

}  // namespace engine::session
