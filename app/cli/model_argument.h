#pragma once

#include "app/options.h"

#include <string>

namespace app::cli {

/// Reads `options.model_file` and puts the recipe of a session of it into `options`. Where a window
/// will open it may ask instead (Options::ask_about_model). Empty, or why there is no model: a
/// traceback where Python would print one.
std::string open_model_argument(Options& options, bool window);

}  // namespace app::cli
