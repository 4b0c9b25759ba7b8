#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace app::test {

/// How a run of the program ended, and what it printed.
struct Ended {
    int code = -1;  ///< -1: by a signal
    std::string out, err;
};

std::string read_file(const std::filesystem::path& path);

/// Runs the program itself (MODESCOPE_BINARY). No shell between us and it, so that arguments may be
/// any text.
Ended run(std::vector<std::string> arguments);

}  // namespace app::test
