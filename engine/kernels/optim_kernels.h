#pragma once

#include <cstdint>
#include <span>

/// One pass over a parameter's elements for a step of an optimizer. Scalars are double, as Python's
/// are; arithmetic is in the parameter's type T (float or double), each scalar rounded to it.
namespace engine::kernels {

struct SgdStep {
    double lr = 1e-3;
    double momentum = 0;
    double dampening = 0;
    double weight_decay = 0;
    bool nesterov = false;
    bool maximize = false;
    bool first = false;  // the momentum buffer has no value yet and becomes the gradient
};

/// g += weight_decay * w; buf = momentum * buf + (1 - dampening) * g; g = g + momentum * buf if
/// nesterov, else buf; w -= lr * g. `buffer` is empty without momentum.
template <class T>
void sgd_step(const SgdStep& step, std::span<T> w, std::span<const T> gradient,
              std::span<T> buffer);

struct AdamStep {
    double lr = 1e-3;
    double beta1 = 0.9;
    double beta2 = 0.999;
    double eps = 1e-8;
    double weight_decay = 0;
    bool decoupled = false;  // AdamW: w *= 1 - lr * weight_decay, and no decay in the gradient
    bool maximize = false;
    int64_t t = 1;  // steps so far, this one counted
};

/// m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2;
/// w -= lr / (1 - beta1^t) * m / (sqrt(v) / sqrt(1 - beta2^t) + eps)
/// `largest` is amsgrad's maximum of v, used in its place, or empty.
template <class T>
void adam_step(const AdamStep& step, std::span<T> w, std::span<const T> gradient, std::span<T> m,
               std::span<T> v, std::span<T> largest = {});

}  // namespace engine::kernels
