#include "engine/autograd/ops/products.h"

#include <algorithm>
#include <cctype>

#include "engine/kernels/gemm.h"
#include "engine/tensor/views.h"

namespace engine::raw {

namespace {

// As rows that lie densely, or as columns that do; else through a copy, kept alive in `copy`.
template <class T>
kernels::MatrixView<T> matrix(Factor factor, Tensor& copy) {
    const Tensor& x = factor.tensor;
    const int64_t rows = factor.rows();
    const int64_t columns = factor.columns();
    const int64_t row_step = x.strides()[factor.turned ? 1 : 0];
    const int64_t column_step = x.strides()[factor.turned ? 0 : 1];
    if ((column_step == 1 || columns == 1) && row_step >= columns) {
        return {x.data<T>(), rows, columns, row_step, false};
    }
    if ((row_step == 1 || rows == 1) && column_step >= rows) {
        return {x.data<T>(), rows, columns, column_step, true};
    }
    copy = factor.turned ? views::transpose(x, 0, 1).copy() : x.copy();
    return {copy.data<T>(), rows, columns, columns, false};
}

template <class T>
void multiply_whole_numbers(const Tensor& y, Factor a, Factor b) {
    const auto packed = [](Factor x) {
        return (x.turned ? views::transpose(x.tensor, 0, 1) : x.tensor).contiguous();
    };
    const Tensor left = packed(a);
    const Tensor right = packed(b);
    const std::span<const T> pa = left.span<T>();
    const std::span<const T> pb = right.span<T>();
    const std::span<T> py = y.mutable_span<T>();
    const auto k = static_cast<size_t>(a.columns());
    const auto m = static_cast<size_t>(b.columns());
    for (size_t i = 0; i < py.size(); ++i) {
        T sum = 0;
        for (size_t l = 0; l < k; ++l) sum += pa[i / m * k + l] * pb[l * m + i % m];
        py[i] = sum;
    }
}

}  // namespace

std::string c_name(DType dtype) {
    switch (dtype) {
        case DType::Float32:
            return "float";
        case DType::Float64:
            return "double";
        case DType::Int64:
            return "long int";
        case DType::Half:
            return "c10::Half";
        default:
            break;
    }
    std::string name(scalar_name(dtype));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    return name;
}

void check_same_dtype(const Tensor& a, const Tensor& b) {
    if (a.dtype() == b.dtype()) return;
    raise(ErrorKind::RuntimeError, "expected m1 and m2 to have the same dtype, but got: {} != {}",
          c_name(a.dtype()), c_name(b.dtype()));
}

void check_scalar_types(const Tensor& a, const Tensor& b) {
    if (a.dtype() == b.dtype()) return;
    raise(ErrorKind::RuntimeError, "expected scalar type {} but found {}", scalar_name(a.dtype()),
          scalar_name(b.dtype()));
}

void product_into(const Tensor& y, Factor a, Factor b, bool accumulate) {
    const DType dtype = a.tensor.dtype();
    if (dtype == DType::Int64) return multiply_whole_numbers<int64_t>(y, a, b);
    dispatch_floating(dtype, "addmm_impl_cpu_", [&]<class T>() {
        Tensor left;
        Tensor right;
        const auto ma = matrix<T>(a, left);
        const auto mb = matrix<T>(b, right);
        kernels::gemm<T>(ma, mb, y.mutable_data<T>(), std::max<int64_t>(y.sizes()[1], 1),
                         accumulate);
    });
}

Tensor product(Factor a, Factor b) {
    const Tensor y = Tensor::empty({a.rows(), b.columns()}, a.tensor.dtype());
    product_into(y, a, b, false);
    return y;
}

}  // namespace engine::raw
