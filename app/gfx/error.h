#pragma once

#include <stdexcept>

namespace app::gfx {

/// Something of the screen failed; `what()` is a sentence for a person.
struct Error : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// There is no display to open a window on.
struct NoDisplay : Error {
    using Error::Error;
};

}  // namespace app::gfx
