#include "app/panels/opening_state.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

namespace app::panels {

namespace {

constexpr std::size_t kRecent = 8;
constexpr std::uintmax_t kLargestFile = std::uintmax_t{4} << 20;

}  // namespace

void remember_file(OpeningState& state, const std::filesystem::path& path) {
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::absolute(path, error);
    const std::string name = (error ? path : whole).lexically_normal().string();
    std::erase(state.recent, name);
    state.recent.insert(state.recent.begin(), name);
    if (state.recent.size() > kRecent) state.recent.resize(kRecent);
}

bool is_session(const std::filesystem::path& path) {
    return path.extension() == ".modescope";
}

BroughtModel read_model_file(const std::filesystem::path& path) {
    BroughtModel brought{
        .text = {}, .file = path.filename().string(), .built_in = {}, .path = path, .problem = {}};
    std::error_code error;
    if (std::filesystem::is_directory(path, error)) {
        brought.problem = "This is a folder. Drop or open a .py file.";
    } else if (!std::filesystem::is_regular_file(path, error)) {
        brought.problem = "There is no such file: " + path.string();
    } else if (is_session(path)) {
        return brought;  // the session's thread reads it
    } else if (std::filesystem::file_size(path, error) > kLargestFile) {
        brought.problem = "This is too large for a Python file: " +
                          ui::size_words(std::filesystem::file_size(path, error)) + ".";
    }
    if (!brought.problem.empty()) return brought;
    std::ifstream file(path, std::ios::binary);
    brought.text.assign(std::istreambuf_iterator<char>(file), {});
    if (file.bad() || (!file && brought.text.empty())) {
        brought.problem = "This file cannot be read.";
    }
    return brought;
}

}  // namespace app::panels
