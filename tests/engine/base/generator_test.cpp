#include "engine/base/generator.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstring>
#include <functional>
#include <limits>
#include <random>
#include <utility>
#include <vector>

#include "engine/base/error.h"
#include "engine/base/hash.h"

namespace engine {
namespace {

using testing::ElementsAre;
using testing::FloatEq;

Hash128 hash_of(const Generator& generator) {
    Hasher hasher;
    generator.hash_into(hasher);
    return hasher.digest();
}

std::string error_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const Error& error) {
        return error.line();
    }
    return "no error";
}

// Numbers that PyTorch 1.13 printed; streams_test has the many.
TEST(Generator, DrawsPyTorchsWords) {
    Generator zero(0);
    EXPECT_THAT((std::array{zero.random(), zero.random(), zero.random(), zero.random()}),
                ElementsAre(2357136044u, 2546248239u, 3071714933u, 3626093760u));
    Generator answer(42);
    EXPECT_EQ(answer.random64(), 6909045637428952499u);
    EXPECT_EQ(answer.random64(), 17537583593393853710u);
    EXPECT_EQ(Generator(0).u24(), 0.49625659f);
    EXPECT_EQ(Generator(0).u53(), 0.97005300180655307);
}

TEST(Generator, FillsAsPyTorchPrints) {
    std::vector<float> small(5), large(20);
    Generator(0).normal(small);
    EXPECT_THAT(small,
                ElementsAre(FloatEq(1.54099607f), FloatEq(-.293428898f), FloatEq(-2.17878938f),
                            FloatEq(.568431258f), FloatEq(-1.08452237f)));
    Generator(42).normal(large);
    EXPECT_THAT((std::array{large[0], large[1], large[4], large[5]}),
                ElementsAre(1.92691529f, 1.48728406f, -.758131146f, 1.07831764f));
    std::vector<uint8_t> coins(12);
    Generator(0).bernoulli(coins, 0.5);
    EXPECT_THAT(coins, ElementsAre(0, 0, 1, 0, 0, 0, 1, 1, 0, 1, 1, 1));
    std::vector<int64_t> whole(8), order(10);
    Generator(0).randint(whole, 0, 100);
    EXPECT_THAT(whole, ElementsAre(44, 39, 33, 60, 63, 79, 27, 3));
    Generator(42).randperm(order);
    EXPECT_THAT(order, ElementsAre(2, 6, 1, 8, 4, 5, 0, 9, 3, 7));
}

// u53 < p, and not one of 2**53 values more or less.
TEST(Generator, BernoulliKeepsExactlyWhatLiesBelowP) {
    const double u = Generator(3).u53();
    for (const auto& [p, expected] : {std::pair{u, 0.0f}, {std::nextafter(u, 1.0), 1.0f}}) {
        std::vector<float> coin(1);
        Generator(3).bernoulli(coin, p);
        EXPECT_EQ(coin[0], expected) << p;
    }
}

TEST(Generator, WordsAreTheMersenneTwistersHoweverTheyAreTaken) {
    std::mt19937 standard(5);
    Mt19937 ours(5);
    for (const size_t size : {1, 0, 622, 1, 1, 624, 623, 2000, 3}) {
        std::vector<uint32_t> words(size);
        ours.fill(words);
        for (const uint32_t word : words) ASSERT_EQ(word, standard());
        ASSERT_EQ(ours.next(), standard());
    }
}

TEST(Generator, SeedsWrapAndOnlyTheirLowBitsChooseTheStream) {
    Generator generator;
    EXPECT_EQ(generator.initial_seed(), 67280421310721u);
    generator.manual_seed(-1);
    EXPECT_EQ(generator.initial_seed(), 18446744073709551615u);
    EXPECT_EQ(generator.random(), Generator(0xffffffff).random());
    EXPECT_EQ(Generator((uint64_t{1} << 40) + 3).random(), Generator(3).random());
    EXPECT_NE(Generator((uint64_t{1} << 40) + 3), Generator(3));
}

TEST(Generator, SeedsAreReadAsPythonReadsThem) {
    EXPECT_EQ(parse_seed("42"), 42u);
    EXPECT_EQ(parse_seed("-1"), 18446744073709551615u);
    EXPECT_EQ(parse_seed("18446744073709551615"), 18446744073709551615u);
    EXPECT_EQ(parse_seed("-9223372036854775808"), 9223372036854775808u);
    for (const char* text :
         {"18446744073709551616", "-9223372036854775809", "99999999999999999999999"}) {
        EXPECT_EQ(error_of([=] { parse_seed(text); }),
                  "RuntimeError: Overflow when unpacking long");
    }
    for (const char* text : {"", "-", "--1", "4x", "1.5", "-x"}) {
        EXPECT_EQ(
            error_of([=] { parse_seed(text); }),
            std::string("ValueError: invalid literal for int() with base 10: '") + text + "'");
    }
}

TEST(Generator, ACopyIsAForkThatGoesOnAlone) {
    Generator one(7);
    std::vector<float> sample(3);
    one.normal(sample);  // leaves a cached normal
    Generator fork = one;
    EXPECT_EQ(fork, one);
    EXPECT_EQ(hash_of(fork), hash_of(one));
    fork.random();
    EXPECT_NE(fork, one);
    EXPECT_NE(hash_of(fork), hash_of(one));
    one.random();
    EXPECT_EQ(fork, one);
    EXPECT_EQ(fork.state(), one.state());
}

// Each field of the state changed once.
TEST(Generator, HashAndEqualityCoverAllThatStateWrites) {
    Generator reference(1);
    std::vector<float> sample(3);
    reference.normal(sample);
    const std::vector<uint8_t> bytes = reference.state();
    for (const size_t at : {0u, 7u, 24u, 24u + 8u * 623u, 5024u, 5040u}) {
        std::vector<uint8_t> changed = bytes;
        changed[at] ^= 1;
        Generator other;
        other.set_state(changed);
        EXPECT_NE(other, reference) << "byte " << at;
        EXPECT_NE(hash_of(other), hash_of(reference)) << "byte " << at;
    }
}

TEST(Generator, StateComesBackWhereverItWasTaken) {
    for (const size_t words : {0, 1, 623, 624, 625, 1248}) {
        Generator generator(9);
        std::vector<float> skipped(words), sample(1), expected(40), got(40);
        generator.uniform(skipped);
        generator.normal(sample);
        const std::vector<uint8_t> bytes = generator.state();
        EXPECT_EQ(bytes.size(), 5056u);
        Generator restored;
        restored.set_state(bytes);
        EXPECT_EQ(restored, generator);
        EXPECT_EQ(restored.state(), bytes);
        EXPECT_EQ(restored.initial_seed(), 9u);
        generator.normal_scalar_path(std::span<float>(expected));
        restored.normal_scalar_path(std::span<float>(got));
        EXPECT_EQ(got, expected) << "after " << words << " words";
    }
}

// PyTorch 1.13 draws 1.1755705 from this one: the cached normal is rho sin(2 pi x).
TEST(Generator, StatesOfOlderReleasesAreRead) {
    std::vector<uint8_t> bytes = Generator(0).state();
    bytes.resize(5048);
    const double x = 0.1, rho = 2.0;
    std::memcpy(bytes.data() + 5016, &x, sizeof x);
    std::memcpy(bytes.data() + 5032, &rho, sizeof rho);
    bytes[5040] = 1;
    Generator generator;
    generator.set_state(bytes);
    std::vector<float> sample(1);
    generator.normal(sample);
    EXPECT_FLOAT_EQ(sample[0], 1.1755705f);
}

TEST(Generator, BytesThatAreNoStateAreRefusedAndChangeNothing) {
    Generator generator(3);
    const Generator before = generator;
    for (const size_t size : {0u, 10u, 5047u, 5057u}) {
        EXPECT_EQ(error_of([&] { generator.set_state(std::vector<uint8_t>(size)); }),
                  "RuntimeError: Expected either a CPUGeneratorImplStateLegacy of size 5048 or a "
                  "CPUGeneratorImplState of size 5056 but found the input RNG state size to be " +
                      std::to_string(size));
    }
    struct Change {
        size_t at;
        uint8_t value;
    };
    // left 0, huge or negative; not seeded; position beyond the end; both counters at odds
    for (const Change change : {Change{8, 0}, {9, 9}, {11, 255}, {12, 0}, {20, 5}, {8, 7}}) {
        std::vector<uint8_t> bytes = generator.state();
        bytes[change.at] = change.value;
        EXPECT_EQ(error_of([&] { generator.set_state(bytes); }),
                  "RuntimeError: Invalid mt19937 state")
            << "byte " << change.at;
    }
    EXPECT_EQ(generator, before);
}

TEST(Generator, CountsTheWordsItGave) {
    Generator generator(1);
    std::vector<float> f(20);
    std::vector<double> d(20);
    std::vector<int64_t> i(20);
    struct Row {
        const char* what;
        std::function<void()> act;
        uint64_t words;
    };
    const Row rows[] = {
        {"random64", [&] { generator.random64(); }, 2},
        {"uniform float", [&] { generator.uniform(f); }, 20},
        {"uniform double", [&] { generator.uniform(d); }, 40},
        {"normal float", [&] { generator.normal(f); }, 20 + 16},
        {"normal double", [&] { generator.normal(d); }, 2 * (20 + 16)},
        {"scalar path", [&] { generator.normal_scalar_path(std::span<float>(f)); }, 40},
        {"bernoulli", [&] { generator.bernoulli(f); }, 40},
        {"dropout", [&] { generator.dropout_mask(f, 0.25); }, 40},
        {"dropout 0", [&] { generator.dropout_mask(f, 0); }, 0},
        {"dropout 1", [&] { generator.dropout_mask(f, 1); }, 0},
        {"randint", [&] { generator.randint(i, 0, 5); }, 20},
        {"random_full", [&] { generator.random_full(i); }, 40},
        {"randperm", [&] { generator.randperm(i); }, 19},
        {"nothing", [&] { generator.normal(std::span<float>()); }, 0},
    };
    for (const Row& row : rows) {
        const uint64_t before = generator.words_drawn();
        row.act();
        EXPECT_EQ(generator.words_drawn() - before, row.words) << row.what;
    }
    EXPECT_EQ(Generator(generator).words_drawn(), generator.words_drawn());
    generator.manual_seed(1);
    EXPECT_EQ(generator.words_drawn(), 0u);
}

TEST(Generator, RefusesInPyTorchsWordsBeforeItDraws) {
    Generator generator(1);
    const Generator before = generator;
    std::vector<float> f(3);
    std::vector<double> d(3);
    std::vector<int64_t> i(3);
    constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
    struct Row {
        std::function<void()> act;
        const char* message;
    };
    const Row rows[] = {
        {[&] { generator.bernoulli(f, 1.5); },
         "bernoulli_ expects p to be in [0, 1], but got p=1.5"},
        {[&] { generator.bernoulli(i, kNaN); },
         "bernoulli_ expects p to be in [0, 1], but got p=nan"},
        {[&] { generator.bernoulli(d, 1e10); },
         "bernoulli_ expects p to be in [0, 1], but got p=1e+10"},
        {[&] { generator.bernoulli(std::span<uint8_t>(), -1); },
         "bernoulli_ expects p to be in [0, 1], but got p=-1"},
        {[&] { generator.dropout_mask(f, 1.5); },
         "dropout probability has to be between 0 and 1, but got 1.5"},
        {[&] { generator.uniform(f, 1.5, 0.25); },
         "uniform_ expects to return a [from, to) range, but found from=1.5 > to=0.25"},
        {[&] { generator.uniform(f, -3e38, 3e38); },
         "uniform_ expects to-from <= std::numeric_limits<Float>::max(), but found to=3e+38 and "
         "from=-3e+38 which result in to-from to exceed the limit"},
        {[&] { generator.uniform(d, -1e308, 1e308); },
         "uniform_ expects to-from <= std::numeric_limits<Double>::max(), but found to=1e+308 and "
         "from=-1e+308 which result in to-from to exceed the limit"},
        {[&] { generator.uniform(f, 0, 1e39); }, "to is out of bounds for float"},
        {[&] { generator.uniform(d, kNaN, 1); }, "from is out of bounds for double"},
        {[&] { generator.normal(f, 0, -1); }, "normal expects std >= 0.0, but found std -1"},
        {[&] { generator.normal(d, 0, kNaN); }, "normal expects std >= 0.0, but found std nan"},
        {[&] { generator.randint(i, 5, 5); },
         "random_ expects 'from' to be less than 'to', but got from=5 >= to=5"},
    };
    for (const Row& row : rows) {
        EXPECT_EQ(error_of(row.act), std::string("RuntimeError: ") + row.message);
    }
    EXPECT_EQ(generator, before);
}

TEST(Generator, ABadProbabilityIsFoundWhenItsTurnHasCome) {
    Generator generator(1);
    std::vector<float> probabilities = {0.5f, 1.0f, 1.5f, 0.5f};
    EXPECT_EQ(
        error_of([&] { generator.bernoulli_tensor(probabilities, probabilities); }),
        "RuntimeError: Expected p_in >= 0 && p_in <= 1 to be true, but got false.  (Could this "
        "error message be improved?  If so, please report an enhancement request to PyTorch.)");
    EXPECT_EQ(generator.words_drawn(), 2u);
}

}  // namespace
}  // namespace engine
