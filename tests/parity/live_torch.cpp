#include "tests/parity/live_torch.h"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace parity {
namespace {

constexpr int kNoTorch = 77;

constexpr const char* kPrologue = R"(import sys
try:
    import torch
except ImportError:
    sys.exit(77)
torch.set_num_threads(1)
)";

/// A Python file that lives as long as this object.
class ScriptFile {
public:
    explicit ScriptFile(const std::string& text)
        : path_(std::filesystem::temp_directory_path() /
                fmt::format("modescope_parity_{}.py", ::getpid())) {
        std::ofstream(path_) << text;
    }
    ~ScriptFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    ScriptFile(const ScriptFile&) = delete;
    ScriptFile& operator=(const ScriptFile&) = delete;

    std::string path() const { return path_.string(); }

private:
    std::filesystem::path path_;
};

}  // namespace

bool run_torch(const std::string& program, std::string& output) {
    const ScriptFile script(kPrologue + program);
    FILE* pipe = ::popen(fmt::format("/usr/bin/python3 -B '{}' 2>&1", script.path()).c_str(), "r");
    if (pipe == nullptr) throw std::runtime_error("cannot start a shell for /usr/bin/python3");
    output.clear();
    std::array<char, 65536> block;
    while (const size_t n = std::fread(block.data(), 1, block.size(), pipe))
        output.append(block.data(), n);
    const int status = ::pclose(pipe);
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    if (code == kNoTorch || code == 127) return false;  // 127: no Python at all
    if (code != 0) throw std::runtime_error(fmt::format("Python ended with {}:\n{}", code, output));
    return true;
}

bool torch_is_required() {
    const char* value = std::getenv("MODESCOPE_REQUIRE_TORCH");
    return value != nullptr && *value != '\0';
}

}  // namespace parity
