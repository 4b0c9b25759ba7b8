#pragma once

#include <span>

/// Steps of the optimizers that are asked for less often; conventions as in optim_kernels.h. All
/// spans of a call have one length, but for those that a form does without, which are empty.
namespace engine::kernels {

/// What the gradient is before a rule sees it: its sign, and weight_decay * w added.
struct GradientOptions {
    double weight_decay = 0;
    bool maximize = false;
};

struct RmspropStep {
    GradientOptions gradient;
    double lr, alpha, eps, momentum;
};
/// s = alpha s + (1 - alpha) g^2; a = alpha a + (1 - alpha) g if centered (`mean` not empty);
/// d = sqrt(s - a^2) + eps; b = momentum b + g / d if there is momentum (`buffer` not empty);
/// w -= lr b, or lr g / d
template <class T>
void rmsprop_step(const RmspropStep& step, std::span<T> w, std::span<const T> g, std::span<T> s,
                  std::span<T> mean, std::span<T> buffer);

struct AdagradStep {
    GradientOptions gradient;
    double lr, eps;  // lr as it has decayed to
};
/// s += g^2; w -= lr g / (sqrt(s) + eps)
template <class T>
void adagrad_step(const AdagradStep& step, std::span<T> w, std::span<const T> g, std::span<T> s);

struct AdadeltaStep {
    GradientOptions gradient;
    double lr, rho, eps;
};
/// s = rho s + (1 - rho) g^2; d = sqrt(a + eps) / sqrt(s + eps) g; a = rho a + (1 - rho) d^2;
/// w -= lr d
template <class T>
void adadelta_step(const AdadeltaStep& step, std::span<T> w, std::span<const T> g, std::span<T> s,
                   std::span<T> a);

struct AdamaxStep {
    GradientOptions gradient;
    double lr, beta1, beta2, eps;  // lr with the correction of the first moment
};
/// m = beta1 m + (1 - beta1) g; u = max(beta2 u, |g| + eps); w -= lr m / u
template <class T>
void adamax_step(const AdamaxStep& step, std::span<T> w, std::span<const T> g, std::span<T> m,
                 std::span<T> u);

struct NadamStep {
    GradientOptions gradient;
    double beta1, beta2, eps;
    double correction;  // 1 - beta2^t
    double of_gradient, of_moment;
};
/// m and v as Adam's; d = sqrt(v / correction) + eps; w -= of_gradient g / d + of_moment m / d
template <class T>
void nadam_step(const NadamStep& step, std::span<T> w, std::span<const T> g, std::span<T> m,
                std::span<T> v);

struct RadamStep {
    GradientOptions gradient;
    double lr, beta1, beta2, eps;
    double correction1;  // 1 - beta1^t
    double rectified;    // what the adaptive step is scaled by; 0: a step of plain momentum
};
/// m and v as Adam's; w -= lr m / correction1, times rectified / (sqrt(v) + eps)
template <class T>
void radam_step(const RadamStep& step, std::span<T> w, std::span<const T> g, std::span<T> m,
                std::span<T> v);

}  // namespace engine::kernels
