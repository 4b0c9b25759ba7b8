#include "engine/kernels/optim_adaptive.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace engine::kernels {

namespace {

// The gradient that a rule sees.
template <class T>
class Seen {
public:
    explicit Seen(const GradientOptions& options)
        : decay_(static_cast<T>(options.weight_decay)), sign_(options.maximize ? T(-1) : T(1)) {}
    T operator()(T g, T w) const { return decay_ == 0 ? sign_ * g : sign_ * g + decay_ * w; }

private:
    T decay_;
    T sign_;
};

// An average that moves: y = keep y + fresh x
template <class T>
struct Average {
    explicit Average(double beta) : keep(static_cast<T>(beta)), fresh(static_cast<T>(1 - beta)) {}
    void add(T& y, T x) const { y = keep * y + fresh * x; }
    T keep;
    T fresh;
};

}  // namespace

template <class T>
void rmsprop_step(const RmspropStep& step, std::span<T> w, std::span<const T> g, std::span<T> s,
                  std::span<T> mean, std::span<T> buffer) {
    const Seen<T> seen(step.gradient);
    const Average<T> average(step.alpha);
    const auto lr = static_cast<T>(step.lr);
    const auto eps = static_cast<T>(step.eps);
    const auto momentum = static_cast<T>(step.momentum);
    for (size_t i = 0; i < w.size(); ++i) {
        const T gradient = seen(g[i], w[i]);
        average.add(s[i], gradient * gradient);
        T square = s[i];
        if (!mean.empty()) {
            average.add(mean[i], gradient);
            square -= mean[i] * mean[i];
        }
        const T change = gradient / (std::sqrt(square) + eps);
        if (!buffer.empty()) {
            buffer[i] = momentum * buffer[i] + change;
            w[i] -= lr * buffer[i];
        } else {
            w[i] -= lr * change;
        }
    }
}

template <class T>
void adagrad_step(const AdagradStep& step, std::span<T> w, std::span<const T> g, std::span<T> s) {
    const Seen<T> seen(step.gradient);
    const auto lr = static_cast<T>(step.lr);
    const auto eps = static_cast<T>(step.eps);
    for (size_t i = 0; i < w.size(); ++i) {
        const T gradient = seen(g[i], w[i]);
        s[i] += gradient * gradient;
        w[i] -= lr * (gradient / (std::sqrt(s[i]) + eps));
    }
}

template <class T>
void adadelta_step(const AdadeltaStep& step, std::span<T> w, std::span<const T> g, std::span<T> s,
                   std::span<T> a) {
    const Seen<T> seen(step.gradient);
    const Average<T> average(step.rho);
    const auto lr = static_cast<T>(step.lr);
    const auto eps = static_cast<T>(step.eps);
    for (size_t i = 0; i < w.size(); ++i) {
        const T gradient = seen(g[i], w[i]);
        average.add(s[i], gradient * gradient);
        const T delta = std::sqrt(a[i] + eps) / std::sqrt(s[i] + eps) * gradient;
        average.add(a[i], delta * delta);
        w[i] -= lr * delta;
    }
}

template <class T>
void adamax_step(const AdamaxStep& step, std::span<T> w, std::span<const T> g, std::span<T> m,
                 std::span<T> u) {
    const Seen<T> seen(step.gradient);
    const Average<T> average(step.beta1);
    const auto beta2 = static_cast<T>(step.beta2);
    const auto lr = static_cast<T>(step.lr);
    const auto eps = static_cast<T>(step.eps);
    for (size_t i = 0; i < w.size(); ++i) {
        const T gradient = seen(g[i], w[i]);
        average.add(m[i], gradient);
        u[i] = std::max(beta2 * u[i], std::abs(gradient) + eps);
        w[i] -= lr * (m[i] / u[i]);
    }
}

template <class T>
void nadam_step(const NadamStep& step, std::span<T> w, std::span<const T> g, std::span<T> m,
                std::span<T> v) {
    const Seen<T> seen(step.gradient);
    const Average<T> first(step.beta1);
    const Average<T> second(step.beta2);
    const auto correction = static_cast<T>(step.correction);
    const auto eps = static_cast<T>(step.eps);
    const auto of_gradient = static_cast<T>(step.of_gradient);
    const auto of_moment = static_cast<T>(step.of_moment);
    for (size_t i = 0; i < w.size(); ++i) {
        const T gradient = seen(g[i], w[i]);
        first.add(m[i], gradient);
        second.add(v[i], gradient * gradient);
        const T size = std::sqrt(v[i] / correction) + eps;
        w[i] -= of_gradient * gradient / size;
        w[i] -= of_moment * m[i] / size;
    }
}

template <class T>
void radam_step(const RadamStep& step, std::span<T> w, std::span<const T> g, std::span<T> m,
                std::span<T> v) {
    const Seen<T> seen(step.gradient);
    const Average<T> first(step.beta1);
    const Average<T> second(step.beta2);
    const auto lr = static_cast<T>(step.lr);
    const auto eps = static_cast<T>(step.eps);
    const auto correction = static_cast<T>(step.correction1);
    const auto rectified = static_cast<T>(step.rectified);
    for (size_t i = 0; i < w.size(); ++i) {
        const T gradient = seen(g[i], w[i]);
        first.add(m[i], gradient);
        second.add(v[i], gradient * gradient);
        const T change = m[i] / correction * lr;
        w[i] -= step.rectified == 0 ? change : change * (rectified / (std::sqrt(v[i]) + eps));
    }
}

template void rmsprop_step(const RmspropStep&, std::span<float>, std::span<const float>,
                           std::span<float>, std::span<float>, std::span<float>);
template void rmsprop_step(const RmspropStep&, std::span<double>, std::span<const double>,
                           std::span<double>, std::span<double>, std::span<double>);
template void adagrad_step(const AdagradStep&, std::span<float>, std::span<const float>,
                           std::span<float>);
template void adagrad_step(const AdagradStep&, std::span<double>, std::span<const double>,
                           std::span<double>);
template void adadelta_step(const AdadeltaStep&, std::span<float>, std::span<const float>,
                            std::span<float>, std::span<float>);
template void adadelta_step(const AdadeltaStep&, std::span<double>, std::span<const double>,
                            std::span<double>, std::span<double>);
template void adamax_step(const AdamaxStep&, std::span<float>, std::span<const float>,
                          std::span<float>, std::span<float>);
template void adamax_step(const AdamaxStep&, std::span<double>, std::span<const double>,
                          std::span<double>, std::span<double>);
template void nadam_step(const NadamStep&, std::span<float>, std::span<const float>,
                         std::span<float>, std::span<float>);
template void nadam_step(const NadamStep&, std::span<double>, std::span<const double>,
                         std::span<double>, std::span<double>);
template void radam_step(const RadamStep&, std::span<float>, std::span<const float>,
                         std::span<float>, std::span<float>);
template void radam_step(const RadamStep&, std::span<double>, std::span<const double>,
                         std::span<double>, std::span<double>);

}  // namespace engine::kernels
