#pragma once

#include <filesystem>
#include <iosfwd>

namespace app::cli {

/// `modescope run FILE.py`: runs the file as Python would run it, `__name__` is "__main__".
/// What it prints goes to `out`, warnings and the traceback of an exception to `err`. It reads and
/// writes no files.
/// returns  the exit code: 0; 1 after an exception; 2 where the file cannot be read
int run_file(const std::filesystem::path& file, std::ostream& out, std::ostream& err);

/// `modescope run --folder DIR FILE.py`: as run_file(), and torch.save and torch.load work inside
/// that folder. Empty: nowhere.
/// returns  as run_file(); 2 as well where there is no such folder
int run_file_in(const std::filesystem::path& folder, const std::filesystem::path& file,
                std::ostream& out, std::ostream& err);

/// `modescope inspect FILE.py`: opens the file as a model and prints every module that its names
/// hold as a tree: modes, shapes of parameters and buffers, how many numbers they have. Of a file
/// that only defines a model it makes the one that the window would, and says so in a comment.
/// returns  the exit code as of run_file; 1 as well where the file makes no model
int inspect_file(const std::filesystem::path& file, std::ostream& out, std::ostream& err);

}  // namespace app::cli
