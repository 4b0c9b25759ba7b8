#include "engine/kernels/elementwise.h"

#include <cmath>

#include "engine/kernels/eigen_impl.h"

namespace engine::kernels {

namespace {

template <class T>
ConstArray<T> in(std::span<const T> x) {
    return ConstArray<T>(x.data(), static_cast<Eigen::Index>(x.size()));
}
template <class T>
MutableArray<T> out(std::span<T> y) {
    return MutableArray<T>(y.data(), static_cast<Eigen::Index>(y.size()));
}

}  // namespace

template <class T>
void neg(std::span<const T> x, std::span<T> y) {
    out(y) = -in(x);
}

template <class T>
void relu(std::span<const T> x, std::span<T> y) {
    const T* px = x.data();
    T* py = y.data();
    for (size_t i = 0; i < x.size(); ++i) py[i] = px[i] < T(0) ? T(0) : px[i];
}

template <class T>
void relu_backward(std::span<const T> y, std::span<const T> dy, std::span<T> dx) {
    const T* __restrict py = y.data();
    const T* __restrict pdy = dy.data();
    T* __restrict pdx = dx.data();
    for (size_t i = 0; i < y.size(); ++i) pdx[i] = py[i] <= T(0) ? T(0) : pdy[i];
}

template <class T>
void tanh(std::span<const T> x, std::span<T> y) {
    out(y) = in(x).tanh();
}
template <class T>
void tanh_backward(std::span<const T> y, std::span<const T> dy, std::span<T> dx) {
    out(dx) = in(dy) * (T(1) - in(y)*in(y));
}

template <class T>
void sigmoid(std::span<const T> x, std::span<T> y) {
    out(y) = T(1) / (T(1) + (-in(x)).exp());
}
template <class T>
void sigmoid_backward(std::span<const T> y, std::span<const T> dy, std::span<T> dx) {
    out(dx) = in(dy) * ((T(1) - in(y)) * in(y));
}

template <class T>
void exp(std::span<const T> x, std::span<T> y) {
    out(y) = in(x).exp();
}
template <class T>
void log(std::span<const T> x, std::span<T> y) {
    out(y) = in(x).log();
}
template <class T>
void sqrt(std::span<const T> x, std::span<T> y) {
    out(y) = in(x).sqrt();
}
template <class T>
void abs(std::span<const T> x, std::span<T> y) {
    out(y) = in(x).abs();
}
template <class T>
void sign(std::span<const T> x, std::span<T> y) {
    for (size_t i = 0; i < x.size(); ++i) y[i] = T(x[i] > T(0)) - T(x[i] < T(0));
}

template <class T>
void pow(std::span<const T> x, double exponent, std::span<T> y) {
    if (exponent == 2) {
        out(y) = in(x)*in(x);
    } else if (exponent == 1) {
        out(y) = in(x);
    } else if (exponent == 0.5) {
        out(y) = in(x).sqrt();
    } else {
        const auto power = static_cast<T>(exponent);
        for (size_t i = 0; i < x.size(); ++i) y[i] = std::pow(x[i], power);
    }
}

template <class T>
void scale(std::span<const T> x, T a, std::span<T> y) {
    out(y) = in(x)*a;
}

template <class T>
double squared_distance(std::span<const T> x, std::span<const T> target) {
    return (in(x)-in(target)).template cast<double>().square().sum();
}
template <class T>
void scaled_difference(std::span<const T> x, std::span<const T> target, T a, std::span<T> dx) {
    out(dx) = a * (in(x)-in(target));
}

#define INSTANTIATE(T)                                                                    \
    template void neg(std::span<const T>, std::span<T>);                                  \
    template void relu(std::span<const T>, std::span<T>);                                 \
    template void relu_backward(std::span<const T>, std::span<const T>, std::span<T>);    \
    template void tanh(std::span<const T>, std::span<T>);                                 \
    template void tanh_backward(std::span<const T>, std::span<const T>, std::span<T>);    \
    template void sigmoid(std::span<const T>, std::span<T>);                              \
    template void sigmoid_backward(std::span<const T>, std::span<const T>, std::span<T>); \
    template void exp(std::span<const T>, std::span<T>);                                  \
    template void log(std::span<const T>, std::span<T>);                                  \
    template void sqrt(std::span<const T>, std::span<T>);                                 \
    template void abs(std::span<const T>, std::span<T>);                                  \
    template void sign(std::span<const T>, std::span<T>);                                 \
    template void pow(std::span<const T>, double, std::span<T>);                          \
    template void scale(std::span<const T>, T, std::span<T>);                             \
    template double squared_distance(std::span<const T>, std::span<const T>);             \
    template void scaled_difference(std::span<const T>, std::span<const T>, T, std::span<T>);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
