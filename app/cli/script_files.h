#pragma once

#include <filesystem>
#include <iosfwd>

namespace app::cli {

/// `modescope run FILE.py`: runs the file as Python would run it, `__name__` is "__main__".
/// What it prints goes to `out`, the traceback of an exception to `err`.
/// returns  the exit code: 0; 1 after an exception; 2 where the file cannot be read
int run_file(const std::filesystem::path& file, std::ostream& out, std::ostream& err);

/// `modescope inspect FILE.py`: opens the file as a model and prints every module that its names
/// hold as a tree: modes, shapes of parameters and buffers, how many numbers they have.
/// returns  the exit code as of run_file; 1 as well where the file makes no model
int inspect_file(const std::filesystem::path& file, std::ostream& out, std::ostream& err);

}  // namespace app::cli
