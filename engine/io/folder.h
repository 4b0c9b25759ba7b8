#pragma once

#include "engine/base/error.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine::io {

/// An OSError with its class of Python's: "FileNotFoundError", "PermissionError", ...
class FileError : public Error {
public:
    FileError(std::string class_name, const std::string& words)
        : Error(ErrorKind::OSError, words), class_name_(std::move(class_name)) {}
    const std::string& class_name() const { return class_name_; }

private:
    std::string class_name_;
};

/// A folder that a person gave to a script: the only place where it reads and writes. Paths are
/// taken apart and opened name by name, so that no `..` and no symbolic link leads out of it.
class Folder {
public:
    /// A file may be so large.
    static constexpr std::size_t kLargestFile = std::size_t{4} << 30;

    explicit Folder(std::filesystem::path root) : root_(std::move(root)) {}

    /// throws  FileError "[Errno 2] No such file or directory: 'x.pt'"; "[Errno 13] Permission
    ///         denied: '../x.pt' ..." for a path that leaves the folder
    std::vector<std::byte> read(const std::string& path) const;
    /// What stood there before stays until all is written.
    /// throws  RuntimeError "Parent directory a does not exist.", FileError
    void write(const std::string& path, std::string_view bytes) const;

private:
    std::filesystem::path root_;
};

}  // namespace engine::io
