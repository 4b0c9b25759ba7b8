#include "tests/parity/live_torch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

namespace parity {
namespace {

TEST(LiveTorch, PrintsWhatRealPyTorchPrints) {
    std::string output;
    if (!run_torch("print(torch.zeros(2))", output)) NO_LIVE_TORCH();
    EXPECT_EQ(output, "tensor([0., 0.])\n");
}

TEST(LiveTorch, AProgramThatFailsIsAFailureAndNoSkip) {
    std::string output;
    try {
        if (!run_torch("raise ValueError('seven')", output)) NO_LIVE_TORCH();
        FAIL() << "no exception";
    } catch (const std::runtime_error& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("ValueError: seven"));
    }
}

}  // namespace
}  // namespace parity
