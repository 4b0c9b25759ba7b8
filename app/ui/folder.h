#pragma once

#include <cstdint>
#include <ctime>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace app::ui {

/// A file or folder as a file chooser lists it.
struct FolderEntry {
    std::string name;
    bool folder = false;
    std::uintmax_t size = 0;   ///< bytes; of files
    std::time_t modified = 0;  ///< 0: not known
};

/// What a folder holds: folders first, each part by name without regard to case.
struct Folder {
    std::filesystem::path path;
    std::vector<FolderEntry> entries;
    std::string error;  ///< why it cannot be read, in words; entries is empty then
    bool cut = false;   ///< there is more than kMostEntries
};

inline constexpr std::size_t kMostEntries = 5000;

/// Reads a folder. `endings` (".py") chooses its files; empty: all. Never throws.
Folder read_folder(const std::filesystem::path& path, std::span<const std::string> endings);

/// Those whose name holds `typed`, without regard to case, the ones that begin with it first;
/// hidden ones (".cache") only when `typed` begins with a dot. Indices into `entries`.
std::vector<std::size_t> matching(const Folder& folder, std::string_view typed);

/// The longest beginning that all entries which begin with `typed` share; `typed` when none does.
/// A folder that is the only one ends in "/".
std::string completed(const Folder& folder, std::string_view typed);

/// "12 KB"
std::string size_words(std::uintmax_t bytes);
/// "2026-03-14 09:26", in local time; empty for 0.
std::string time_words(std::time_t time);

/// The person's own folder; "/" when it is not known.
std::filesystem::path home_folder();
/// "~/x" with the home folder in its place, made absolute.
std::filesystem::path expanded(std::string_view typed);

}  // namespace app::ui
