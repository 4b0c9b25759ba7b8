#include "engine/kernels/recurrent.h"

#include <span>

#include "engine/kernels/elementwise.h"

namespace engine::kernels {

namespace {

template <class T>
void sigmoid_row(T* x, int64_t n) {
    const auto row = std::span(x, static_cast<size_t>(n));
    sigmoid<T>(row, row);
}
template <class T>
void tanh_row(T* x, int64_t n) {
    const auto row = std::span(x, static_cast<size_t>(n));
    tanh<T>(row, row);
}

}  // namespace

template <class T>
void lstm_step(int64_t batch, int64_t hidden, T* gates, const T* c_before, T* c, T* tanh_c, T* m) {
    for (int64_t sample = 0; sample < batch; ++sample) {
        T* const i = gates + sample * 4 * hidden;
        const T* const f = i + hidden;
        T* const g = i + 2 * hidden;
        T* const o = i + 3 * hidden;
        const int64_t at = sample * hidden;
        sigmoid_row(i, 2 * hidden);
        tanh_row(g, hidden);
        sigmoid_row(o, hidden);
        for (int64_t j = 0; j < hidden; ++j) c[at + j] = f[j] * c_before[at + j] + i[j] * g[j];
        tanh<T>({c + at, static_cast<size_t>(hidden)}, {tanh_c + at, static_cast<size_t>(hidden)});
        for (int64_t j = 0; j < hidden; ++j) m[at + j] = o[j] * tanh_c[at + j];
    }
}

template <class T>
void lstm_step_backward(int64_t batch, int64_t hidden, const T* gates, const T* c_before,
                        const T* tanh_c, const T* dm, T* dc, T* dgates) {
    for (int64_t sample = 0; sample < batch; ++sample) {
        const T* const i = gates + sample * 4 * hidden;
        const T* const f = i + hidden;
        const T* const g = i + 2 * hidden;
        const T* const o = i + 3 * hidden;
        T* __restrict const di = dgates + sample * 4 * hidden;
        const int64_t at = sample * hidden;
        for (int64_t j = 0; j < hidden; ++j) {
            const T y = tanh_c[at + j];
            const T dh = dm[at + j];
            const T dcell = dc[at + j] + dh * o[j] * (T(1) - y * y);
            di[j] = dcell * g[j] * i[j] * (T(1) - i[j]);
            di[j + hidden] = dcell * c_before[at + j] * f[j] * (T(1) - f[j]);
            di[j + 2 * hidden] = dcell * i[j] * (T(1) - g[j] * g[j]);
            di[j + 3 * hidden] = dh * y * o[j] * (T(1) - o[j]);
            dc[at + j] = dcell * f[j];
        }
    }
}

template <class T>
void gru_step(int64_t batch, int64_t hidden, T* gates, const T* part, const T* h_before, T* h) {
    for (int64_t sample = 0; sample < batch; ++sample) {
        T* const r = gates + sample * 3 * hidden;
        const T* const z = r + hidden;
        T* const n = r + 2 * hidden;
        const T* const from_h = part + sample * 3 * hidden;
        const int64_t at = sample * hidden;
        for (int64_t j = 0; j < 2 * hidden; ++j) r[j] += from_h[j];
        sigmoid_row(r, 2 * hidden);
        for (int64_t j = 0; j < hidden; ++j) n[j] += r[j] * from_h[j + 2 * hidden];
        tanh_row(n, hidden);
        for (int64_t j = 0; j < hidden; ++j) h[at + j] = (h_before[at + j] - n[j]) * z[j] + n[j];
    }
}

template <class T>
void gru_step_backward(int64_t batch, int64_t hidden, const T* gates, const T* part,
                       const T* h_before, T* dh, T* dgates, T* dpart) {
    for (int64_t sample = 0; sample < batch; ++sample) {
        const T* const r = gates + sample * 3 * hidden;
        const T* const z = r + hidden;
        const T* const n = r + 2 * hidden;
        const T* const from_h = part + sample * 3 * hidden + 2 * hidden;
        T* __restrict const dx = dgates + sample * 3 * hidden;
        T* __restrict const dp = dpart + sample * 3 * hidden;
        const int64_t at = sample * hidden;
        for (int64_t j = 0; j < hidden; ++j) {
            const T dy = dh[at + j];
            const T dn = dy * (T(1) - z[j]) * (T(1) - n[j] * n[j]);
            const T dr = dn * from_h[j] * r[j] * (T(1) - r[j]);
            const T dz = dy * (h_before[at + j] - n[j]) * z[j] * (T(1) - z[j]);
            dx[j] = dr;
            dx[j + hidden] = dz;
            dx[j + 2 * hidden] = dn;
            dp[j] = dr;
            dp[j + hidden] = dz;
            dp[j + 2 * hidden] = dn * r[j];
            dh[at + j] = dy * z[j];
        }
    }
}

#define INSTANTIATE(T)                                                                             \
    template void lstm_step(int64_t, int64_t, T*, const T*, T*, T*, T*);                           \
    template void lstm_step_backward(int64_t, int64_t, const T*, const T*, const T*, const T*, T*, \
                                     T*);                                                          \
    template void gru_step(int64_t, int64_t, T*, const T*, const T*, T*);                          \
    template void gru_step_backward(int64_t, int64_t, const T*, const T*, const T*, T*, T*, T*);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
