#include "engine/session/text_file.h"

#include "engine/base/error.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <string>

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
    // A name that nobody has: what a person calls x.part is theirs.
    static std::atomic<unsigned> counter = 0;
    std::string part;
    int file = -1;
    for (int tries = 0; tries < 100 && file < 0; ++tries) {
        part = (folder / (".modescope-" + std::to_string(::getpid()) + "-" +
                          std::to_string(counter++) + ".part"))
                   .string();
        constexpr mode_t kMode = 0666;
        file = ::open(part.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, kMode);
        if (file < 0 && errno != EEXIST) break;
    }
    if (file < 0) refuse(path, std::strerror(errno));
    int code = 0;
    while (!text.empty() && code == 0) {
        const ssize_t gone = ::write(file, text.data(), text.size());
        if (gone >= 0) {
            text.remove_prefix(static_cast<std::size_t>(gone));
        } else if (errno != EINTR) {
            code = errno;
        }
    }
    if (::close(file) != 0 && code == 0) code = errno;
    if (code != 0) {
        fs::remove(part, error);
        refuse(path, std::strerror(code));
    }
    fs::rename(part, path, error);
    if (error) {
        const std::string why = error.message();
        fs::remove(part, error);
        refuse(path, why);
    }
}

}  // namespace engine::session
