#pragma once

#include <span>

namespace engine {

/// Turns 16 uniform numbers in [0, 1) into 16 normal ones, in place, as PyTorch's contiguous
/// normal_() does: element k and k + 8 are a pair, and with u1 = 1 - block[k], u2 = block[k + 8]
///
///     r = sqrt(-2 log u1)    block[k] = r cos(2 pi u2) std + mean    block[k + 8] = r sin(2 pi u2)
///     std + mean
///
/// The float version rounds as PyTorch's kernels for AVX2 and AVX-512 do, bit for bit (Cephes'
/// polynomials for log, sin and cos); the double version uses libm's functions.
void box_muller(std::span<float, 16> block, float mean, float std);
void box_muller(std::span<double, 16> block, double mean, double std);

}  // namespace engine
