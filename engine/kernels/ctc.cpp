#include "engine/kernels/ctc.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace engine::kernels {

namespace {

template <class T>
constexpr T kNever = -std::numeric_limits<T>::infinity();

// The labels with a blank before, between and behind them.
template <class T>
int64_t label_at(const CtcSample<T>& sample, int64_t place) {
    return place % 2 == 0 ? sample.blank : sample.labels[static_cast<size_t>(place / 2)];
}

template <class T>
int64_t places_of(const CtcSample<T>& sample) {
    return 2 * static_cast<int64_t>(sample.labels.size()) + 1;
}

// log(e^a + e^b + e^c)
template <class T>
T log_sum(T a, T b, T c) {
    T most = std::max({a, b, c});
    if (most == kNever<T>) most = 0;
    return std::log(std::exp(a - most) + std::exp(b - most) + std::exp(c - most)) + most;
}

// Whether a way may go from a place to the one two further, over the blank between.
template <class T>
bool skips(const CtcSample<T>& sample, int64_t place) {
    return place % 2 == 1 && label_at(sample, place) != label_at(sample, place + 2);
}

}  // namespace

template <class T>
T ctc_loss(const CtcSample<T>& sample, T* alpha) {
    const int64_t places = places_of(sample);
    if (sample.steps == 0) return places == 1 ? T(0) : -kNever<T>;
    std::fill_n(alpha, sample.steps * places, kNever<T>);
    alpha[0] = sample.log_probs[sample.blank];
    if (places > 1) alpha[1] = sample.log_probs[label_at(sample, 1)];
    for (int64_t t = 1; t < sample.steps; ++t) {
        const T* const before = alpha + (t - 1) * places;
        const T* const log_probs = sample.log_probs + t * sample.stride;
        for (int64_t s = 0; s < places; ++s) {
            const T one = s > 0 ? before[s - 1] : kNever<T>;
            const T two = s > 1 && skips(sample, s - 2) ? before[s - 2] : kNever<T>;
            alpha[t * places + s] = log_sum(before[s], one, two) + log_probs[label_at(sample, s)];
        }
    }
    const T* const last = alpha + (sample.steps - 1) * places;
    if (places == 1) return -last[0];
    return -log_sum(last[places - 1], last[places - 2], kNever<T>);
}

template <class T>
void ctc_loss_backward(const CtcSample<T>& sample, const T* alpha, T loss, T dy, T* gradient) {
    const int64_t places = places_of(sample);
    std::vector<T> beta(static_cast<size_t>(places), kNever<T>);
    std::vector<T> next(beta);
    std::vector<T> shares(static_cast<size_t>(sample.classes));
    for (int64_t t = sample.steps - 1; t >= 0; --t) {
        const T* const log_probs = sample.log_probs + t * sample.stride;
        std::swap(beta, next);
        std::fill(shares.begin(), shares.end(), kNever<T>);
        for (int64_t s = places - 1; s >= 0; --s) {
            const auto at = static_cast<size_t>(s);
            const auto label = static_cast<size_t>(label_at(sample, s));
            T sum = kNever<T>;
            if (t == sample.steps - 1) {
                if (s >= places - 2) sum = 0;
            } else {
                const T one = s + 1 < places ? next[at + 1] : kNever<T>;
                const T two = s + 2 < places && skips(sample, s) ? next[at + 2] : kNever<T>;
                sum = log_sum(next[at], one, two);
            }
            beta[at] = sum + log_probs[label];
            const T share = alpha[t * places + s] + beta[at];
            // At the end a blank and a label meet nobody, as PyTorch has it.
            const bool ends = t == sample.steps - 1 && s >= places - 2;
            shares[label] = ends ? share : log_sum(shares[label], share, kNever<T>);
        }
        T* const out = gradient + t * sample.stride;
        for (size_t c = 0; c < shares.size(); ++c) {
            out[c] = (std::exp(log_probs[c]) - std::exp(shares[c] + loss - log_probs[c])) * dy;
        }
    }
}

template float ctc_loss(const CtcSample<float>&, float*);
template double ctc_loss(const CtcSample<double>&, double*);
template void ctc_loss_backward(const CtcSample<float>&, const float*, float, float, float*);
template void ctc_loss_backward(const CtcSample<double>&, const double*, double, double, double*);

}  // namespace engine::kernels
