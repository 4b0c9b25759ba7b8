#pragma once

#include <string>

#include "engine/tensor/tensor.h"

/// Products without history, for the ops.
namespace engine::raw {

/// A matrix, or its transpose without a tensor for it. Refers to a tensor that must outlive it.
struct Factor {
    Factor(const Tensor& x, bool is_turned = false) : tensor(x), turned(is_turned) {}
    const Tensor& tensor;
    bool turned;

    int64_t rows() const { return tensor.sizes()[turned ? 1 : 0]; }
    int64_t columns() const { return tensor.sizes()[turned ? 0 : 1]; }
};
inline Factor turned(const Tensor& x) {
    return {x, true};
}

/// a b, or y += a b: 2-D, any strides; one dtype.
Tensor product(Factor a, Factor b);
void product_into(const Tensor& y, Factor a, Factor b, bool accumulate);

/// Both dtypes equal, or RuntimeError "expected m1 and m2 to have the same dtype, but got: float !=
/// double".
void check_same_dtype(const Tensor& a, const Tensor& b);

/// "float": the type's name in C++, which these messages use.
std::string c_name(DType dtype);

/// Both dtypes equal, or RuntimeError "expected scalar type Float but found Double".
void check_scalar_types(const Tensor& a, const Tensor& b);

/// (n, r, k) (n, k, c) -> (n, r, c), matrix by matrix: any strides, one dtype.
Tensor batch_product(const Tensor& a, const Tensor& b);
/// throws  RuntimeError "batch1 must be a 3D tensor", "Expected size for first two dimensions of
///         batch2 tensor to be: [2, 4] but got: [2, 3]."
void check_batches(const Tensor& a, const Tensor& b);

}  // namespace engine::raw
