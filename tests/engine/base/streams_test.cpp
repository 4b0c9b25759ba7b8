// Against what real PyTorch drew: tests/golden/streams.txt, made by make_streams.py beside it,
// whose head describes the rows.
#include <gtest/gtest.h>
#include <zlib.h>

#include <cmath>
#include <cstring>
#include <fstream>
#include <functional>
#include <map>
#include <numeric>
#include <sstream>
#include <string>
#include <vector>

#include "engine/base/generator.h"

namespace engine {
namespace {

constexpr size_t kSizes[] = {1, 5, 15, 16, 17, 31, 32, 100, 1000};

// What goes through libm's log, sin and cos may differ in a double's last bits on another libm, and
// in a float's last bit after rounding; an absolute bound, since a cosine near zero is only noise.
constexpr double kDoubleTolerance = 1e-12;
constexpr double kFloatTolerance = 1e-6;

using Bytes = std::vector<uint8_t>;

template <class T>
Bytes bytes_of(const std::vector<T>& values) {
    Bytes bytes(values.size() * sizeof(T));
    std::memcpy(bytes.data(), values.data(), bytes.size());
    return bytes;
}

template <class T, class Fill>
std::function<Bytes(Generator&, size_t)> fills(Fill fill) {
    return [fill](Generator& generator, size_t n) {
        std::vector<T> values(n);
        fill(generator, std::span<T>(values));
        return bytes_of(values);
    };
}

auto bernoulli_f32(double p) {
    return fills<float>([p](Generator& g, std::span<float> y) { g.bernoulli(y, p); });
}

auto dropout_f32(double p) {
    return fills<float>([p](Generator& g, std::span<float> y) { g.dropout_mask(y, p); });
}

auto randint(int64_t low, int64_t high) {
    return fills<int64_t>([=](Generator& g, std::span<int64_t> y) { g.randint(y, low, high); });
}

template <class T>
void bernoulli_of_equal(Generator& g, std::span<T> y) {
    std::fill(y.begin(), y.end(), T(0.37));
    g.bernoulli_tensor(y, y);
}

const std::map<std::string, std::function<Bytes(Generator&, size_t)>> kExact = {
    {"rand_f32", fills<float>([](Generator& g, auto y) { g.uniform(y); })},
    {"rand_f64", fills<double>([](Generator& g, auto y) { g.uniform(y); })},
    {"uniform_f32", fills<float>([](Generator& g, auto y) { g.uniform(y, -0.3, 1.9); })},
    {"uniform_f64", fills<double>([](Generator& g, auto y) { g.uniform(y, -0.3, 1.9); })},
    {"randn_f32", fills<float>([](Generator& g, auto y) { g.normal(y); })},
    {"normal_f32", fills<float>([](Generator& g, auto y) { g.normal(y, 0.3, 1.7); })},
    {"bernoulli_f32_0.5", bernoulli_f32(0.5)},
    {"bernoulli_f32_0", bernoulli_f32(0)},
    {"bernoulli_f32_1", bernoulli_f32(1)},
    {"bernoulli_f64_0.37", fills<double>([](Generator& g, auto y) { g.bernoulli(y, 0.37); })},
    {"bernoulli_i64_0.9", fills<int64_t>([](Generator& g, auto y) { g.bernoulli(y, 0.9); })},
    {"bernoulli_bool_0.37", fills<uint8_t>([](Generator& g, auto y) { g.bernoulli(y, 0.37); })},
    {"bernoulli_tensor_f32", fills<float>([](Generator& g, auto y) { bernoulli_of_equal(g, y); })},
    {"bernoulli_tensor_f64", fills<double>([](Generator& g, auto y) { bernoulli_of_equal(g, y); })},
    {"dropout_f32_0.3", dropout_f32(0.3)},
    {"dropout_f32_0.5", dropout_f32(0.5)},
    {"dropout_f32_0", dropout_f32(0)},
    {"dropout_f32_1", dropout_f32(1)},
    {"dropout_f64_0.1", fills<double>([](Generator& g, auto y) { g.dropout_mask(y, 0.1); })},
    {"randint_0_10", randint(0, 10)},
    {"randint_-5_1000", randint(-5, 1000)},
    {"randint_0_2**32-1", randint(0, 0xffffffff)},
    {"randint_0_2**32", randint(0, int64_t{1} << 32)},
    {"randint_7_2**45+1", randint(7, (int64_t{1} << 45) + 1)},
    {"randint_widest", randint(INT64_MIN, INT64_MAX)},
    {"random_full", fills<int64_t>([](Generator& g, auto y) { g.random_full(y); })},
    {"randperm", fills<int64_t>([](Generator& g, auto y) { g.randperm(y); })},
};

// The small and strided ways to a normal sample; floats come back as doubles.
std::vector<double> close_values(const std::string& op, Generator& g, size_t n) {
    std::vector<double> doubles(n);
    std::vector<float> floats(n);
    if (op == "randn_f64") {
        g.normal(std::span<double>(doubles));
    } else if (op == "normal_f64") {
        g.normal(std::span<double>(doubles), 0.3, 1.7);
    } else {
        if (op == "randn_f32") g.normal(std::span<float>(floats));
        if (op == "normal_f32") g.normal(std::span<float>(floats), 0.3, 1.7);
        if (op == "normal_strided_f32") g.normal_scalar_path(std::span<float>(floats), 0.3, 1.7);
        doubles.assign(floats.begin(), floats.end());
    }
    return doubles;
}

template <class T>
double first_of(std::vector<T> values, auto fill) {
    fill(std::span<T>(values));
    return static_cast<double>(values.front());
}

// One step of a sequence row: what it does, and the first value it gives.
double run_step(char op, size_t n, Generator& g) {
    const std::vector<float> floats(n);
    const std::vector<double> doubles(n);
    const std::vector<int64_t> whole(n);
    switch (op) {
        case 'n':
            return first_of(floats, [&](auto y) { g.normal(y); });
        case 'd':
            return first_of(doubles, [&](auto y) { g.normal(y); });
        case 's':
            return first_of(floats, [&](auto y) { g.normal_scalar_path(y); });
        case 'u':
            return first_of(floats, [&](auto y) { g.uniform(y); });
        case 'b':
            return first_of(floats, [&](auto y) { g.bernoulli(y); });
        case 't':
            return first_of(std::vector<float>(n, 0.5f), [&](auto y) { g.bernoulli_tensor(y, y); });
        case 'p':
            return first_of(whole, [&](auto y) { g.randperm(y); });
        case 'i':
            return first_of(whole, [&](auto y) { g.randint(y, 0, 100); });
        case 'w':
            return first_of(whole, [&](auto y) { g.randint(y, 0, int64_t{1} << 40); });
        case 'm':
            g.manual_seed(n);
            return static_cast<double>(g.initial_seed());
        default:
            ADD_FAILURE() << "unknown step " << op;
            return NAN;
    }
}

uint32_t crc(uint32_t start, const Bytes& bytes) {
    return static_cast<uint32_t>(crc32(start, bytes.data(), static_cast<uInt>(bytes.size())));
}

struct State {
    Bytes bare;  // without the cached normal
    double cached;
};

State state_of(const Generator& generator) {
    State state{generator.state(), 0};
    std::memcpy(&state.cached, state.bare.data() + 5024, sizeof state.cached);
    std::fill_n(state.bare.begin() + 5024, sizeof state.cached, uint8_t{0});
    return state;
}

uint32_t hex(const std::string& digits) {
    return static_cast<uint32_t>(std::stoul(digits, nullptr, 16));
}

// Calls check(words of the row) for every row of a kind, and fails if there are fewer than
// expected.
void for_rows(const std::string& kind, int at_least, auto check) {
    std::ifstream file(MODESCOPE_SOURCE_DIR "/tests/golden/streams.txt");
    int rows = 0;
    for (std::string line; std::getline(file, line);) {
        std::istringstream row(line);
        std::string word;
        row >> word;
        if (word != kind) continue;
        ++rows;
        SCOPED_TRACE(line.substr(0, 60));
        check(row);
    }
    EXPECT_GE(rows, at_least) << "rows missing in streams.txt";
}

TEST(Streams, ElementsAndStateArePyTorchsBitForBit) {
    for_rows("exact", 5 * static_cast<int>(kExact.size()), [](std::istringstream& row) {
        std::string op;
        uint64_t seed;
        row >> op >> seed;
        const bool from_16 = op == "randn_f32" || op == "normal_f32";
        for (const size_t n : kSizes) {
            if (from_16 && n < 16) continue;
            std::string expected;
            ASSERT_TRUE(row >> expected);
            Generator generator(seed);
            const uint32_t elements = crc(0, kExact.at(op)(generator, n));
            EXPECT_EQ(crc(elements, state_of(generator).bare), hex(expected)) << "size " << n;
        }
    });
}

TEST(Streams, NormalSamplesThroughLibmAreClose) {
    for_rows("close", 150, [](std::istringstream& row) {
        std::string op, state_crc;
        uint64_t seed;
        size_t n;
        double cached, sum;
        row >> op >> seed >> n >> state_crc >> cached >> sum;
        Generator generator(seed);
        const std::vector<double> values = close_values(op, generator, n);
        const double tolerance = op.ends_with("f64") ? kDoubleTolerance : kFloatTolerance;
        size_t i = 0;
        for (double first; row >> first; ++i) EXPECT_NEAR(values.at(i), first, tolerance);
        EXPECT_EQ(i, std::min<size_t>(n, 3));
        EXPECT_NEAR(std::accumulate(values.begin(), values.end(), 0.0), sum,
                    tolerance * static_cast<double>(n));
        const State state = state_of(generator);
        EXPECT_EQ(crc(0, state.bare), hex(state_crc));
        EXPECT_NEAR(state.cached, cached, kDoubleTolerance);
    });
}

TEST(Streams, TheCachedNormalOutlivesOtherDraws) {
    for_rows("sequence", 30, [](std::istringstream& row) {
        uint64_t seed;
        row >> seed;
        Generator generator(seed);
        for (std::string step; row >> step;) {
            SCOPED_TRACE(step);
            const size_t equals = step.find('=');
            const size_t comma = step.find(',');
            const size_t last_comma = step.rfind(',');
            const double value =
                run_step(step[0], std::stoull(step.substr(1, equals - 1)), generator);
            const State state = state_of(generator);
            EXPECT_NEAR(value, std::stod(step.substr(last_comma + 1)), kFloatTolerance);
            EXPECT_EQ(crc(0, state.bare), hex(step.substr(equals + 1, comma - equals - 1)));
            EXPECT_NEAR(state.cached, std::stod(step.substr(comma + 1, last_comma - comma - 1)),
                        kDoubleTolerance);
        }
    });
}

}  // namespace
}  // namespace engine
