#include "app/cli/model_argument.h"

#include "app/panels/opening_state.h"
#include "engine/session/opening.h"

#include <fmt/format.h>

#include <utility>

namespace app::cli {

std::string open_model_argument(Options& options, bool window) {
    const panels::BroughtModel brought = panels::read_model_file(options.model_file);
    if (!brought.problem.empty()) {
        return fmt::format("{}: {}", options.model_file, brought.problem);
    }
    const engine::session::Opening opening =
        engine::session::prepare_opening({.id = 0,
                                          .text = brought.text,
                                          .file = brought.file,
                                          .built_in = {},
                                          .construct = options.construct,
                                          .data = {},
                                          .loss = {}});
    const bool clear = opening.made && (opening.clear || !options.construct.empty());
    // The window shows a traceback better than a terminal that nobody looks at; and it can ask.
    if (window && !clear) {
        options.ask_about_model = true;
        return {};
    }
    if (!opening.made) {
        if (opening.traceback.empty()) return fmt::format("{}: {}", brought.file, opening.error);
        return fmt::format("{} does not open:\n{}", brought.file, opening.traceback);
    }
    engine::session::Recipe recipe = opening.recipe;
    if (options.steps_given) recipe.start_step = options.recipe.start_step;
    if (!options.recipe.data_dir.empty() && recipe.dataset == options.recipe.dataset) {
        recipe.data_dir = options.recipe.data_dir;
    }
    options.recipe = std::move(recipe);
    return {};
}

}  // namespace app::cli
