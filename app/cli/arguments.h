#pragma once

#include "app/options.h"

#include <string>
#include <variant>

namespace app::cli {

/// The program ends here: what to print, and where to.
struct Exit {
    int code = 0;  ///< 2: bad arguments
    std::string words;
};

/// Reads the command line. Never throws for what a person typed.
std::variant<Options, Exit> parse_arguments(int argc, const char* const* argv);

}  // namespace app::cli
