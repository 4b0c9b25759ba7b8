#include "engine/base/generator.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <numbers>

#include "engine/base/error.h"

namespace engine {
namespace {

// The bytes of torch.get_rng_state(), little-endian:
//
//        0  u64      seed
//        8  i32      left: 1 more than the words not yet handed out of this block
//       12  i32      1: seeded
//       16  u64      position of the next word
//       24  u64[624] the words, of which the low half counts
//     5016  f64[3]   x, the cached normal, rho (x and rho only in states of older releases)
//     5040  i32      1 if there is a cached normal, and 4 bytes of padding
//     5048  f32, i32 a cached float normal, which no CPU draw uses (absent in older releases)

static_assert(std::endian::native == std::endian::little);

constexpr size_t kSeed = 0, kLeft = 8, kSeeded = 12, kPosition = 16, kWords = 24;
constexpr size_t kX = 5016, kCachedNormal = 5024, kRho = 5032, kHasCached = 5040;

template <class T>
T read(std::span<const uint8_t> bytes, size_t offset) {
    T value;
    std::memcpy(&value, bytes.data() + offset, sizeof value);
    return value;
}

template <class T>
void write(std::vector<uint8_t>& bytes, size_t offset, T value) {
    std::memcpy(bytes.data() + offset, &value, sizeof value);
}

}  // namespace

std::vector<uint8_t> Generator::state() const {
    std::vector<uint8_t> bytes(kStateBytes, 0);
    write<uint64_t>(bytes, kSeed, seed_);
    write<int32_t>(bytes, kLeft, twister_.left());
    write<int32_t>(bytes, kSeeded, 1);
    write<uint64_t>(bytes, kPosition, twister_.position());
    for (size_t i = 0; i < Mt19937::kWords; ++i) {
        write<uint64_t>(bytes, kWords + 8 * i, twister_.state()[i]);
    }
    write<double>(bytes, kCachedNormal, cached_normal_.value_or(0.0));
    write<int32_t>(bytes, kHasCached, cached_normal_.has_value());
    return bytes;
}

void Generator::set_state(std::span<const uint8_t> bytes) {
    if (bytes.size() != kStateBytes && bytes.size() != kLegacyStateBytes) {
        raise(ErrorKind::RuntimeError,
              "Expected either a CPUGeneratorImplStateLegacy of size {} or a CPUGeneratorImplState "
              "of size {} but found the input RNG state size to be {}",
              kLegacyStateBytes, kStateBytes, bytes.size());
    }
    std::array<uint32_t, Mt19937::kWords> words;
    for (size_t i = 0; i < words.size(); ++i) {
        words[i] = static_cast<uint32_t>(read<uint64_t>(bytes, kWords + 8 * i));
    }
    Generator restored(read<uint64_t>(bytes, kSeed));
    if (read<int32_t>(bytes, kSeeded) == 0 ||
        !restored.twister_.restore(words, read<int32_t>(bytes, kLeft),
                                   read<uint64_t>(bytes, kPosition))) {
        raise(ErrorKind::RuntimeError, "Invalid mt19937 state");
    }
    if (read<int32_t>(bytes, kHasCached) != 0) {
        // Older releases kept what the second sample is made of.
        restored.cached_normal_ =
            bytes.size() == kStateBytes
                ? read<double>(bytes, kCachedNormal)
                : read<double>(bytes, kRho) *
                      std::sin(2.0 * std::numbers::pi * read<double>(bytes, kX));
    }
    *this = restored;
}

}  // namespace engine
