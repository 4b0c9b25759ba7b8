#pragma once

#include <cmath>
#include <limits>
#include <numbers>

namespace engine::kernels {

/// The y whose erf is x: infinite at -1 and 1, NaN beyond. A rational first guess, one for the
/// middle and one for the tails, which two steps of Newton's method make exact.
template <class T>
T erfinv(T x) {
    constexpr T kMiddle = T(0.7);
    const T magnitude = std::abs(x);
    if (magnitude > 1) return std::numeric_limits<T>::quiet_NaN();
    if (magnitude == 1) return std::copysign(std::numeric_limits<T>::infinity(), x);
    T y;
    if (magnitude <= kMiddle) {
        const T z = x * x;
        const T top =
            ((T(-0.140543331) * z + T(0.914624893)) * z + T(-1.645349621)) * z + T(0.886226899);
        const T bottom =
            (((T(0.012229801) * z + T(-0.329097515)) * z + T(1.442710462)) * z + T(-2.118377725)) *
                z +
            T(1);
        y = x * top / bottom;
    } else {
        const T z = std::sqrt(-std::log((1 - magnitude) / 2));
        const T top =
            ((T(1.641345311) * z + T(3.429567803)) * z + T(-1.624906493)) * z + T(-1.970840454);
        const T bottom = (T(1.637067800) * z + T(3.543889200)) * z + T(1);
        y = std::copysign(top / bottom, x);
    }
    constexpr T kSlope = T(2) * std::numbers::inv_sqrtpi_v<T>;  // of erf at 0
    for (int step = 0; step < 2; ++step) y -= (std::erf(y) - x) / (kSlope * std::exp(-y * y));
    return y;
}

}  // namespace engine::kernels
