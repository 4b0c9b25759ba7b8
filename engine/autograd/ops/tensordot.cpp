#include "engine/autograd/ops.h"
#include "engine/autograd/ops_product.h"
#include "engine/base/error.h"

#include <algorithm>

namespace engine {

namespace {

// The dimensions that are not summed, in order.
std::vector<int64_t> kept_dims(const Tensor& x, const std::vector<bool>& summed) {
    std::vector<int64_t> out;
    for (size_t d = 0; d < x.sizes().size(); ++d) {
        if (!summed[d]) out.push_back(static_cast<int64_t>(d));
    }
    return out;
}

std::vector<bool> marked(const Tensor& x, std::span<const int64_t> dims) {
    std::vector<bool> out(std::max<size_t>(x.sizes().size(), 1), false);
    for (const int64_t dim : dims) {
        const size_t d = wrap_dim(dim, x.sizes().size());
        if (out[d]) {
            raise(ErrorKind::RuntimeError, "dim {} appears multiple times in the list of dims", d);
        }
        out[d] = true;
    }
    return out;
}

}  // namespace

Tensor tensordot(const Tensor& a, const Tensor& b, std::span<const int64_t> dims_a,
                 std::span<const int64_t> dims_b) {
    if (dims_a.size() != dims_b.size()) {
        raise(ErrorKind::RuntimeError, "both dimension lists should have same length");
    }
    Tensor left = a, right = b;
    int64_t summed_size = 1;
    for (size_t i = 0; i < dims_a.size(); ++i) {
        const int64_t of_a = left.size(dims_a[i]);
        const int64_t of_b = right.size(dims_b[i]);
        if (of_b == 1) {
            left = sum(left, std::span(&dims_a[i], 1), true);
        } else if (of_a == 1) {
            right = sum(right, std::span(&dims_b[i], 1), true);
        } else if (of_a != of_b) {
            raise(ErrorKind::RuntimeError,
                  "contracted dimensions need to match, but first has size {} in dim {} and second "
                  "has size {} in dim {}",
                  of_a, dims_a[i], of_b, dims_b[i]);
        } else {
            summed_size *= of_a;
        }
    }
    std::vector<int64_t> order_a = kept_dims(a, marked(a, dims_a));
    std::vector<int64_t> order_b;
    for (const int64_t dim : dims_b) {
        order_b.push_back(static_cast<int64_t>(wrap_dim(dim, b.sizes().size())));
    }
    const std::vector<int64_t> kept_b = kept_dims(b, marked(b, dims_b));
    Shape sizes;
    int64_t rows = 1, columns = 1;
    for (const int64_t d : order_a) {
        sizes.push_back(a.size(d));
        rows *= a.size(d);
    }
    for (const int64_t d : kept_b) {
        sizes.push_back(b.size(d));
        columns *= b.size(d);
    }
    for (const int64_t dim : dims_a) {
        order_a.push_back(static_cast<int64_t>(wrap_dim(dim, a.sizes().size())));
    }
    order_b.insert(order_b.end(), kept_b.begin(), kept_b.end());
    left = reshape(permute(left, order_a), Shape{rows, summed_size});
    right = reshape(permute(right, order_b), Shape{summed_size, columns});
    return reshape(mm(left, right), sizes);
}

Tensor inner(const Tensor& a, const Tensor& b) {
    if (a.dim() == 0 || b.dim() == 0) return mul(a, b);
    if (a.size(-1) != b.size(-1)) {
        raise(ErrorKind::RuntimeError,
              "inner() the last dimension must match on both input tensors but got shapes {} and "
              "{}",
              a.sizes().str(), b.sizes().str());
    }
    static constexpr int64_t kLast[] = {-1};
    return tensordot(a, b, kLast, kLast);
}

// Each dimension of a stands in front of b's: their products fold into one.
Tensor kron(const Tensor& a, const Tensor& b) {
    const size_t dims = std::max(a.sizes().size(), b.sizes().size());
    Shape of_a, of_b, sizes;
    for (size_t d = 0; d < dims; ++d) {
        const auto size = [&](const Tensor& x) {
            const size_t missing = dims - x.sizes().size();
            return d < missing ? int64_t{1} : x.sizes()[d - missing];
        };
        of_a.push_back(size(a));
        of_a.push_back(1);
        of_b.push_back(1);
        of_b.push_back(size(b));
        sizes.push_back(size(a) * size(b));
    }
    return unsafe_view(mul(reshape(a, of_a), reshape(b, of_b)), sizes);
}

}  // namespace engine
