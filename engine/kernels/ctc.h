#pragma once

#include <cstdint>
#include <span>

namespace engine::kernels {

/// One sample of a connectionist temporal classification: log probabilities of `classes` classes at
/// `steps` times, a time's row `stride` elements behind the one before, and the labels that the
/// times must spell, blanks and repetitions taken out.
template <class T>
struct CtcSample {
    const T* log_probs;
    int64_t stride;
    int64_t steps;
    int64_t classes;
    std::span<const int64_t> labels;
    int64_t blank;
};

/// -log of the probability of all ways that spell the labels. `alpha`, steps x (2 labels + 1), gets
/// the logarithms of the sums over the ways up to each time and place.
/// (Graves et al. 2006, equations 6 to 8)
template <class T>
T ctc_loss(const CtcSample<T>& sample, T* alpha);

/// `gradient`, rows as of the log probabilities, gets dL/d log_probs = (exp(log p) - the ways'
/// share) * dy, where `loss` and `alpha` are what ctc_loss gave. (equation 16)
template <class T>
void ctc_loss_backward(const CtcSample<T>& sample, const T* alpha, T loss, T dy, T* gradient);

}  // namespace engine::kernels
