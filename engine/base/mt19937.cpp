#include "engine/base/mt19937.h"

#include <algorithm>

namespace engine {
namespace {

constexpr int kShift = 397;
// Branch-free: the last bit of the second word decides whether the constant takes part.
inline uint32_t twist(uint32_t first, uint32_t second) {
    const uint32_t joined = (first & 0x80000000u) | (second & 0x7fffffffu);
    return (joined >> 1) ^ (-(second & 1u) & 0x9908b0dfu);
}

inline uint32_t temper(uint32_t y) {
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    y ^= y >> 18;
    return y;
}

}  // namespace

Mt19937::Mt19937(uint32_t seed) {
    state_[0] = seed;
    for (uint32_t j = 1; j < kWords; ++j) {
        state_[j] = 1812433253u * (state_[j - 1] ^ (state_[j - 1] >> 30)) + j;
    }
}

// The recurrence reaches 397 words forward and, in its second part, 227 back: farther than a vector
// is wide, so that the compiler can take several words at once.
void Mt19937::refill() {
    uint32_t* s = state_.data();
    for (int k = 0; k < kWords - kShift; ++k) s[k] = s[k + kShift] ^ twist(s[k], s[k + 1]);
    for (int k = kWords - kShift; k < kWords - 1; ++k) {
        s[k] = s[k + kShift - kWords] ^ twist(s[k], s[k + 1]);
    }
    s[kWords - 1] = s[kShift - 1] ^ twist(s[kWords - 1], s[0]);
    left_ = kWords;
    position_ = 0;
}

uint32_t Mt19937::next() {
    if (--left_ == 0) refill();
    return temper(state_[position_++]);
}

void Mt19937::fill(std::span<uint32_t> words) {
    while (!words.empty()) {
        // A fresh block has kWords and says so; later `left` counts one that is not there.
        int available = left_ - 1;
        if (available == 0) {
            refill();
            ++left_;
            available = kWords;
        }
        const int count = static_cast<int>(std::min<size_t>(available, words.size()));
        const uint32_t* from = state_.data() + position_;
        uint32_t* to = words.data();
        for (int i = 0; i < count; ++i) to[i] = temper(from[i]);
        left_ -= count;
        position_ += count;
        words = words.subspan(count);
    }
}

bool Mt19937::restore(const std::array<uint32_t, kWords>& state, int64_t left, uint64_t position) {
    const bool spent = left == 1 && position <= kWords;
    const bool inside = left > 1 && left <= kWords && position == uint64_t(kWords + 1 - left);
    if (!spent && !inside) return false;
    state_ = state;
    left_ = static_cast<int>(left);
    position_ = static_cast<int>(position);
    return true;
}

}  // namespace engine
