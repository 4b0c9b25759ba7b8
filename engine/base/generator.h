#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/base/mt19937.h"

namespace engine {

class Hasher;

/// PyTorch's CPU generator, draw for draw (that of a build without MKL on a processor with AVX2).
/// A value: a copy is a fork that goes on alone.
///
/// The fills below take a dense tensor's elements in memory order. All ranges and probabilities are
/// Python floats, hence double whatever is filled, and every refusal is a RuntimeError in PyTorch's
/// words.
class Generator {
public:
    /// What torch.Generator() starts from.
    static constexpr uint64_t kDefaultSeed = 67280421310721;

    /// Bytes of torch.get_rng_state(), and of the older form that set_state() also takes.
    static constexpr size_t kStateBytes = 5056;
    static constexpr size_t kLegacyStateBytes = 5048;

    explicit Generator(uint64_t seed = kDefaultSeed);

    /// Starts the stream of a seed and forgets the cached normal. Negative seeds wrap, and only the
    /// low 32 bits choose the stream: 3 and 2**40 + 3 draw the same.
    template <std::integral T>
    void manual_seed(T seed) {
        *this = Generator(static_cast<uint64_t>(seed));
    }

    uint64_t initial_seed() const { return seed_; }

    /// The next 32-bit word.
    uint32_t random();

    /// Moves on as if `words` had been drawn, without counting them as drawn.
    void discard(uint64_t words);

    /// Two words, the first one high.
    uint64_t random64();

    /// In [0, 1): 24 bits of one word.
    float u24();

    /// In [0, 1): 53 bits of two words.
    double u53();

    /// Tensor.uniform_(from, to): one word an element, two for double.
    void uniform(std::span<float> out, double from = 0, double to = 1);
    void uniform(std::span<double> out, double from = 0, double to = 1);

    /// Tensor.normal_(mean, std) of a contiguous tensor: from 16 elements on by blocks of 16, which
    /// leave the cached sample alone; below that as normal_scalar_path().
    void normal(std::span<float> out, double mean = 0, double std = 1);
    void normal(std::span<double> out, double mean = 0, double std = 1);

    /// Tensor.normal_(mean, std) of a tensor that is not contiguous, in the order of its elements:
    /// pairs of samples, the second of which waits in the generator for whoever asks next.
    void normal_scalar_path(std::span<float> out, double mean = 0, double std = 1);
    void normal_scalar_path(std::span<double> out, double mean = 0, double std = 1);

    /// Tensor.bernoulli_(p): 1 with probability p, else 0. Two words an element for every dtype and
    /// p. Bools are bytes.
    void bernoulli(std::span<float> out, double p = 0.5);
    void bernoulli(std::span<double> out, double p = 0.5);
    void bernoulli(std::span<int64_t> out, double p = 0.5);
    void bernoulli(std::span<uint8_t> out, double p = 0.5);

    /// torch.bernoulli(probabilities): one word an element, two for double. `out` has as many
    /// elements and may be the same memory.
    void bernoulli_tensor(std::span<const float> probabilities, std::span<float> out);
    void bernoulli_tensor(std::span<const double> probabilities, std::span<double> out);

    /// What nn.Dropout(p) multiplies by in training: bernoulli_(1 - p), divided by 1 - p in the
    /// noise's own type. Two words an element, and none where PyTorch draws none: p = 0 is all ones
    /// and p = 1 all zeros.
    void dropout_mask(std::span<float> noise, double p);
    void dropout_mask(std::span<double> noise, double p);

    /// torch.randint(low, high): in [low, high); one word an element, two for a range of 2**32 and
    /// more (as in PyTorch up to 2.6).
    void randint(std::span<int64_t> out, int64_t low, int64_t high);

    /// Tensor.random_() of an int64 tensor: 63 bits of two words.
    void random_full(std::span<int64_t> out);

    /// torch.randperm(out.size()): a word an element but for the last.
    void randperm(std::span<int64_t> out);

    /// The bytes of torch.get_rng_state().
    std::vector<uint8_t> state() const;

    /// torch.set_rng_state(): throws and changes nothing if the bytes are no state.
    void set_state(std::span<const uint8_t> bytes);

    /// 32-bit words taken since it was seeded or given a state. For the screen: no part of the
    /// state.
    uint64_t words_drawn() const { return words_drawn_; }

    /// Whether both draw the same from here on, and say the same of it: what state() would write.
    friend bool operator==(const Generator& a, const Generator& b) {
        return a.seed_ == b.seed_ && a.twister_ == b.twister_ &&
               a.cached_normal_ == b.cached_normal_;
    }

    void hash_into(Hasher& hasher) const;

private:
    void draw(std::span<uint32_t> words);
    double standard_normal();
    template <class T>
    void choose(std::span<T> out, double p, T chosen);
    template <class T>
    void choose_each(std::span<const T> probabilities, std::span<T> out);
    template <class T>
    void drop(std::span<T> noise, double p);

    uint64_t seed_;
    Mt19937 twister_;
    std::optional<double> cached_normal_;  // standard: before mean and std
    uint64_t words_drawn_ = 0;
};

/// A seed as a person writes it: an integer in [-2**63, 2**64).
/// throws  ValueError if it is no integer, RuntimeError "Overflow when unpacking long" outside
uint64_t parse_seed(std::string_view text);

}  // namespace engine
