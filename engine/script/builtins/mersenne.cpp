// What Python's `random` draws from: the Mersenne Twister (Matsumoto and Nishimura, 1998), its 624
// words and the place among them in a tensor, so that they fork and save with whoever holds them.
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/surroundings.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <span>
#include <vector>

namespace engine::script {

namespace {

using nn::Value;

constexpr std::size_t kWords = 624, kMiddle = 397;
constexpr std::string_view kName = "__random__";

std::span<int64_t> words_of(const Arguments& arguments) {
    const Value& held = arguments.positional.at(0);
    const bool good = held.is_tensor() && held.tensor().dtype() == DType::Int64 &&
                      held.tensor().numel() == static_cast<int64_t>(kWords + 1);
    if (!good) raise(ErrorKind::TypeError, "state vector must be a tuple");
    return held.tensor().mutable_span<int64_t>();
}

uint32_t word(std::span<const int64_t> words, std::size_t at) {
    return static_cast<uint32_t>(words[at % kWords]);
}

void twist(std::span<int64_t> words) {
    for (std::size_t i = 0; i < kWords; ++i) {
        const uint32_t both = (word(words, i) & 0x80000000U) | (word(words, i + 1) & 0x7FFFFFFFU);
        words[i] = word(words, i + kMiddle) ^ (both >> 1) ^ ((both & 1) != 0 ? 0x9908B0DFU : 0U);
    }
}

uint32_t draw(std::span<int64_t> words) {
    if (words[kWords] < 0 || words[kWords] >= static_cast<int64_t>(kWords)) {
        twist(words);
        words[kWords] = 0;
    }
    uint32_t y = word(words, static_cast<std::size_t>(words[kWords]++));
    y ^= y >> 11;
    y ^= (y << 7) & 0x9D2C5680U;
    y ^= (y << 15) & 0xEFC60000U;
    return y ^ (y >> 18);
}

void start(std::span<int64_t> words, uint32_t seed) {
    words[0] = seed;
    for (std::size_t i = 1; i < kWords; ++i) {
        const uint32_t before = word(words, i - 1);
        words[i] = static_cast<uint32_t>(1812433253U * (before ^ (before >> 30)) +
                                         static_cast<uint32_t>(i));
    }
    words[kWords] = kWords;
}

/// init_by_array() of the paper's authors.
Value seed(Machine& machine, Arguments& arguments) {
    const std::span<int64_t> words = words_of(arguments);
    std::vector<uint32_t> key;
    for (const Value& one : machine.items(arguments.positional.at(1))) {
        key.push_back(static_cast<uint32_t>(integer_argument(one)));
    }
    start(words, 19650218U);
    std::size_t i = 1, j = 0;
    const auto next = [&] {
        if (++i >= kWords) {
            words[0] = words[kWords - 1];
            i = 1;
        }
    };
    const auto mixed = [&](uint32_t factor) {
        const uint32_t before = word(words, i - 1);
        return word(words, i) ^ ((before ^ (before >> 30)) * factor);
    };
    for (std::size_t k = std::max(kWords, key.size()); k > 0; --k) {
        words[i] = static_cast<uint32_t>(mixed(1664525U) + key[j] + static_cast<uint32_t>(j));
        next();
        j = (j + 1) % key.size();
    }
    for (std::size_t k = kWords - 1; k > 0; --k) {
        words[i] = static_cast<uint32_t>(mixed(1566083941U) - static_cast<uint32_t>(i));
        next();
    }
    words[0] = 0x80000000U;
    return {};
}

constexpr Builtin kRows[] = {
    {"_new",
     [](Machine&, Arguments&) -> Value {
         return Tensor::zeros({static_cast<int64_t>(kWords + 1)}, DType::Int64);
     }},
    {"_seed", seed},
    {"_word",
     [](Machine&, Arguments& arguments) -> Value {
         return static_cast<int64_t>(draw(words_of(arguments)));
     }},
    {"_real",
     [](Machine&, Arguments& arguments) -> Value {
         const std::span<int64_t> words = words_of(arguments);
         const uint32_t high = draw(words) >> 5, low = draw(words) >> 6;
         return (high * 67108864.0 + low) / 9007199254740992.0;
     }},
    {"_state",
     [](Machine& machine, Arguments&) -> Value {
         const Value* kept = machine.environment().names.find(kName);
         return kept != nullptr ? *kept : Value();
     }},
    {"_keep",
     [](Machine& machine, Arguments& arguments) -> Value {
         machine.environment().names.set(kName, arguments.positional.at(0));
         return {};
     }},
};

}  // namespace

std::span<const Builtin> random_functions() {
    return kRows;
}

}  // namespace engine::script
