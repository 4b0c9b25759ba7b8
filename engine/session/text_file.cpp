#include "engine/session/text_file.h"

#include "engine/base/error.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace engine::session {

namespace fs = std::filesystem;

namespace {

/// Files grow while they are read, and some have no size: a block at a time, up to the limit.
constexpr std::size_t kBlock = std::size_t{1} << 16;

[[noreturn]] void refuse(const std::string& path, std::string_view why) {
    raise(ErrorKind::OSError, "{}: {}", path, why);
}

}  // namespace

std::string read_text_file(const std::string& path, std::size_t largest, std::string_view what) {
    std::error_code ignored;
    if (fs::is_directory(path, ignored)) refuse(path, "this is a folder");
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    if (!file) refuse(path, errno != 0 ? std::strerror(errno) : "this file cannot be read");
    std::string text;
    while (file && text.size() <= largest) {
        const std::size_t before = text.size();
        text.resize(before + kBlock);
        file.read(text.data() + before, kBlock);
        text.resize(before + static_cast<std::size_t>(file.gcount()));
    }
    if (text.size() > largest) {
        raise(ErrorKind::ValueError, "{}: too large for {}: expected at most {} bytes", path, what,
              largest);
    }
    return text;
}

void write_text_file(const std::string& path, std::string_view text) {
    std::error_code error;
    if (fs::is_directory(path, error)) refuse(path, "this is a folder");
    const fs::path folder = fs::path(path).parent_path();
    if (!folder.empty() && !fs::is_directory(folder, error))
        refuse(path, "there is no such folder");
    const std::string part = path + ".part";
    {
        errno = 0;
        std::ofstream file(part, std::ios::binary | std::ios::trunc);
        file.write(text.data(), static_cast<std::streamsize>(text.size()));
        file.close();
        if (!file) {
            const char* const why = errno != 0 ? std::strerror(errno) : "it cannot be written";
            fs::remove(part, error);
            refuse(path, why);
        }
    }
    fs::rename(part, path, error);
    if (error) {
        const std::string why = error.message();
        fs::remove(part, error);
        refuse(path, why);
    }
}

}  // namespace engine::session
