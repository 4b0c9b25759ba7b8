#include "engine/base/generator.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>
#include <system_error>
#include <type_traits>
#include <utility>

#include "engine/base/box_muller.h"
#include "engine/base/error.h"
#include "engine/base/hash.h"

namespace engine {
namespace {

// Words are drawn this many at a time: an even number, so that pairs stay together, and small
// enough to stay in the first cache.
constexpr size_t kChunkWords = 1024;

constexpr size_t kBlock = 16;  // of normal samples

constexpr uint64_t kLow53 = (uint64_t{1} << 53) - 1;
constexpr double kTwoToMinus53 = 0x1p-53;
constexpr uint64_t kWideRange = uint64_t{1} << 32;

inline float to_u24(uint32_t word) {
    return static_cast<float>(static_cast<int32_t>(word & 0xffffffu)) * 0x1p-24f;
}

inline uint64_t join(uint32_t first, uint32_t second) {
    return uint64_t{first} << 32 | second;
}

inline double to_u53(uint32_t first, uint32_t second) {
    return static_cast<double>(static_cast<int64_t>(join(first, second) & kLow53)) * kTwoToMinus53;
}

// The whole number t with  u53 < p  exactly when  u53's 53 bits < t.  p 2^53 is exact.
uint64_t threshold_53(double p) {
    return static_cast<uint64_t>(std::ceil(p * 0x1p53));
}

void check_probability(double p) {
    if (!(p >= 0 && p <= 1)) {
        raise(ErrorKind::RuntimeError, "bernoulli_ expects p to be in [0, 1], but got p={:g}", p);
    }
}

void check_std(double std) {
    if (!(std >= 0)) {
        raise(ErrorKind::RuntimeError, "normal expects std >= 0.0, but found std {:g}", std);
    }
}

template <class T>
void check_range(double from, double to) {
    constexpr bool is_float = std::is_same_v<T, float>;
    constexpr double largest = std::numeric_limits<T>::max();
    const auto check_bound = [](double bound, const char* name) {
        if (!(bound >= -largest && bound <= largest)) {
            raise(ErrorKind::RuntimeError, "{} is out of bounds for {}", name,
                  is_float ? "float" : "double");
        }
    };
    check_bound(from, "from");
    check_bound(to, "to");
    if (from > to) {
        raise(ErrorKind::RuntimeError,
              "uniform_ expects to return a [from, to) range, but found from={:g} > to={:g}", from,
              to);
    }
    if (!(to - from <= largest)) {
        raise(ErrorKind::RuntimeError,
              "uniform_ expects to-from <= std::numeric_limits<{}>::max(), but found to={:g} and "
              "from={:g} which result in to-from to exceed the limit",
              is_float ? "Float" : "Double", to, from);
    }
}

// Draws words_each words for every element, chunk by chunk, and lets `use` turn them into elements:
// use(words, first element, count).
template <size_t words_each, class Draw, class Use>
void for_chunks(size_t elements, Draw draw, Use use) {
    constexpr size_t kChunk = kChunkWords / words_each;
    std::array<uint32_t, kChunkWords> words;
    for (size_t start = 0; start < elements; start += kChunk) {
        const size_t count = std::min(kChunk, elements - start);
        draw(std::span(words.data(), count * words_each));
        use(words.data(), start, count);
    }
}

}  // namespace

Generator::Generator(uint64_t seed) : seed_(seed), twister_(static_cast<uint32_t>(seed)) {}

uint32_t Generator::random() {
    ++words_drawn_;
    return twister_.next();
}

uint64_t Generator::random64() {
    const uint32_t first = random();
    return join(first, random());
}

float Generator::u24() {
    return to_u24(random());
}

double Generator::u53() {
    return static_cast<double>(static_cast<int64_t>(random64() & kLow53)) * kTwoToMinus53;
}

void Generator::discard(uint64_t words) {
    std::array<uint32_t, kChunkWords> passed_over;
    while (words > 0) {
        const auto part = static_cast<size_t>(std::min<uint64_t>(words, kChunkWords));
        twister_.fill(std::span(passed_over).first(part));
        words -= part;
    }
}

void Generator::draw(std::span<uint32_t> words) {
    twister_.fill(words);
    words_drawn_ += words.size();
}

// y = u (to - from) + from, rounded once.
void Generator::uniform(std::span<float> out, double from, double to) {
    check_range<float>(from, to);
    const float a = static_cast<float>(from);
    const float d = static_cast<float>(to) - a;
    for_chunks<1>(
        out.size(), [this](auto words) { draw(words); },
        [=](const uint32_t* words, size_t start, size_t count) {
            float* y = out.data() + start;
            for (size_t i = 0; i < count; ++i) y[i] = std::fma(to_u24(words[i]), d, a);
        });
}

void Generator::uniform(std::span<double> out, double from, double to) {
    check_range<double>(from, to);
    const double d = to - from;
    for_chunks<2>(
        out.size(), [this](auto words) { draw(words); },
        [=](const uint32_t* words, size_t start, size_t count) {
            double* y = out.data() + start;
            for (size_t i = 0; i < count; ++i) {
                y[i] = std::fma(to_u53(words[2 * i], words[2 * i + 1]), d, from);
            }
        });
}

// One word for every element, then 16 more for the last 16 places if the last block is not whole:
// what stood there is drawn anew.
void Generator::normal(std::span<float> out, double mean, double std) {
    if (out.size() < kBlock) return normal_scalar_path(out, mean, std);
    check_std(std);
    const float m = static_cast<float>(mean);
    const float s = static_cast<float>(std);
    const auto fill = [&](std::span<float> part) {
        for_chunks<1>(
            part.size(), [this](auto words) { draw(words); },
            [=](const uint32_t* words, size_t start, size_t count) {
                float* y = part.data() + start;
                for (size_t i = 0; i < count; ++i) y[i] = to_u24(words[i]);
                for (size_t i = 0; i + kBlock <= count; i += kBlock) {
                    box_muller(std::span<float, kBlock>(y + i, kBlock), m, s);
                }
            });
    };
    fill(out);
    if (out.size() % kBlock != 0) fill(out.last(kBlock));
}

void Generator::normal(std::span<double> out, double mean, double std) {
    if (out.size() < kBlock) return normal_scalar_path(out, mean, std);
    check_std(std);
    const auto fill = [&](std::span<double> part) {
        for_chunks<2>(
            part.size(), [this](auto words) { draw(words); },
            [=](const uint32_t* words, size_t start, size_t count) {
                double* y = part.data() + start;
                for (size_t i = 0; i < count; ++i) y[i] = to_u53(words[2 * i], words[2 * i + 1]);
                for (size_t i = 0; i + kBlock <= count; i += kBlock) {
                    box_muller(std::span<double, kBlock>(y + i, kBlock), mean, std);
                }
            });
    };
    fill(out);
    if (out.size() % kBlock != 0) fill(out.last(kBlock));
}

double Generator::standard_normal() {
    if (cached_normal_) return *std::exchange(cached_normal_, std::nullopt);
    const double u1 = u53();
    const double u2 = u53();
    const double radius = std::sqrt(-2.0 * std::log1p(-u2));
    const double theta = 2.0 * std::numbers::pi * u1;
    cached_normal_ = radius * std::sin(theta);
    return radius * std::cos(theta);
}

void Generator::normal_scalar_path(std::span<float> out, double mean, double std) {
    check_std(std);
    for (float& y : out) y = static_cast<float>(std::fma(standard_normal(), std, mean));
}

void Generator::normal_scalar_path(std::span<double> out, double mean, double std) {
    check_std(std);
    for (double& y : out) y = std::fma(standard_normal(), std, mean);
}

// Compares the 53 bits with a whole number: no rounding, no branch.
template <class T>
void Generator::choose(std::span<T> out, double p, T chosen) {
    const auto threshold = static_cast<int64_t>(threshold_53(p));
    for_chunks<2>(
        out.size(), [this](auto words) { draw(words); },
        [=](const uint32_t* words, size_t start, size_t count) {
            T* y = out.data() + start;
            for (size_t i = 0; i < count; ++i) {
                const auto bits =
                    static_cast<int64_t>(join(words[2 * i], words[2 * i + 1]) & kLow53);
                y[i] = bits < threshold ? chosen : T{0};
            }
        });
}

void Generator::bernoulli(std::span<float> out, double p) {
    check_probability(p);
    choose(out, p, 1.0f);
}

void Generator::bernoulli(std::span<double> out, double p) {
    check_probability(p);
    choose(out, p, 1.0);
}

void Generator::bernoulli(std::span<int64_t> out, double p) {
    check_probability(p);
    choose(out, p, int64_t{1});
}

void Generator::bernoulli(std::span<uint8_t> out, double p) {
    check_probability(p);
    choose(out, p, uint8_t{1});
}

template <class T>
void Generator::choose_each(std::span<const T> probabilities, std::span<T> out) {
    assert(probabilities.size() == out.size());
    // As in PyTorch, those before a bad one have been drawn when it is refused.
    const auto bad = std::find_if_not(probabilities.begin(), probabilities.end(),
                                      [](T p) { return p >= 0 && p <= 1; });
    const auto good = static_cast<size_t>(bad - probabilities.begin());
    constexpr size_t words_each = std::is_same_v<T, float> ? 1 : 2;
    for_chunks<words_each>(
        good, [this](auto words) { draw(words); },
        [=](const uint32_t* words, size_t start, size_t count) {
            for (size_t i = 0; i < count; ++i) {
                T u;
                if constexpr (words_each == 1) {
                    u = to_u24(words[i]);
                } else {
                    u = to_u53(words[2 * i], words[2 * i + 1]);
                }
                out[start + i] = u < probabilities[start + i] ? T{1} : T{0};
            }
        });
    if (good != probabilities.size()) {
        raise(
            ErrorKind::RuntimeError,
            "Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this error message "
            "be improved?  If so, please report an enhancement request to PyTorch.)");
    }
}

void Generator::bernoulli_tensor(std::span<const float> probabilities, std::span<float> out) {
    choose_each(probabilities, out);
}

void Generator::bernoulli_tensor(std::span<const double> probabilities, std::span<double> out) {
    choose_each(probabilities, out);
}

// The factor is 1 / fl(1 - p), rounded in the noise's type.
template <class T>
void Generator::drop(std::span<T> noise, double p) {
    if (!(p >= 0 && p <= 1)) {
        raise(ErrorKind::RuntimeError,
              "dropout probability has to be between 0 and 1, but got {:g}", p);
    }
    if (p == 0 || p == 1) {
        std::fill(noise.begin(), noise.end(), p == 0 ? T{1} : T{0});
        return;
    }
    choose(noise, 1.0 - p, T{1} / static_cast<T>(1.0 - p));
}

void Generator::dropout_mask(std::span<float> noise, double p) {
    drop(noise, p);
}

void Generator::dropout_mask(std::span<double> noise, double p) {
    drop(noise, p);
}

void Generator::randint(std::span<int64_t> out, int64_t low, int64_t high) {
    if (low >= high) {
        raise(ErrorKind::RuntimeError,
              "random_ expects 'from' to be less than 'to', but got from={} >= to={}", low, high);
    }
    // Unsigned, since the range and the sum may pass the largest int64.
    const uint64_t range = static_cast<uint64_t>(high) - static_cast<uint64_t>(low);
    const bool wide = range >= kWideRange;
    for (int64_t& y : out) {
        const uint64_t word = wide ? random64() : random();
        y = static_cast<int64_t>(word % range + static_cast<uint64_t>(low));
    }
}

void Generator::random_full(std::span<int64_t> out) {
    for (int64_t& y : out) y = static_cast<int64_t>(random64() & (~uint64_t{0} >> 1));
}

void Generator::randperm(std::span<int64_t> out) {
    std::iota(out.begin(), out.end(), int64_t{0});
    for (size_t i = 0; i + 1 < out.size(); ++i) {
        std::swap(out[i], out[i + random() % (out.size() - i)]);
    }
}

void Generator::hash_into(Hasher& hasher) const {
    hasher.add(seed_).add(twister_.left()).add(twister_.position());
    hasher.add(std::as_bytes(std::span(twister_.state())));
    hasher.add(cached_normal_.has_value()).add(cached_normal_.value_or(0.0));
}

uint64_t parse_seed(std::string_view text) {
    const bool negative = text.starts_with('-');
    const std::string_view digits = text.substr(negative ? 1 : 0);
    uint64_t magnitude = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, magnitude);
    if (stop != end || error == std::errc::invalid_argument) {
        raise(ErrorKind::ValueError, "invalid literal for int() with base 10: '{}'", text);
    }
    constexpr uint64_t kLargestNegative = uint64_t{1} << 63;
    if (error != std::errc() || (negative && magnitude > kLargestNegative)) {
        raise(ErrorKind::RuntimeError, "Overflow when unpacking long");
    }
    return negative ? -magnitude : magnitude;
}

}  // namespace engine
