#include "engine/base/box_muller.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <numbers>

namespace engine {
namespace {

constexpr int kPairs = 8;

// Cephes logf, for x in (0, 1]: x = m 2^e with m in [sqrt(1/2), sqrt 2), t = m - 1,
//   log x = t - t^2/2 + t^3 P(t) + e log 2, where log 2 = Q2 + Q1 is added in two parts.
inline float log_cephes(float x) {
    constexpr float kQ1 = -2.12194440e-4f, kQ2 = 0.693359375f;
    const uint32_t bits = std::bit_cast<uint32_t>(x);
    const float exponent = static_cast<float>(static_cast<int32_t>(bits >> 23) - 126);
    const float mantissa = std::bit_cast<float>((bits & 0x007fffffu) | 0x3f000000u);
    const bool low = mantissa < 0.707106781186547524f;
    const float e = exponent - (low ? 1.0f : 0.0f);
    const float t = (mantissa - 1.0f) + (low ? mantissa : 0.0f);
    const float z = t * t;
    float y = 7.0376836292e-2f;
    y = std::fma(y, t, -1.1514610310e-1f);
    y = std::fma(y, t, 1.1676998740e-1f);
    y = std::fma(y, t, -1.2420140846e-1f);
    y = std::fma(y, t, 1.4249322787e-1f);
    y = std::fma(y, t, -1.6668057665e-1f);
    y = std::fma(y, t, 2.0000714765e-1f);
    y = std::fma(y, t, -2.4999993993e-1f);
    y = std::fma(y, t, 3.3333331174e-1f);
    y = y * t;
    y = std::fma(y, z, e * kQ1);
    y = std::fma(-z, 0.5f, y);
    return std::fma(e, kQ2, t + y);
}

struct SinCos {
    float sin;
    float cos;
};

inline float flip_sign(float x, int32_t flag_at_bit_2) {
    return std::bit_cast<float>(std::bit_cast<uint32_t>(x) ^
                                (static_cast<uint32_t>(flag_at_bit_2 & 4) << 29));
}

// Cephes sincosf, for x in [0, 2 pi): x is brought to [-pi/4, pi/4] by the nearest multiple of pi/2
// (subtracted in three parts), where two polynomials hold; the octant j says which is which.
inline SinCos sincos_cephes(float x) {
    const int32_t j = (static_cast<int32_t>(x * 1.27323954473516f) + 1) & ~1;
    const float octants = static_cast<float>(j);
    x = std::fma(-octants, 0.78515625f, x);
    x = std::fma(-octants, 2.4187564849853515625e-4f, x);
    x = std::fma(-octants, 3.77489497744594108e-8f, x);
    const float z = x * x;

    float c = 2.443315711809948e-5f;
    c = std::fma(c, z, -1.388731625493765e-3f);
    c = std::fma(c, z, 4.166664568298827e-2f);
    c = c * z;
    c = std::fma(c, z, -(z * 0.5f));
    c = c + 1.0f;

    float s = -1.9515295891e-4f;
    s = std::fma(s, z, 8.3321608736e-3f);
    s = std::fma(s, z, -1.6666654611e-1f);
    s = s * z;
    s = std::fma(s, x, x);

    const bool swapped = (j & 2) != 0;
    return {flip_sign(swapped ? c : s, j), flip_sign(swapped ? s : c, ~(j - 2))};
}

}  // namespace

void box_muller(std::span<float, 16> block, float mean, float std) {
    constexpr float kTwoPi = static_cast<float>(2 * std::numbers::pi);
    float* x = block.data();
    for (int k = 0; k < kPairs; ++k) {
        const float radius = std::sqrt(-2.0f * log_cephes(1.0f - x[k]));
        const auto [sin, cos] = sincos_cephes(kTwoPi * x[k + kPairs]);
        x[k] = std::fma(radius * cos, std, mean);
        x[k + kPairs] = std::fma(radius * sin, std, mean);
    }
}

void box_muller(std::span<double, 16> block, double mean, double std) {
    double* x = block.data();
    for (int k = 0; k < kPairs; ++k) {
        const double radius = std::sqrt(-2.0 * std::log(1.0 - x[k]));
        const double theta = 2.0 * std::numbers::pi * x[k + kPairs];
        x[k] = std::fma(radius * std::cos(theta), std, mean);
        x[k + kPairs] = std::fma(radius * std::sin(theta), std, mean);
    }
}

}  // namespace engine
