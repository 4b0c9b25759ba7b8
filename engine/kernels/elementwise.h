#pragma once

#include <span>

/// y[i] = f(x[i]), and dx[i] from what f saved. All spans of a call have one length; y may be x
/// itself. For float and double.
namespace engine::kernels {

template <class T>
void neg(std::span<const T> x, std::span<T> y);

/// max(x, 0); a NaN stays.
template <class T>
void relu(std::span<const T> x, std::span<T> y);
/// dx = y <= 0 ? 0 : dy; a NaN passes dy on.
template <class T>
void relu_backward(std::span<const T> y, std::span<const T> dy, std::span<T> dx);

template <class T>
void tanh(std::span<const T> x, std::span<T> y);
/// dx = dy (1 - y^2)
template <class T>
void tanh_backward(std::span<const T> y, std::span<const T> dy, std::span<T> dx);

template <class T>
void sigmoid(std::span<const T> x, std::span<T> y);
/// dx = dy y (1 - y)
template <class T>
void sigmoid_backward(std::span<const T> y, std::span<const T> dy, std::span<T> dx);

template <class T>
void exp(std::span<const T> x, std::span<T> y);
template <class T>
void log(std::span<const T> x, std::span<T> y);
template <class T>
void sqrt(std::span<const T> x, std::span<T> y);
template <class T>
void abs(std::span<const T> x, std::span<T> y);
/// -1, 0 or 1
template <class T>
void sign(std::span<const T> x, std::span<T> y);
/// x^exponent
template <class T>
void pow(std::span<const T> x, double exponent, std::span<T> y);

/// y = a x
template <class T>
void scale(std::span<const T> x, T a, std::span<T> y);

/// The sum of (x - target)^2, kept in double.
template <class T>
double squared_distance(std::span<const T> x, std::span<const T> target);
/// dx = a (x - target)
template <class T>
void scaled_difference(std::span<const T> x, std::span<const T> target, T a, std::span<T> dx);

}  // namespace engine::kernels
