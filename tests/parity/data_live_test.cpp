// What data take from the generator, beside the real PyTorch of this machine.
#include "engine/data/loader.h"
#include "engine/data/noise.h"
#include "engine/data/sine.h"
#include "engine/data/text.h"
#include "engine/data/two_moons.h"
#include "tests/parity/live_torch.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace parity {
namespace {

template <class T>
std::string hex(std::span<const T> values) {
    std::string out;
    for (const std::byte byte : std::as_bytes(values))
        fmt::format_to(std::back_inserter(out), "{:02x}", static_cast<unsigned>(byte));
    return out + "\n";
}

TEST(TwoMoonsSource, RunInPyTorchGivesThePointsBitForBit) {
    const engine::data::TwoMoonsOptions options{.train = 333, .validation = 64, .noise = 0.2};
    const std::string program = "torch.manual_seed(11)\n" +
                                engine::data::two_moons_source(options) +
                                "for t in (train_x, train_y, validation_x, validation_y):\n"
                                "    print(t.numpy().tobytes().hex())\n"
                                "print(torch.get_rng_state().numpy().tobytes().hex())\n";
    std::string output;
    if (!run_torch(program, output)) NO_LIVE_TORCH();

    engine::Generator generator(11);
    const auto moons = engine::data::two_moons(generator, options);
    EXPECT_EQ(output, hex(moons->train.inputs.span<float>()) +
                          hex(moons->train.targets.span<int64_t>()) +
                          hex(moons->validation.inputs.span<float>()) +
                          hex(moons->validation.targets.span<int64_t>()) +
                          hex(std::span<const uint8_t>(generator.state())));
}

TEST(NoiseSource, RunInPyTorchGivesTheNumbersBitForBit) {
    for (const int64_t tokens_below : {0, 30}) {
        const engine::data::NoiseOptions options{.sample_shape = {3, 5},
                                                 .tokens_below = tokens_below,
                                                 .classes = 7,
                                                 .train = 37,
                                                 .validation = 11};
        const std::string program = "torch.manual_seed(11)\n" +
                                    engine::data::noise_source(options) +
                                    "for t in (train_x, train_y, validation_x, validation_y):\n"
                                    "    print(t.numpy().tobytes().hex())\n"
                                    "print(torch.get_rng_state().numpy().tobytes().hex())\n";
        std::string output;
        if (!run_torch(program, output)) NO_LIVE_TORCH();

        engine::Generator generator(11);
        const auto noise = engine::data::noise(generator, options);
        const auto inputs = [&](const engine::data::Split& split) {
            return tokens_below > 0 ? hex(split.inputs.span<int64_t>())
                                    : hex(split.inputs.span<float>());
        };
        EXPECT_EQ(output, inputs(noise->train) + hex(noise->train.targets.span<int64_t>()) +
                              inputs(noise->validation) +
                              hex(noise->validation.targets.span<int64_t>()) +
                              hex(std::span<const uint8_t>(generator.state())));
    }
}

/// The numbers of both splits and the generator after them, from lines of Python and from here.
template <class X, class Y>
void expect_bit_equal(const std::string& source, const engine::data::Dataset& made,
                      const engine::Generator& generator) {
    const std::string program = "torch.manual_seed(11)\n" + source +
                                "for t in (train_x, train_y, validation_x, validation_y):\n"
                                "    print(t.contiguous().numpy().tobytes().hex())\n"
                                "print(torch.get_rng_state().numpy().tobytes().hex())\n";
    std::string output;
    if (!run_torch(program, output)) NO_LIVE_TORCH();
    EXPECT_EQ(output, hex(made.train.inputs.span<X>()) + hex(made.train.targets.span<Y>()) +
                          hex(made.validation.inputs.span<X>()) +
                          hex(made.validation.targets.span<Y>()) +
                          hex(std::span<const uint8_t>(generator.state())));
}

TEST(SineSource, RunInPyTorchGivesTheNumbersBitForBit) {
    using Shape = std::vector<int64_t>;
    for (const auto& [sample, target] :
         {std::pair{Shape{1}, Shape{1}}, {Shape{13}, Shape{}}, {Shape{2, 5}, Shape{3, 2}}}) {
        const engine::data::SineOptions options{
            .sample_shape = sample, .target_shape = target, .train = 37, .validation = 11};
        engine::Generator generator(11);
        const auto made = engine::data::sine(generator, options);
        expect_bit_equal<float, float>(engine::data::sine_source(options), *made, generator);
    }
}

TEST(TextSource, RunInPyTorchGivesTheNumbersBitForBit) {
    for (const int64_t table : {5, 65}) {
        const engine::data::TextOptions options{
            .length = 9, .tokens_below = table, .train = 37, .validation = 11};
        engine::Generator generator(11);
        const auto made = engine::data::text(generator, options);
        expect_bit_equal<int64_t, int64_t>(engine::data::text_source(options), *made, generator);
    }
}

TEST(DataLoader, GivesPyTorchsBatchesAndLeavesItsGenerator) {
    for (const bool shuffle : {true, false}) {
        const engine::data::Loader loader{.size = 103, .batch_size = 10, .shuffle = shuffle};
        const std::string program = fmt::format(
            "torch.manual_seed(5)\n"
            "loader = torch.utils.data.DataLoader(range(103), batch_size=10, shuffle={})\n"
            "for epoch in range(3):\n"
            "    for batch in loader: print(*batch.tolist())\n"
            "    print(torch.rand(1).item())\n",
            shuffle ? "True" : "False");
        std::string output;
        if (!run_torch(program, output)) NO_LIVE_TORCH();

        engine::Generator generator(5);
        std::string ours;
        for (int epoch = 0; epoch < 3; ++epoch) {
            auto state = loader.begin(generator);
            while (const auto batch = loader.next(state))
                ours += fmt::format("{}\n", fmt::join(*batch, " "));
            ours += fmt::format("{}\n", double{generator.u24()});
        }
        EXPECT_EQ(output, ours) << "shuffle " << shuffle;
    }
}

}  // namespace
}  // namespace parity
