// What stands where in a sorted row: median, mode, quantile.
#include "engine/autograd/ops.h"
#include "engine/autograd/ops/rows.h"
#include "engine/autograd/ops_index.h"
#include "engine/autograd/second_order.h"

#include <cmath>
#include <numeric>

namespace engine {

namespace {

// NaN is larger than all.
template <class T>
bool before(T a, T b) {
    return a < b || (b != b && a == a);
}

/// Places of a row's numbers, smallest first, equals in their order.
template <class Row>
std::vector<int64_t> sorted_places(Row row) {
    std::vector<int64_t> places(row.size());
    std::iota(places.begin(), places.end(), int64_t{0});
    std::stable_sort(places.begin(), places.end(), [row](int64_t a, int64_t b) {
        return before(row[static_cast<size_t>(a)], row[static_cast<size_t>(b)]);
    });
    return places;
}

template <class Row>
int64_t median_place(Row row, bool ignore_nan) {
    const std::vector<int64_t> places = sorted_places(row);
    size_t numbers = row.size();
    while (numbers > 0) {
        const auto last = row[static_cast<size_t>(places[numbers - 1])];
        if (last == last) break;
        --numbers;
    }
    if (numbers == 0) return places[0];
    if (!ignore_nan && numbers < row.size()) return places[numbers];
    return places[(numbers - 1) / 2];
}

template <class Row>
int64_t mode_place(Row row) {
    const std::vector<int64_t> places = sorted_places(row);
    const auto at = [&](size_t i) { return row[static_cast<size_t>(places[i])]; };
    size_t best_end = 0, most = 0;
    for (size_t start = 0; start < places.size();) {
        size_t end = start + 1;
        while (end < places.size() && at(end) == at(start)) ++end;
        if (end - start > most) {
            most = end - start;
            best_end = end;
        }
        start = end;
    }
    return places[best_end - 1];
}

Tensor middle_of(const Tensor& x, bool ignore_nan) {
    static constexpr OpInfo info{.name = "MedianBackward0",
                                 .formula = "y = the middle of x",
                                 .recorded = recorded_row_shares};
    static constexpr OpInfo info_nan{.name = "NanmedianBackward0",
                                     .formula = "y = the middle of x",
                                     .recorded = recorded_row_shares};
    if (x.numel() == 0) {
        if (is_floating(x.dtype())) return Tensor::scalar(std::nan(""), x.dtype());
        raise(ErrorKind::RuntimeError, "median() input tensor cannot be empty");
    }
    const Tensor y = fold_rows(rows_of(x, {}), false, "median_cpu", [=](auto row) {
        return row[static_cast<size_t>(median_place(row, ignore_nan))];
    });
    return record(ignore_nan ? info_nan : info, {x}, y, {.tensors = {x}, .output = true},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      rows_backward(saved, dy, dx, [](auto row, auto middle, auto g, auto out) {
                          const auto is_it = [middle](auto v) {
                              return v == middle || (v != v && middle != middle);
                          };
                          const auto count = std::count_if(row.begin(), row.end(), is_it);
                          for (size_t i = 0; i < row.size(); ++i) {
                              out[i] = is_it(row[i]) ? g / static_cast<decltype(g)>(count)
                                                     : decltype(g)(0);
                          }
                      });
                  });
}

Picked middle_of(const Tensor& x, int64_t dim, bool keepdim, bool ignore_nan) {
    static constexpr OpInfo info{
        .name = "MedianBackward1", .formula = "y = the middle of a row", .recorded = put_at_places};
    static constexpr OpInfo info_nan{.name = "NanmedianBackward1",
                                     .formula = "y = the middle of a row",
                                     .recorded = put_at_places};
    const int64_t dims[] = {dim};
    check_not_empty(x, dims, "median");
    return pick(ignore_nan ? info_nan : info, x, dim, keepdim, "median_out",
                [=](auto row) { return median_place(row, ignore_nan); });
}

}  // namespace

Tensor median(const Tensor& x) {
    return middle_of(x, false);
}
Picked median(const Tensor& x, int64_t dim, bool keepdim) {
    return middle_of(x, dim, keepdim, false);
}
Tensor nanmedian(const Tensor& x) {
    return middle_of(x, true);
}
Picked nanmedian(const Tensor& x, int64_t dim, bool keepdim) {
    return middle_of(x, dim, keepdim, true);
}

Picked mode(const Tensor& x, int64_t dim, bool keepdim) {
    static constexpr OpInfo info{
        .name = "ModeBackward0", .formula = "y = the most frequent", .recorded = put_at_places};
    const int64_t dims[] = {dim};
    check_not_empty(x, dims, "mode");
    return pick<true>(info, x, dim, keepdim, "mode", [](auto row) { return mode_place(row); });
}

}  // namespace engine
