#include <array>
#include <cmath>
#include <utility>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops_linalg.h"
#include "engine/autograd/ops_reduce.h"
#include "engine/base/error.h"

namespace engine {

namespace {

void check_floating(const Tensor& x) {
    if (is_floating(x.dtype())) return;
    raise(ErrorKind::RuntimeError,
          "linalg.matrix_norm: Expected a floating point or complex tensor as input. Got {}",
          scalar_name(x.dtype()));
}

// The two dimensions, counted from the front.
std::pair<int64_t, int64_t> matrix_dims(const Tensor& x, std::span<const int64_t> dims) {
    if (x.dim() < 2) {
        raise(ErrorKind::RuntimeError,
              "linalg.matrix_norm: The input tensor A must have at least 2 dimensions.");
    }
    if (dims.size() != 2) {
        raise(ErrorKind::RuntimeError, "linalg.matrix_norm: dim must be a 2-tuple. Got {}",
              fmt::join(dims, " "));
    }
    const auto rows = static_cast<int64_t>(wrap_dim(dims[0], x.sizes().size()));
    const auto columns = static_cast<int64_t>(wrap_dim(dims[1], x.sizes().size()));
    if (rows == columns) {
        raise(ErrorKind::RuntimeError, "linalg.matrix_norm: dims must be different. Got ({}, {})",
              dims[0], dims[1]);
    }
    return {rows, columns};
}

[[noreturn]] void refuse_singular_values() {
    raise(ErrorKind::NotImplementedError,
          "norms of singular values are outside the PyTorch subset that Modescope runs: use 'fro', "
          "1 or infinity");
}

}  // namespace

Tensor matrix_norm(const Tensor& x, double order, std::span<const int64_t> dims, bool keepdim) {
    check_floating(x);
    auto [summed, compared] = matrix_dims(x, dims);
    const double size = std::abs(order);
    if (size == 2) refuse_singular_values();
    if (size != 1 && !std::isinf(size)) {
        raise(ErrorKind::RuntimeError, "linalg.matrix_norm: Order {} not supported.", order);
    }
    if (std::isinf(size)) std::swap(summed, compared);
    // The largest (or smallest) sum of magnitudes of a column, or of a row.
    const Tensor sums = sum(abs(x), std::span(&summed, 1), keepdim);
    if (!keepdim && compared > summed) --compared;
    return order > 0 ? amax(sums, std::span(&compared, 1), keepdim)
                     : amin(sums, std::span(&compared, 1), keepdim);
}

Tensor matrix_norm(const Tensor& x, std::string_view order, std::span<const int64_t> dims,
                   bool keepdim) {
    check_floating(x);
    const auto [rows, columns] = matrix_dims(x, dims);
    if (order == "nuc") refuse_singular_values();
    if (order != "fro") {
        raise(ErrorKind::RuntimeError, "linalg.matrix_norm: Order {} not supported.", order);
    }
    return norm(x, 2, std::array{rows, columns}, keepdim, true);
}

}  // namespace engine
