#include <algorithm>

#include "engine/autograd/ops_index.h"
#include "engine/base/error.h"

namespace engine {

namespace {

// Rows times columns may be more than an int64_t holds.
__extension__ typedef __int128 Wide;

// How many places (i, j) with j <= i + offset there are.
Wide count_below(Wide rows, Wide columns, Wide offset) {
    const Wide first = std::max<Wide>(0, -offset);                  // the first row that has any
    const Wide full = std::max<Wide>(first, columns - offset - 1);  // the first that has all
    if (first >= rows) return 0;
    const Wide growing = std::min(full, rows) - first;
    const Wide first_length = first + offset + 1;
    return growing * first_length + growing * (growing - 1) / 2 +
           std::max<Wide>(0, rows - full) * columns;
}

void check(int64_t rows, int64_t columns) {
    if (rows < 0) raise(ErrorKind::RuntimeError, "row must be non-negative, got{}", rows);
    if (columns < 0) raise(ErrorKind::RuntimeError, "col must be non-negative, got{}", columns);
}

Tensor places(Wide count) {
    if (count > Wide{1} << 58) {
        raise(ErrorKind::RuntimeError, "Storage size calculation overflowed with sizes=[2, ...]");
    }
    return Tensor::empty({2, static_cast<int64_t>(count)}, DType::Int64);
}

// `row(i)` gives the first column of row i and one past the last.
template <class Row>
Tensor fill(const Tensor& y, int64_t first, int64_t last, Row row) {
    if (y.numel() == 0) return y;
    int64_t* rows = y.mutable_data<int64_t>();
    int64_t* columns = rows + y.sizes()[1];
    for (int64_t i = first; i < last; ++i) {
        const auto [from, to] = row(i);
        for (int64_t j = from; j < to; ++j) {
            *rows++ = i;
            *columns++ = j;
        }
    }
    return y;
}

// Beyond the corners an offset changes nothing, and sums stay small.
int64_t bounded(int64_t rows, int64_t columns, int64_t offset) {
    return std::clamp(offset, -rows, columns);
}

}  // namespace

Tensor tril_indices(int64_t rows, int64_t columns, int64_t offset) {
    check(rows, columns);
    offset = bounded(rows, columns, offset);
    return fill(
        places(count_below(rows, columns, offset)), std::max<int64_t>(0, -offset), rows,
        [&](int64_t i) { return std::pair(int64_t{0}, std::min(columns, i + offset + 1)); });
}

Tensor triu_indices(int64_t rows, int64_t columns, int64_t offset) {
    check(rows, columns);
    offset = bounded(rows, columns, offset);
    const Wide count = Wide{rows} * columns - count_below(rows, columns, Wide{offset} - 1);
    return fill(places(count), 0, std::min(rows, columns - offset),
                [&](int64_t i) { return std::pair(std::max<int64_t>(0, i + offset), columns); });
}

}  // namespace engine
