#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "engine/tensor/tensor.h"

/// Products beside mm(), matmul() and linear() of ops.h. Errors are PyTorch's.
namespace engine {

/// The sum of a_i b_i, of two vectors.
Tensor dot(const Tensor& a, const Tensor& b);
/// (n, k) (k) -> (n)
Tensor mv(const Tensor& a, const Tensor& v);
/// Batches of matrices: (b, n, k) (b, k, m) -> (b, n, m)
Tensor bmm(const Tensor& a, const Tensor& b);
/// y_ij = a_i b_j
Tensor outer(const Tensor& a, const Tensor& b);
/// Sums over the last dimension of both.
Tensor inner(const Tensor& a, const Tensor& b);

/// beta x + alpha a b, where x stretches; x is not looked at if beta is 0.
Tensor addmm(const Tensor& x, const Tensor& a, const Tensor& b, double beta = 1, double alpha = 1);
Tensor addmv(const Tensor& x, const Tensor& a, const Tensor& v, double beta = 1, double alpha = 1);
/// The products of the batch are added up.
Tensor addbmm(const Tensor& x, const Tensor& a, const Tensor& b, double beta = 1, double alpha = 1);
Tensor baddbmm(const Tensor& x, const Tensor& a, const Tensor& b, double beta = 1,
               double alpha = 1);
/// a b is the outer product.
Tensor addr(const Tensor& x, const Tensor& a, const Tensor& b, double beta = 1, double alpha = 1);

/// Sums over pairs of dimensions, one of each.
Tensor tensordot(const Tensor& a, const Tensor& b, std::span<const int64_t> dims_a,
                 std::span<const int64_t> dims_b);
/// Every element of a times all of b.
Tensor kron(const Tensor& a, const Tensor& b);
/// Einstein's sum: "ij,jk->ik", with implicit output, `...` and repeated letters. More than two
/// operands are taken from the left.
Tensor einsum(std::string_view equation, std::span<const Tensor> operands);

}  // namespace engine
