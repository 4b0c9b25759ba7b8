// y = lower + weight (upper - lower), where the two stand around place q (n - 1) of the sorted row.
#include <cmath>
#include <numeric>

#include "engine/autograd/ops.h"
#include "engine/autograd/ops/rows.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

/// Where in a sorted row of so many numbers a share stands: between two, so near to the upper one.
struct Between {
    size_t lower;
    size_t upper;
    double weight;
};

Between between(double q, size_t numbers, Interpolation interpolation) {
    const double place = q * static_cast<double>(numbers - 1);
    const auto low = static_cast<size_t>(std::floor(place));
    const auto high = static_cast<size_t>(std::ceil(place));
    const auto nearest = static_cast<size_t>(std::nearbyint(place));
    switch (interpolation) {
        case Interpolation::Lower:
            return {low, low, 0};
        case Interpolation::Higher:
            return {high, high, 0};
        case Interpolation::Nearest:
            return {nearest, nearest, 0};
        case Interpolation::Midpoint:
            return {low, high, 0.5};
        default:
            return {low, high, place - static_cast<double>(low)};
    }
}

/// Places of a row's numbers, smallest first, NaN last.
template <class Row>
std::vector<int64_t> sorted_places(Row row) {
    std::vector<int64_t> places(row.size());
    std::iota(places.begin(), places.end(), int64_t{0});
    std::stable_sort(places.begin(), places.end(), [row](int64_t i, int64_t j) {
        const auto a = row[static_cast<size_t>(i)];
        const auto b = row[static_cast<size_t>(j)];
        return a < b || (b != b && a == a);
    });
    return places;
}

/// The two places of the row that count, and the weight; nothing where the share is NaN.
template <class Row>
std::optional<Between> chosen(Row row, double q, Interpolation interpolation, bool ignore_nan) {
    const std::vector<int64_t> places = sorted_places(row);
    size_t numbers = row.size();
    while (numbers > 0 && std::isnan(row[static_cast<size_t>(places[numbers - 1])])) --numbers;
    if (numbers == 0 || (!ignore_nan && numbers < row.size())) return std::nullopt;
    Between found = between(q, numbers, interpolation);
    found.lower = static_cast<size_t>(places[found.lower]);
    found.upper = static_cast<size_t>(places[found.upper]);
    return found;
}

}  // namespace

Tensor quantile(const Tensor& x, double q, std::optional<int64_t> dim, bool keepdim,
                Interpolation interpolation, bool ignore_nan) {
    static constexpr OpInfo info{.name = "SqueezeBackward4",
                                 .formula = "y = a share of a sorted row",
                                 .recorded = recorded_row_shares};
    if (!(q >= 0 && q <= 1)) {
        raise(ErrorKind::RuntimeError, "quantile() q must be in the range [0, 1] but got {:g}", q);
    }
    if (!is_floating(x.dtype())) {
        raise(ErrorKind::RuntimeError,
              "quantile() input tensor must be either float or double dtype");
    }
    if (x.numel() == 0) {
        raise(ErrorKind::RuntimeError, "quantile() input tensor must be non-empty");
    }
    std::vector<int64_t> dims;
    if (dim) dims.push_back(*dim);
    const Tensor y = fold_rows(rows_of(x, dims), keepdim, "quantile", [&](auto row) {
        using T = typename decltype(row)::value_type;
        if constexpr (std::is_floating_point_v<T>) {
            const auto found = chosen(row, q, interpolation, ignore_nan);
            if (!found) return std::numeric_limits<T>::quiet_NaN();
            const T low = row[found->lower];
            const T high = row[found->upper];
            return static_cast<T>(low + static_cast<T>(found->weight) * (high - low));
        } else {
            return row[0];  // refused above
        }
    });
    return record(info, {x}, y,
                  {.tensors = {x},
                   .numbers = {q, static_cast<double>(interpolation), ignore_nan ? 1.0 : 0.0},
                   .integers = dims},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      rows_backward(saved, dy, dy, dx, [&](auto row, auto, auto g, auto out) {
                          std::fill(out.begin(), out.end(), decltype(g)(0));
                          const auto found = chosen(row, saved.number(0),
                                                    static_cast<Interpolation>(saved.number(1)),
                                                    saved.number(2) != 0);
                          if (!found) {  // it goes to the NaN that came out
                              const auto nan = std::find_if(row.begin(), row.end(),
                                                            [](auto v) { return std::isnan(v); });
                              out[static_cast<size_t>(nan - row.begin())] = g;
                              return;
                          }
                          const auto weight = static_cast<decltype(g)>(found->weight);
                          out[found->lower] += g * (1 - weight);
                          out[found->upper] += g * weight;
                      });
                  });
}

}  // namespace engine
