#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::io {

/// A ZIP archive in memory: stored and deflated members, ZIP64 too. Reads what its directory says
/// and believes nothing of it: every place is checked against the bytes that there are.
class ZipReader {
public:
    /// Members may be so large, and so may all that were read from one archive together.
    static constexpr uint64_t kMostBytes = uint64_t{4} << 30;

    /// `bytes` must outlive it.
    /// throws  RuntimeError "PytorchStreamReader failed reading zip archive: failed finding central
    ///         directory"
    explicit ZipReader(std::span<const std::byte> bytes);

    bool contains(std::string_view name) const { return members_.contains(name); }
    /// In the order of the directory.
    const std::vector<std::string>& names() const { return names_; }
    /// What a member holds.
    /// throws  RuntimeError "PytorchStreamReader failed locating file data/3: file not found", or
    ///         that it is damaged
    std::vector<std::byte> read(std::string_view name);

private:
    struct Member {
        uint64_t offset = 0, packed = 0, size = 0;
        uint32_t crc = 0;
        uint16_t method = 0, flags = 0;
    };
    struct Directory {
        uint64_t offset = 0, size = 0, count = 0;
    };

    Directory find_directory() const;
    void read_directory(const Directory& directory);
    template <class T>
    T number(uint64_t at) const;
    std::span<const std::byte> stretch(uint64_t at, uint64_t size) const;

    std::span<const std::byte> bytes_;
    std::map<std::string, Member, std::less<>> members_;
    std::vector<std::string> names_;
    uint64_t read_ = 0;
};

}  // namespace engine::io
