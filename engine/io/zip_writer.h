#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace engine::io {

/// Writes a ZIP archive as PyTorch does, byte for byte: members stored, data at multiples of 64,
/// sums and sizes behind them, a ZIP64 end record always.
class ZipWriter {
public:
    void add(std::string_view name, std::span<const std::byte> data);
    void add(std::string_view name, std::string_view text);
    /// The whole file. Nothing may be added afterwards.
    std::string finish();

private:
    struct Member {
        std::string name;
        uint64_t offset = 0, size = 0;
        uint32_t crc = 0;
    };

    template <class T>
    void put(T value);
    void put_directory_entry(const Member& member);

    std::string bytes_;
    std::vector<Member> members_;
};

}  // namespace engine::io
