// torch.linalg's norms.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops_linalg.h"
#include "engine/autograd/ops_linear_systems.h"
#include "engine/autograd/ops_reduce.h"
#include "engine/base/error.h"
#include "engine/script/native_tables.h"

#include <cmath>

namespace engine::script {

namespace {

using nn::Value;

// Parameter i of every row here is `dtype`.
Tensor in_dtype(const Call& call, std::size_t i) {
    return to(call.tensor(0), call.maybe_dtype(i).value_or(call.tensor(0).dtype()));
}

Tensor norm_of_matrix(const Call& call, const Tensor& x, std::span<const int64_t> dims) {
    if (const std::string* order = call[1].text()) {
        return matrix_norm(x, *order, dims, call.flag(3));
    }
    return matrix_norm(x, call.number(1), dims, call.flag(3));
}

// The greatest and the least of nothing are not known.
Tensor vector_norm(const Tensor& x, double order, std::span<const int64_t> dims, bool keepdim) {
    if (x.numel() == 0 && (order < 0 || std::isinf(order))) {
        if (dims.empty()) {
            raise(ErrorKind::RuntimeError,
                  "linalg.vector_norm cannot compute the {} norm on an empty tensor because the "
                  "operation does not have an identity",
                  order);
        }
        for (const int64_t dim : dims) {
            if (x.size(dim) != 0) continue;
            raise(ErrorKind::RuntimeError,
                  "linalg.vector_norm cannot compute the {} norm on the dimension {}because this "
                  "dimension is empty and the operation does not have an identity",
                  order, wrap_dim(dim, x.sizes().size()));
        }
    }
    return norm(x, order, dims, keepdim, true);
}

Value norm_(Call& call) {
    const Tensor x = in_dtype(call, 4);
    std::vector<int64_t> dims;
    if (!call.is_none(2)) {
        dims = call.integers(2);
        if (dims.size() != 1 && dims.size() != 2) {
            raise(ErrorKind::RuntimeError,
                  "linalg.norm: If dim is specified, it must be of length 1 or 2. Got [{}]",
                  fmt::join(dims, ", "));
        }
    } else if (!call.is_none(1)) {
        if (x.dim() != 1 && x.dim() != 2) {
            raise(ErrorKind::RuntimeError,
                  "linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. "
                  "Got {}D.",
                  x.dim());
        }
        if (x.dim() == 2 || call[1].text() != nullptr) dims = {0, 1};
    }
    const bool of_matrix = !call.is_none(1) && (dims.size() == 2 || call[1].text() != nullptr);
    if (of_matrix) return norm_of_matrix(call, x, dims);
    return vector_norm(x, call.is_none(1) ? 2 : call.number(1), dims, call.flag(3));
}

Value vector_norm_(Call& call) {
    const std::vector<int64_t> dims = call.is_none(2) ? std::vector<int64_t>() : call.integers(2);
    return vector_norm(in_dtype(call, 4), call.number(1), dims, call.flag(3));
}

constexpr Native kRows[] = {
    {kLinalg, "norm(A, ord=None, dim=None, keepdim=False, *, dtype=None)", norm_},
    {kTorch | kMethod, "inverse(input)",
     [](Call& call) -> Value { return inverse(call.tensor(0)); }},
    {kLinalg, "inv(A)", [](Call& call) -> Value { return inverse(call.tensor(0)); }},
    {kTorch | kMethod | kLinalg, "det(input)",
     [](Call& call) -> Value { return det(call.tensor(0)); }},
    {kLinalg, "solve(A, B)",
     [](Call& call) -> Value { return solve(call.tensor(0), call.tensor(1)); }},
    {kTorch | kMethod | kLinalg, "matrix_power(input, n)",
     [](Call& call) -> Value { return matrix_power(call.tensor(0), call.integer(1)); }},
    {kLinalg, "vector_norm(x, ord=2, dim=None, keepdim=False, *, dtype=None)", vector_norm_},
    {kLinalg, "matrix_norm(A, ord='fro', dim=(-2, -1), keepdim=False, *, dtype=None)",
     [](Call& call) -> Value { return norm_of_matrix(call, in_dtype(call, 4), call.integers(2)); }},
};

}  // namespace

std::span<const Native> linalg_names() {
    return kRows;
}

}  // namespace engine::script
