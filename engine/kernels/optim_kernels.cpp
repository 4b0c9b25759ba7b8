#include "engine/kernels/optim_kernels.h"

#include <algorithm>
#include <cmath>

namespace engine::kernels {

template <class T>
void sgd_step(const SgdStep& step, std::span<T> w, std::span<const T> gradient,
              std::span<T> buffer) {
    const auto lr = static_cast<T>(step.lr);
    const auto momentum = static_cast<T>(step.momentum);
    const auto fresh = static_cast<T>(1 - step.dampening);
    const auto decay = static_cast<T>(step.weight_decay);
    const T sign = step.maximize ? T(-1) : T(1);
    const bool kept = !buffer.empty();
    T* __restrict pw = w.data();
    T* __restrict pb = buffer.data();
    const T* __restrict pg = gradient.data();
    const size_t n = w.size();
    if (!kept) {
        for (size_t i = 0; i < n; ++i) pw[i] -= lr * (sign * pg[i] + decay * pw[i]);
    } else if (step.first) {
        for (size_t i = 0; i < n; ++i) {
            const T g = sign * pg[i] + decay * pw[i];
            pb[i] = g;
            pw[i] -= lr * (step.nesterov ? g + momentum * g : g);
        }
    } else {
        for (size_t i = 0; i < n; ++i) {
            const T g = sign * pg[i] + decay * pw[i];
            pb[i] = momentum * pb[i] + fresh * g;
            pw[i] -= lr * (step.nesterov ? g + momentum * pb[i] : pb[i]);
        }
    }
}

template <class T>
void adam_step(const AdamStep& step, std::span<T> w, std::span<const T> gradient, std::span<T> m,
               std::span<T> v, std::span<T> largest) {
    const auto beta1 = static_cast<T>(step.beta1);
    const auto beta2 = static_cast<T>(step.beta2);
    const auto fresh1 = static_cast<T>(1 - step.beta1);
    const auto fresh2 = static_cast<T>(1 - step.beta2);
    const auto eps = static_cast<T>(step.eps);
    const auto decay = static_cast<T>(step.decoupled ? 0 : step.weight_decay);
    const auto shrink = static_cast<T>(step.decoupled ? 1 - step.lr * step.weight_decay : 1);
    const auto t = static_cast<double>(step.t);
    const auto size = static_cast<T>(step.lr / (1 - std::pow(step.beta1, t)));
    const auto root = static_cast<T>(std::sqrt(1 - std::pow(step.beta2, t)));
    const T sign = step.maximize ? T(-1) : T(1);
    T* __restrict pw = w.data();
    T* __restrict pm = m.data();
    T* __restrict pv = v.data();
    T* __restrict pl = largest.data();
    const T* __restrict pg = gradient.data();
    const size_t n = w.size();
    if (largest.empty()) {
        for (size_t i = 0; i < n; ++i) {
            const T g = sign * pg[i] + decay * pw[i];
            pm[i] = beta1 * pm[i] + fresh1 * g;
            pv[i] = beta2 * pv[i] + fresh2 * (g * g);
            pw[i] = pw[i] * shrink - size * (pm[i] / (std::sqrt(pv[i]) / root + eps));
        }
    } else {
        for (size_t i = 0; i < n; ++i) {
            const T g = sign * pg[i] + decay * pw[i];
            pm[i] = beta1 * pm[i] + fresh1 * g;
            pv[i] = beta2 * pv[i] + fresh2 * (g * g);
            pl[i] = std::max(pl[i], pv[i]);
            pw[i] = pw[i] * shrink - size * (pm[i] / (std::sqrt(pl[i]) / root + eps));
        }
    }
}

template void sgd_step(const SgdStep&, std::span<float>, std::span<const float>, std::span<float>);
template void sgd_step(const SgdStep&, std::span<double>, std::span<const double>,
                       std::span<double>);
template void adam_step(const AdamStep&, std::span<float>, std::span<const float>, std::span<float>,
                        std::span<float>, std::span<float>);
template void adam_step(const AdamStep&, std::span<double>, std::span<const double>,
                        std::span<double>, std::span<double>, std::span<double>);

}  // namespace engine::kernels
