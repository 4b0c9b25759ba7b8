#include "engine/autograd/ops/products.h"

#include <algorithm>
#include <cctype>

#include "engine/kernels/gemm.h"
#include "engine/tensor/views.h"

namespace engine::raw {

namespace {

// As rows that lie densely, or as columns that do; else through a copy, kept alive in `copy`.
template <class T>
kernels::MatrixView<T> matrix(const Tensor& x, Tensor& copy) {
    const int64_t rows = x.sizes()[0];
    const int64_t columns = x.sizes()[1];
    if ((x.strides()[1] == 1 || columns == 1) && x.strides()[0] >= columns) {
        return {x.data<T>(), rows, columns, x.strides()[0], false};
    }
    if ((x.strides()[0] == 1 || rows == 1) && x.strides()[1] >= rows) {
        return {x.data<T>(), rows, columns, x.strides()[1], true};
    }
    copy = x.copy();
    return {copy.data<T>(), rows, columns, columns, false};
}

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

template <class T>
void multiply_whole_numbers(const Tensor& y, const Tensor& a, const Tensor& b) {
    const Tensor left = a.contiguous();
    const Tensor right = b.contiguous();
    const std::span<const T> pa = left.span<T>();
    const std::span<const T> pb = right.span<T>();
    const std::span<T> py = y.mutable_span<T>();
    const auto k = static_cast<size_t>(a.size(1));
    const auto m = static_cast<size_t>(b.size(1));
    for (size_t i = 0; i < py.size(); ++i) {
        T sum = 0;
        for (size_t l = 0; l < k; ++l) sum += pa[i / m * k + l] * pb[l * m + i % m];
        py[i] = sum;
    }
}

}  // namespace

void check_same_dtype(const Tensor& a, const Tensor& b) {
    if (a.dtype() == b.dtype()) return;
    raise(ErrorKind::RuntimeError, "expected m1 and m2 to have the same dtype, but got: {} != {}",
          c_name(a.dtype()), c_name(b.dtype()));
}

void product_into(const Tensor& y, const Tensor& a, const Tensor& b, bool accumulate) {
    if (a.dtype() == DType::Int64) return multiply_whole_numbers<int64_t>(y, a, b);
    dispatch_floating(a.dtype(), "addmm_impl_cpu_", [&]<class T>() {
        Tensor left;
        Tensor right;
        const auto ma = matrix<T>(a, left);
        const auto mb = matrix<T>(b, right);
        kernels::gemm<T>(ma, mb, y.mutable_data<T>(), std::max<int64_t>(y.sizes()[1], 1),
                         accumulate);
    });
}

Tensor product(const Tensor& a, const Tensor& b) {
    const Tensor y = Tensor::empty({a.sizes()[0], b.sizes()[1]}, a.dtype());
    product_into(y, a, b, false);
    return y;
}

}  // namespace engine::raw
