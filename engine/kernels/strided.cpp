#include "engine/kernels/strided.h"

#include <algorithm>
#include <type_traits>

#include "engine/kernels/strided_rows.h"

namespace engine::kernels {

template <class From, class To>
void strided_copy(Extents extents, const From* x, const int64_t* x_strides, To* y,
                  const int64_t* y_strides) {
    for_each_row<2>(extents, {x_strides, y_strides}, [&](auto& at, int64_t n, auto step) {
        const From* px = x + at[0];
        To* py = y + at[1];
        if (step[0] == 1 && step[1] == 1) {
#pragma GCC ivdep
            for (int64_t i = 0; i < n; ++i) py[i] = static_cast<To>(px[i]);
        } else {
            for (int64_t i = 0; i < n; ++i) py[i * step[1]] = static_cast<To>(px[i * step[0]]);
        }
    });
}

template <class T>
void strided_fill(Extents extents, T value, T* y, const int64_t* y_strides) {
    for_each_row<1>(extents, {y_strides}, [&](auto& at, int64_t n, auto step) {
        T* py = y + at[0];
        if (step[0] == 1) {
            std::fill_n(py, n, value);
        } else {
            for (int64_t i = 0; i < n; ++i) py[i * step[0]] = value;
        }
    });
}

template <class T>
void strided_binary(BinaryOp op, Extents extents, const T* a, const int64_t* a_strides, const T* b,
                    const int64_t* b_strides, T* y, const int64_t* y_strides) {
    const auto run = [&](auto f) {
        binary_rows(extents, a, a_strides, b, b_strides, y, y_strides, f);
    };
    switch (op) {
        case BinaryOp::Add:
            return run([](T p, T q) { return p + q; });
        case BinaryOp::Sub:
            return run([](T p, T q) { return p - q; });
        case BinaryOp::Mul:
            return run([](T p, T q) { return p * q; });
        case BinaryOp::Div:
            return run([](T p, T q) {
                if constexpr (std::is_integral_v<T>)
                    return q == 0 ? T{0} : p / q;
                else
                    return p / q;
            });
        // A NaN wins, whichever side it is on.
        case BinaryOp::Maximum:
            return run([](T p, T q) { return p > q || p != p ? p : q; });
        case BinaryOp::Minimum:
            return run([](T p, T q) { return p < q || p != p ? p : q; });
    }
}

template <class T>
void strided_compare(CompareOp op, Extents extents, const T* a, const int64_t* a_strides,
                     const T* b, const int64_t* b_strides, bool* y, const int64_t* y_strides) {
    const auto run = [&](auto f) {
        binary_rows(extents, a, a_strides, b, b_strides, y, y_strides, f);
    };
    switch (op) {
        case CompareOp::Equal:
            return run([](T p, T q) { return p == q; });
        case CompareOp::NotEqual:
            return run([](T p, T q) { return p != q; });
        case CompareOp::Less:
            return run([](T p, T q) { return p < q; });
        case CompareOp::LessEqual:
            return run([](T p, T q) { return p <= q; });
        case CompareOp::Greater:
            return run([](T p, T q) { return p > q; });
        case CompareOp::GreaterEqual:
            return run([](T p, T q) { return p >= q; });
    }
}

template <class T>
void strided_sum(Extents extents, const T* x, const int64_t* x_strides, T* y,
                 const int64_t* y_strides) {
    using Sum = std::conditional_t<std::is_integral_v<T>, T, double>;
    for_each_row<2>(extents, {x_strides, y_strides}, [&](auto& at, int64_t n, auto step) {
        const T* px = x + at[0];
        T* py = y + at[1];
        if (step[1] == 0) {
            Sum sum[4] = {};  // four chains: one waits for each addition
            int64_t i = 0;
            for (; i + 4 <= n; i += 4) {
                for (int64_t k = 0; k < 4; ++k) sum[k] += static_cast<Sum>(px[(i + k) * step[0]]);
            }
            for (; i < n; ++i) sum[0] += static_cast<Sum>(px[i * step[0]]);
            *py = static_cast<T>(static_cast<Sum>(*py) + ((sum[0] + sum[1]) + (sum[2] + sum[3])));
        } else if (step[0] == 1 && step[1] == 1) {
#pragma GCC ivdep
            for (int64_t i = 0; i < n; ++i) py[i] += px[i];
        } else {
            for (int64_t i = 0; i < n; ++i) py[i * step[1]] += px[i * step[0]];
        }
    });
}

#define INSTANTIATE_COPY(From)                                                                  \
    template void strided_copy(Extents, const From*, const int64_t*, float*, const int64_t*);   \
    template void strided_copy(Extents, const From*, const int64_t*, double*, const int64_t*);  \
    template void strided_copy(Extents, const From*, const int64_t*, int64_t*, const int64_t*); \
    template void strided_copy(Extents, const From*, const int64_t*, bool*, const int64_t*);    \
    template void strided_fill(Extents, From, From*, const int64_t*);                           \
    template void strided_compare(CompareOp, Extents, const From*, const int64_t*, const From*, \
                                  const int64_t*, bool*, const int64_t*);
INSTANTIATE_COPY(float)
INSTANTIATE_COPY(double)
INSTANTIATE_COPY(int64_t)
INSTANTIATE_COPY(bool)

#define INSTANTIATE_ARITHMETIC(T)                                                       \
    template void strided_binary(BinaryOp, Extents, const T*, const int64_t*, const T*, \
                                 const int64_t*, T*, const int64_t*);                   \
    template void strided_sum(Extents, const T*, const int64_t*, T*, const int64_t*);
INSTANTIATE_ARITHMETIC(float)
INSTANTIATE_ARITHMETIC(double)
INSTANTIATE_ARITHMETIC(int64_t)

}  // namespace engine::kernels
