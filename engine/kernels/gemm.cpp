#include "engine/kernels/gemm.h"

#include <algorithm>

#include "engine/kernels/eigen_impl.h"

namespace engine::kernels {

namespace {

// Below this many multiplications Eigen's blocking costs more than the product; below the second,
// the choice among its kernels does.
constexpr int64_t kTiny = 1024;
constexpr int64_t kTiniest = 256;

// `Wide` columns at once from `first` on; returns the first that is left.
template <int64_t Wide, class T>
int64_t tiniest_columns(const MatrixView<T>& a, const MatrixView<T>& b, T* c, int64_t c_stride,
                        bool accumulate, int64_t first) {
    const int64_t a_row = a.transposed ? 1 : a.stride;
    const int64_t a_column = a.transposed ? a.stride : 1;
    const int64_t b_row = b.transposed ? 1 : b.stride;
    const int64_t b_column = b.transposed ? b.stride : 1;
    int64_t j = first;
    for (; j + Wide <= b.columns; j += Wide) {
        for (int64_t i = 0; i < a.rows; ++i) {
            T sums[Wide];
            T* const to = c + i * c_stride + j;
            for (int64_t w = 0; w < Wide; ++w) sums[w] = accumulate ? to[w] : T(0);
            const T* left = a.data + i * a_row;
            const T* right = b.data + j * b_column;
            for (int64_t k = 0; k < a.columns; ++k, left += a_column, right += b_row) {
                const T factor = *left;
                for (int64_t w = 0; w < Wide; ++w) sums[w] += factor * right[w * b_column];
            }
            for (int64_t w = 0; w < Wide; ++w) to[w] = sums[w];
        }
    }
    return j;
}

// Eight columns at once, brought together first where they lie apart: then each row is a few
// instructions on whole registers. Returns the first column that is left.
template <class T>
int64_t tiniest_packed(const MatrixView<T>& a, const MatrixView<T>& b, T* c, int64_t c_stride,
                       bool accumulate) {
    constexpr int64_t kWide = 8;
    const int64_t a_row = a.transposed ? 1 : a.stride;
    const int64_t a_column = a.transposed ? a.stride : 1;
    const int64_t b_row = b.transposed ? 1 : b.stride;
    const int64_t b_column = b.transposed ? b.stride : 1;
    T packed[kTiniest];
    int64_t j = 0;
    for (; j + kWide <= b.columns; j += kWide) {
        for (int64_t w = 0; w < kWide; ++w) {
            const T* from = b.data + (j + w) * b_column;
            for (int64_t k = 0; k < b.rows; ++k) packed[k * kWide + w] = from[k * b_row];
        }
        for (int64_t i = 0; i < a.rows; ++i) {
            T sums[kWide];
            T* const to = c + i * c_stride + j;
            for (int64_t w = 0; w < kWide; ++w) sums[w] = accumulate ? to[w] : T(0);
            const T* left = a.data + i * a_row;
            for (int64_t k = 0; k < a.columns; ++k, left += a_column) {
                const T factor = *left;
                for (int64_t w = 0; w < kWide; ++w) sums[w] += factor * packed[k * kWide + w];
            }
            for (int64_t w = 0; w < kWide; ++w) to[w] = sums[w];
        }
    }
    return j;
}

template <class T>
void tiniest_product(const MatrixView<T>& a, const MatrixView<T>& b, T* c, int64_t c_stride,
                     bool accumulate) {
    int64_t j = a.rows > 1 ? tiniest_packed(a, b, c, c_stride, accumulate) : 0;
    j = tiniest_columns<4>(a, b, c, c_stride, accumulate, j);
    j = tiniest_columns<2>(a, b, c, c_stride, accumulate, j);
    tiniest_columns<1>(a, b, c, c_stride, accumulate, j);
}

template <class A, class B, class C>
void product(const A& a, const B& b, C& c, bool accumulate) {
    const bool tiny = a.rows() * a.cols() * b.cols() <= kTiny;
    if (tiny && accumulate) {
        c.noalias() += a.lazyProduct(b);
    } else if (tiny) {
        c.noalias() = a.lazyProduct(b);
    } else if (accumulate) {
        c.noalias() += a * b;
    } else {
        c.noalias() = a * b;
    }
}

template <class T>
ConstMatrix<T> stored(const MatrixView<T>& m) {
    const int64_t rows = m.transposed ? m.columns : m.rows;
    const int64_t columns = m.transposed ? m.rows : m.columns;
    return ConstMatrix<T>(m.data, rows, columns, Eigen::OuterStride<>(m.stride));
}

}  // namespace

template <class T>
void gemm(const MatrixView<T>& a, const MatrixView<T>& b, T* c, int64_t c_stride, bool accumulate) {
    if (a.rows * a.columns * b.columns <= kTiniest) {
        tiniest_product(a, b, c, c_stride, accumulate);
        return;
    }
    fix_block_sizes();
    MutableMatrix<T> y(c, a.rows, b.columns, Eigen::OuterStride<>(c_stride));
    if (a.columns == 0) {
        if (!accumulate) y.setZero();
        return;
    }
    const ConstMatrix<T> left = stored(a);
    const ConstMatrix<T> right = stored(b);
    if (a.transposed && b.transposed) {
        product(left.transpose(), right.transpose(), y, accumulate);
    } else if (a.transposed) {
        product(left.transpose(), right, y, accumulate);
    } else if (b.transposed) {
        product(left, right.transpose(), y, accumulate);
    } else {
        product(left, right, y, accumulate);
    }
}

template <class T>
void fill_rows(const T* row, T* y, int64_t rows, int64_t columns) {
    for (int64_t i = 0; i < rows; ++i) std::copy_n(row, columns, y + i * columns);
}

template <class T>
void column_sums(const T* x, int64_t rows, int64_t columns, T* __restrict sums, bool accumulate) {
    if (!accumulate) std::fill_n(sums, columns, T(0));
    for (int64_t i = 0; i < rows; ++i) {
        const T* __restrict row = x + i * columns;
        for (int64_t j = 0; j < columns; ++j) sums[j] += row[j];
    }
}

#define INSTANTIATE(T)                                                                 \
    template void gemm(const MatrixView<T>&, const MatrixView<T>&, T*, int64_t, bool); \
    template void fill_rows(const T*, T*, int64_t, int64_t);                           \
    template void column_sums(const T*, int64_t, int64_t, T*, bool);
INSTANTIATE(float)
INSTANTIATE(double)

}  // namespace engine::kernels
