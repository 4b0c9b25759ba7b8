#pragma once

#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>

namespace engine {

/// 128 bits that stand for everything that was hashed.
struct Hash128 {
    uint64_t high = 0;
    uint64_t low = 0;

    auto operator<=>(const Hash128&) const = default;

    /// 32 hexadecimal digits.
    std::string hex() const;

    /// The first four and the last three digits, for the screen: "9f3a…c21".
    std::string short_hex() const;
};

/// Streaming XXH3 of 128 bits. Depends on the bytes and their order alone, and not on how they were
/// cut into calls; numbers count as eight bytes of either type, texts carry their length.
class Hasher {
public:
    Hasher();

    Hasher& add_bytes(const void* bytes, size_t size);
    Hasher& add(std::span<const std::byte> bytes) { return add_bytes(bytes.data(), bytes.size()); }

    /// The length in bytes, then the bytes: "ab", "c" differs from "a", "bc".
    Hasher& add(std::string_view text);

    template <std::integral T>
    Hasher& add(T value) {
        const auto wide = static_cast<uint64_t>(value);
        return add_bytes(&wide, sizeof wide);
    }

    template <class T>
    requires std::is_enum_v<T> Hasher& add(T value) {
        return add(static_cast<std::underlying_type_t<T>>(value));
    }

    /// By bits: -0.0 differs from 0.0, and a NaN equals itself.
    Hasher& add(double value) { return add_bytes(&value, sizeof value); }

    /// Of everything added so far; more may be added after it.
    Hash128 digest() const;

private:
    // Room for xxHash's state, whose header stays in the source file.
    alignas(64) std::array<std::byte, 576> state_;
};

}  // namespace engine
