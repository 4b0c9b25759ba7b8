#pragma once

#include <cstdint>

/// The elementwise part of one time step of a recurrent layer: what stands between the products
/// with W_ih and W_hh. Arrays are row-major, (batch, hidden) or (batch, gates * hidden) with the
/// gates of a sample next to each other. For float and double.
namespace engine::kernels {

/// i, f, o = sigmoid, g = tanh of `gates` (batch, 4 hidden: i, f, g, o), which are written over;
/// c = f c_before + i g, and m = o tanh c.
template <class T>
void lstm_step(int64_t batch, int64_t hidden, T* gates, const T* c_before, T* c, T* tanh_c, T* m);

/// From dm and dc (which holds the gradient of c, and then that of c_before) to the gradient of the
/// gates before sigmoid and tanh.
template <class T>
void lstm_step_backward(int64_t batch, int64_t hidden, const T* gates, const T* c_before,
                        const T* tanh_c, const T* dm, T* dc, T* dgates);

/// r, z = sigmoid(gates + part), n = tanh(gates + r part), where `gates` (batch, 3 hidden: r, z, n)
/// come from the input and are written over, and `part` comes from h_before;
/// h = (1 - z) n + z h_before.
template <class T>
void gru_step(int64_t batch, int64_t hidden, T* gates, const T* part, const T* h_before, T* h);

/// From dh (which holds the gradient of h, and then what goes straight to h_before) to the
/// gradients of the two summands of the gates.
template <class T>
void gru_step_backward(int64_t batch, int64_t hidden, const T* gates, const T* part,
                       const T* h_before, T* dh, T* dgates, T* dpart);

}  // namespace engine::kernels
