#pragma once

#include <array>
#include <cstdint>
#include <span>

namespace engine {

/// The Mersenne Twister of 32-bit words, as PyTorch keeps it: same words as std::mt19937, with
/// PyTorch's bookkeeping, and handing out words by the block.
class Mt19937 {
public:
    static constexpr int kWords = 624;

    explicit Mt19937(uint32_t seed);

    uint32_t next();

    /// The next words.size() words, in order.
    void fill(std::span<uint32_t> words);

    /// PyTorch's two counters: `left` is 1 more than the words not yet handed out, and `position`
    /// is where the next one stands, except that a refill comes first when `left` is 1.
    int left() const { return left_; }
    int position() const { return position_; }
    const std::array<uint32_t, kWords>& state() const { return state_; }

    /// False, and nothing changes, if no stream can be at such a place.
    bool restore(const std::array<uint32_t, kWords>& state, int64_t left, uint64_t position);

    bool operator==(const Mt19937&) const = default;

private:
    void refill();

    std::array<uint32_t, kWords> state_;
    int left_ = 1;
    int position_ = 0;
};

}  // namespace engine
