#include "engine/io/folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include <atomic>
#include <cerrno>
#include <cstring>

namespace engine::io {

namespace {

/// A descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(fd_, other.fd_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    int get() const { return fd_; }
    bool good() const { return fd_ >= 0; }

private:
    int fd_;
};

[[noreturn]] void fail(int code, const std::string& path) {
    const char* const name = code == ENOENT                    ? "FileNotFoundError"
                             : code == EACCES || code == EPERM ? "PermissionError"
                             : code == EISDIR                  ? "IsADirectoryError"
                             : code == ENOTDIR                 ? "NotADirectoryError"
                                                               : "OSError";
    throw FileError(name, fmt::format("[Errno {}] {}: '{}'", code, std::strerror(code), path));
}

[[noreturn]] void leaves(const std::string& path) {
    throw FileError("PermissionError",
                    fmt::format("[Errno 13] Permission denied: '{}' leaves the folder that was "
                                "chosen for this script",
                                path));
}

/// The names on the way to a file.
std::vector<std::string> names_of(const std::string& path) {
    if (path.find('\0') != std::string::npos) {
        raise(ErrorKind::ValueError, "embedded null byte");
    }
    if (path.starts_with('/')) leaves(path);
    std::vector<std::string> names;
    for (const auto& part : std::filesystem::path(path)) {
        if (part == "..") leaves(path);
        if (!part.empty() && part != ".") names.push_back(part.string());
    }
    if (names.empty()) fail(path.empty() ? ENOENT : EISDIR, path);
    if (path.ends_with('/')) fail(EISDIR, path);
    return names;
}

/// Opens what no symbolic link leads to.
Descriptor open_at(const Descriptor& folder, const std::string& name, int flags,
                   const std::string& path) {
    constexpr mode_t kMode = 0666;
    Descriptor opened(::openat(folder.get(), name.c_str(), flags | O_NOFOLLOW | O_CLOEXEC, kMode));
    if (opened.good()) return opened;
    const int code = errno;
    struct stat status {};
    const bool link = ::fstatat(folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0 &&
                      S_ISLNK(status.st_mode);
    if (link) leaves(path);
    errno = code == ELOOP ? ENOTDIR : code;
    return opened;
}

/// The folder that the last name stands in; not good() where there is none.
Descriptor parent_of(const std::filesystem::path& root, const std::vector<std::string>& names,
                     const std::string& path) {
    Descriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    for (std::size_t i = 0; folder.good() && i + 1 < names.size(); ++i) {
        folder = open_at(folder, names[i], O_RDONLY | O_DIRECTORY, path);
    }
    return folder;
}

}  // namespace

std::vector<std::byte> Folder::read(const std::string& path) const {
    const auto names = names_of(path);
    const Descriptor folder = parent_of(root_, names, path);
    if (!folder.good()) fail(errno, path);
    // Without waiting for the other end of a pipe.
    const Descriptor file = open_at(folder, names.back(), O_RDONLY | O_NONBLOCK, path);
    if (!file.good()) fail(errno, path);
    struct stat status {};
    if (::fstat(file.get(), &status) != 0) fail(errno, path);
    if (S_ISDIR(status.st_mode)) fail(EISDIR, path);
    if (!S_ISREG(status.st_mode)) fail(EINVAL, path);
    if (static_cast<std::size_t>(status.st_size) > kLargestFile) fail(EFBIG, path);
    std::vector<std::byte> bytes(static_cast<std::size_t>(status.st_size));
    std::size_t filled = 0;
    while (filled < bytes.size()) {
        const ssize_t got = ::read(file.get(), bytes.data() + filled, bytes.size() - filled);
        if (got < 0 && errno == EINTR) continue;
        if (got < 0) fail(errno, path);
        if (got == 0) break;
        filled += static_cast<std::size_t>(got);
    }
    bytes.resize(filled);
    return bytes;
}

void Folder::write(const std::string& path, std::string_view bytes) const {
    const auto names = names_of(path);
    const Descriptor folder = parent_of(root_, names, path);
    if (!folder.good()) {
        const std::string parent = std::filesystem::path(path).parent_path().string();
        if (parent.empty()) fail(errno, path);
        raise(ErrorKind::RuntimeError, "Parent directory {} does not exist.", parent);
    }
    struct stat status {};
    if (::fstatat(folder.get(), names.back().c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0) {
        if (S_ISLNK(status.st_mode)) leaves(path);
        if (S_ISDIR(status.st_mode)) fail(EISDIR, path);
    }
    // A name that nobody has: what a person calls x.part is theirs.
    static std::atomic<unsigned> counter = 0;
    std::string part;
    Descriptor file;
    for (int tries = 0; tries < 100 && !file.good(); ++tries) {
        part = fmt::format(".modescope-{}-{}.part", ::getpid(), counter++);
        constexpr mode_t kMode = 0666;
        constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
        file = Descriptor(::openat(folder.get(), part.c_str(), kFlags, kMode));
        if (!file.good() && errno != EEXIST) break;
    }
    if (!file.good()) fail(errno, path);
    const auto give_up = [&] {
        const int code = errno;
        ::unlinkat(folder.get(), part.c_str(), 0);
        fail(code, path);
    };
    while (!bytes.empty()) {
        const ssize_t gone = ::write(file.get(), bytes.data(), bytes.size());
        if (gone < 0 && errno == EINTR) continue;
        if (gone < 0) give_up();
        bytes.remove_prefix(static_cast<std::size_t>(gone));
    }
    if (::renameat(folder.get(), part.c_str(), folder.get(), names.back().c_str()) != 0) give_up();
}

}  // namespace engine::io
