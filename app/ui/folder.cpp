#include "app/ui/folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <system_error>

namespace app::ui {

namespace {

namespace fs = std::filesystem;

std::string lower(std::string_view text) {
    std::string all(text);
    for (char& c : all) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    return all;
}

bool before(const FolderEntry& a, const FolderEntry& b) {
    if (a.folder != b.folder) return a.folder;
    const std::string left = lower(a.name), right = lower(b.name);
    return left != right ? left < right : a.name < b.name;
}

bool ends_in(const std::string& name, std::span<const std::string> endings) {
    const std::string small = lower(name);
    return endings.empty() ||
           std::any_of(endings.begin(), endings.end(),
                       [&](const std::string& ending) { return small.ends_with(ending); });
}

/// A file that is gone since, or a link to nothing, is left out.
bool fill(FolderEntry& entry, const fs::path& path) {
    struct stat facts {};
    if (stat(path.c_str(), &facts) != 0) return false;
    entry.folder = S_ISDIR(facts.st_mode);
    if (!entry.folder && !S_ISREG(facts.st_mode)) return false;
    entry.size = static_cast<std::uintmax_t>(facts.st_size);
    entry.modified = facts.st_mtime;
    return true;
}

}  // namespace

Folder read_folder(const fs::path& path, std::span<const std::string> endings) {
    Folder folder{.path = path, .entries = {}, .error = {}, .cut = false};
    std::error_code error;
    fs::directory_iterator it(path, error);
    if (error) {
        folder.error = error.message();
        return folder;
    }
    for (; it != fs::directory_iterator(); it.increment(error)) {
        if (error) break;
        FolderEntry entry{.name = it->path().filename().string()};
        if (!fill(entry, it->path())) continue;
        if (!entry.folder && !ends_in(entry.name, endings)) continue;
        if (folder.entries.size() == kMostEntries) {
            folder.cut = true;
            break;
        }
        folder.entries.push_back(std::move(entry));
    }
    if (error) folder.error = error.message();
    std::sort(folder.entries.begin(), folder.entries.end(), before);
    return folder;
}

std::vector<std::size_t> matching(const Folder& folder, std::string_view typed) {
    const std::string wanted = lower(typed);
    std::vector<std::size_t> first, others;
    for (std::size_t i = 0; i < folder.entries.size(); ++i) {
        const std::string name = lower(folder.entries[i].name);
        if (name.starts_with('.') && !wanted.starts_with('.')) continue;
        const auto at = name.find(wanted);
        if (at == 0) first.push_back(i);
        if (at != std::string::npos && at > 0) others.push_back(i);
    }
    first.insert(first.end(), others.begin(), others.end());
    return first;
}

std::string completed(const Folder& folder, std::string_view typed) {
    const std::string wanted = lower(typed);
    const FolderEntry* only = nullptr;
    std::string shared;
    std::size_t count = 0;
    for (const FolderEntry& entry : folder.entries) {
        if (!lower(entry.name).starts_with(wanted)) continue;
        if (entry.name.starts_with('.') && !wanted.starts_with('.')) continue;
        only = &entry;
        if (count++ == 0) {
            shared = entry.name;
            continue;
        }
        std::size_t same = 0;
        while (same < std::min(shared.size(), entry.name.size()) &&
               lower(shared.substr(same, 1)) == lower(entry.name.substr(same, 1))) {
            ++same;
        }
        shared.resize(same);
    }
    if (count == 0) return std::string(typed);
    if (count == 1 && only->folder) shared += '/';
    return shared;
}

std::string size_words(std::uintmax_t bytes) {
    constexpr std::array<const char*, 4> kUnits{"B", "KB", "MB", "GB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 1000 && unit + 1 < kUnits.size()) {
        size /= 1000;
        ++unit;
    }
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), unit > 0 && size < 10 ? "%.1f %s" : "%.0f %s", size,
                  kUnits[unit]);
    return text.data();
}

std::string time_words(std::time_t time) {
    std::tm parts{};
    if (time == 0 || localtime_r(&time, &parts) == nullptr) return {};
    std::array<char, 32> text{};
    const std::size_t length = std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M", &parts);
    return {text.data(), length};
}

fs::path home_folder() {
    const char* const home = std::getenv("HOME");
    return home != nullptr && home[0] == '/' ? fs::path(home) : fs::path("/");
}

fs::path expanded(std::string_view typed) {
    if (typed == "~" || typed.starts_with("~/")) {
        return home_folder() / typed.substr(std::min<std::size_t>(2, typed.size()));
    }
    std::error_code error;
    fs::path path = fs::absolute(fs::path(typed), error);
    return error ? fs::path(typed) : path;
}

}  // namespace app::ui
