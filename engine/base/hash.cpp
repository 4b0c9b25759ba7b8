#include "engine/base/hash.h"

#include <fmt/format.h>

#include <new>

// Compiled into this file, so that it uses the instruction set we build for: Debian's library is
// made for every x86-64.
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace engine {
namespace {

XXH3_state_t* as_xxh3(std::byte* storage) {
    return std::launder(reinterpret_cast<XXH3_state_t*>(storage));
}

const XXH3_state_t* as_xxh3(const std::byte* storage) {
    return std::launder(reinterpret_cast<const XXH3_state_t*>(storage));
}

}  // namespace

std::string Hash128::hex() const {
    return fmt::format("{:016x}{:016x}", high, low);
}

std::string Hash128::short_hex() const {
    const std::string digits = hex();
    return digits.substr(0, 4) + "…" + digits.substr(29);
}

Hasher::Hasher() {
    static_assert(sizeof(XXH3_state_t) <= sizeof state_ && alignof(XXH3_state_t) <= 64);
    static_assert(std::is_trivially_copyable_v<XXH3_state_t>);
    XXH3_128bits_reset(new (state_.data()) XXH3_state_t);
}

Hasher& Hasher::add_bytes(const void* bytes, size_t size) {
    if (size != 0) XXH3_128bits_update(as_xxh3(state_.data()), bytes, size);
    return *this;
}

Hasher& Hasher::add(std::string_view text) {
    add(text.size());
    return add_bytes(text.data(), text.size());
}

Hash128 Hasher::digest() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(as_xxh3(state_.data()));
    return {hash.high64, hash.low64};
}

}  // namespace engine
