#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

namespace parity {

/// A shipped recipe and the seeds to compare at; the first is the one it ships with.
///
/// The MLP must agree at every seed within 1e-5, a convolutional net at one of them within 1e-4,
/// for all of fifty steps. Why one is enough: a ReLU whose input rounds to the other side of zero,
/// or a pooling window with two nearly equal values, sends a gradient another way. A net for
/// pictures meets some 10^7 of these in fifty steps, so it happens in about every other run, and
/// training makes 1e-4 to 1e-2 of the loss of it. PyTorch then leaves itself, too. Runs of fifty
/// steps within 1e-4 of each other, PyTorch 1.13, one thread:
///
///                                        residual   fashion_mnist
///     PyTorch and PyTorch without oneDNN  7 of 18     7 of 10
///     PyTorch and its own float64        10 of 18     5 of 10
///     this engine and PyTorch             9 of 18     6 of 10
///
/// Where rounding decides nothing, all agree within 5e-7, which no fault would let happen. The
/// seeds below are such ones; a changed order of summation, ours or that of PyTorch on another
/// processor, can spoil any of them, hence four.
struct Case {
    std::string recipe;
    std::vector<uint64_t> seeds;
};
const std::vector<Case>& cases();
void PrintTo(const Case& each, std::ostream* out);

/// Expects that sessions print PyTorch's losses, which `torch_losses` gives for a seed of `each`
/// (asked for one by one, until enough are known; none ends the test: it has skipped or failed).
void expect_same_losses(const Case& each,
                        const std::function<std::vector<double>(uint64_t seed)>& torch_losses);

/// False where the recipe needs Fashion-MNIST and it is not installed.
bool has_data(std::string_view recipe);

}  // namespace parity
