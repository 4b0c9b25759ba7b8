#include "engine/io/torch_file.h"

#include "engine/io/pickle_reader.h"
#include "engine/io/pickle_writer.h"
#include "engine/io/zip_reader.h"
#include "engine/io/zip_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <map>
#include <vector>

namespace engine::io {

namespace {

constexpr int kNewestVersion = 10;

std::string_view text_of(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// The folder that every member stands in, with its slash.
std::string folder_of(const ZipReader& zip) {
    std::string folder;
    for (const std::string& name : zip.names()) {
        const std::size_t slash = name.find('/');
        if (slash == std::string::npos) {
            raise(ErrorKind::RuntimeError, "file in archive is not in a subdirectory: {}", name);
        }
        if (folder.empty()) folder = name.substr(0, slash + 1);
        if (!name.starts_with(folder)) {
            raise(ErrorKind::RuntimeError, "file in archive is not in a subdirectory {}: {}",
                  folder, name);
        }
    }
    return folder;
}

void check_version(ZipReader& zip, const std::string& folder) {
    const auto bytes = zip.read(folder + "version");
    const std::string_view text = text_of(bytes);
    int version = 0;
    std::from_chars(text.data(), text.data() + text.size(), version);
    if (version < 1) {
        raise(ErrorKind::RuntimeError,
              "Attempted to read a PyTorch file with version {}, but the minimum supported version "
              "for reading is 1. Your PyTorch script module file is too old. Please re-export it "
              "again.",
              version);
    }
    if (version > kNewestVersion) {
        raise(ErrorKind::RuntimeError,
              "Attempted to read a PyTorch file with version {}, but the maximum supported version "
              "for reading is {}. The version of your PyTorch installation may be too old, please "
              "upgrade PyTorch to latest version to mitigate this issue.",
              version, kNewestVersion);
    }
}

void check_byte_order(ZipReader& zip, const std::string& folder) {
    if (!zip.contains(folder + "byteorder")) return;
    const auto order = zip.read(folder + "byteorder");
    if (!text_of(order).starts_with("big")) return;
    raise(ErrorKind::RuntimeError, "a file of big-endian numbers: Modescope reads little-endian");
}

/// What is no ZIP archive, in the words that it gets from Python's own unpickler.
void check_kind(std::span<const std::byte> bytes) {
    if (bytes.size() >= 2 && std::memcmp(bytes.data(), "PK", 2) == 0) return;
    static constexpr char kOldFormat[] = "\x80\x02\x8a\x0al\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19";
    constexpr std::size_t kOldSize = sizeof kOldFormat - 1;
    if (bytes.size() >= kOldSize && std::memcmp(bytes.data(), kOldFormat, kOldSize) == 0) {
        raise(ErrorKind::RuntimeError,
              "the format of PyTorch before 1.6 is outside the PyTorch subset that Modescope runs: "
              "load and save the file once in a newer PyTorch");
    }
    const auto first = static_cast<unsigned char>(bytes[0]);
    const bool shown = first >= ' ' && first < 0x7f;
    throw PickleError(shown ? fmt::format("invalid load key, '{}'.", static_cast<char>(first))
                            : fmt::format("invalid load key, '\\x{:02x}'.", first));
}

}  // namespace

std::string write_torch_file(const Document& document, std::string_view name) {
    const Pickled pickled = write_pickle(document);
    const std::string folder = std::string(name) + "/";
    ZipWriter zip;
    zip.add(folder + "data.pkl", pickled.text);
    // PyTorch writes them in the order of their keys as texts: 0, 1, 10, 11, 2.
    std::map<std::string, const Tensor*> storages;
    for (std::size_t i = 0; i < pickled.storages.size(); ++i) {
        storages.emplace(std::to_string(i), &pickled.storages[i]);
    }
    for (const auto& [key, tensor] : storages) {
        const Storage& storage = *tensor->storage();
        zip.add(folder + "data/" + key, std::span(storage.data(), storage.bytes()));
    }
    zip.add(folder + "version", std::string_view("3\n"));
    return zip.finish();
}

Document read_torch_file(std::span<const std::byte> bytes) {
    check_kind(bytes);
    ZipReader zip(bytes);
    const std::string folder = folder_of(zip);
    check_version(zip, folder);
    check_byte_order(zip, folder);
    std::map<std::string, StorageRef> storages;
    const LoadStorage load = [&](const std::string& key, uint64_t size) {
        auto& storage = storages[key];
        if (!storage) {
            const auto read = zip.read(folder + "data/" + key);
            storage = Storage::make(read.size());
            if (!read.empty()) std::memcpy(storage->writable(), read.data(), read.size());
        }
        if (storage->bytes() < size) {
            throw PickleError("Weights only load failed. a tensor's memory is cut short");
        }
        return storage;
    };
    const auto pickle = zip.read(folder + "data.pkl");
    return read_pickle(text_of(pickle), load);
}

}  // namespace engine::io
