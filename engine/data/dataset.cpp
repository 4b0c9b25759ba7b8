#include "engine/data/dataset.h"

#include "engine/base/error.h"

#include <cstddef>
#include <cstring>

namespace engine::data {

namespace {

/// The chosen rows of a row-major tensor along its first dimension, one after the other.
Tensor gather_rows(const Tensor& from, std::span<const int64_t> indices) {
    Shape sizes = from.sizes();
    const int64_t rows = sizes[0];
    sizes[0] = 1;
    const size_t row_bytes = static_cast<size_t>(sizes.numel()) * itemsize(from.dtype());
    sizes[0] = static_cast<int64_t>(indices.size());

    const Tensor gathered = Tensor::empty(sizes, from.dtype());
    if (gathered.numel() == 0) return gathered;
    const auto* source = static_cast<const std::byte*>(from.raw_data());
    auto* target = static_cast<std::byte*>(gathered.raw_mutable_data());
    for (const int64_t index : indices) {
        if (index < 0 || index >= rows) {
            raise(ErrorKind::IndexError, "index {} is out of bounds for dimension 0 with size {}",
                  index, rows);
        }
        std::memcpy(target, source + static_cast<size_t>(index) * row_bytes, row_bytes);
        target += row_bytes;
    }
    return gathered;
}

}  // namespace

Split gather(const Split& split, std::span<const int64_t> indices) {
    return {.inputs = gather_rows(split.inputs, indices),
            .targets = gather_rows(split.targets, indices)};
}

std::string grouped(int64_t count) {
    std::string digits = std::to_string(count);
    const size_t first = count < 0 ? 1 : 0;
    for (size_t at = digits.size(); at > first + 3;) {
        at -= 3;
        digits.insert(at, 1, ',');
    }
    return digits;
}

}  // namespace engine::data
