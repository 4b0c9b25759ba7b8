#include "engine/autograd/ops.h"
#include "engine/autograd/ops_shape.h"
#include "engine/base/error.h"

#include <set>

namespace engine {

namespace {

std::vector<size_t> wrapped(std::span<const int64_t> dims, size_t count, std::string_view what) {
    std::vector<size_t> out;
    for (const int64_t dim : dims) out.push_back(wrap_dim(dim, count));
    if (std::set<size_t>(out.begin(), out.end()).size() != out.size()) {
        raise(ErrorKind::RuntimeError, "movedim: repeated dim in `{}` ({})", what,
              Shape(dims).str());
    }
    return out;
}

}  // namespace

Tensor movedim(const Tensor& x, std::span<const int64_t> source,
               std::span<const int64_t> destination) {
    if (source.size() != destination.size()) {
        raise(ErrorKind::RuntimeError,
              "movedim: Invalid source or destination dims: source ({} dims) should contain the "
              "same number of dims as destination ({} dims)",
              Shape(source).str(), Shape(destination).str());
    }
    const size_t dims = x.sizes().size();
    const std::vector<size_t> from = wrapped(source, dims, "source");
    const std::vector<size_t> to = wrapped(destination, dims, "destination");
    if (dims == 0) return alias(x);
    Shape order = Shape::filled(dims, -1);
    std::vector<bool> moved(dims, false);
    for (size_t i = 0; i < from.size(); ++i) {
        order[to[i]] = static_cast<int64_t>(from[i]);
        moved[from[i]] = true;
    }
    size_t next = 0;
    for (int64_t& place : order) {
        if (place >= 0) continue;
        while (moved[next]) ++next;
        place = static_cast<int64_t>(next++);
    }
    return permute(x, order);
}

}  // namespace engine
