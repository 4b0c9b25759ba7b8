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

}  // namespace engine::raw
