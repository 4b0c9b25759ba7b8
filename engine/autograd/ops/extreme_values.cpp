// The largest and the smallest of many. Equals share the gradient.
#include "engine/autograd/ops/rows.h"
#include "engine/autograd/second_order.h"

namespace engine {

namespace {

struct Larger {
    template <class T>
    bool operator()(T a, T b) const {
        return a > b || (a != a && b == b);
    }
};
struct Smaller {
    template <class T>
    bool operator()(T a, T b) const {
        return a < b || (a != a && b == b);
    }
};

template <class Better>
Tensor extreme(const OpInfo& info, const Tensor& x, Dims dims, bool keepdim,
               std::string_view kernel) {
    const Tensor y = fold_rows<true>(rows_of(x, dims), keepdim, kernel, [](auto row) {
        auto best = row[0];
        for (const auto v : row) {
            if (Better{}(v, best)) best = v;
        }
        return best;
    });
    return record(info, {x}, y, {.tensors = {x}, .integers = dims, .output = true},
                  [](const Saved& saved, const Tensor& dy, Grads& dx) {
                      rows_backward(saved, dy, dx, [](auto row, auto best, auto g, auto out) {
                          const auto is_best = [best](auto v) {
                              return v == best || (v != v && best != best);
                          };
                          const auto count = std::count_if(row.begin(), row.end(), is_best);
                          for (size_t i = 0; i < row.size(); ++i) {
                              out[i] = is_best(row[i]) ? g / static_cast<decltype(g)>(count)
                                                       : decltype(g)(0);
                          }
                      });
                  });
}

void check_some(const Tensor& x, std::string_view name) {
    if (x.numel() != 0) return;
    raise(ErrorKind::RuntimeError,
          "{}(): Expected reduction dim to be specified for input.numel() == 0. Specify the "
          "reduction dim with the 'dim' argument.",
          name);
}

void check(const Tensor& x, Dims dims, std::string_view name) {
    if (dims.empty()) check_some(x, name);
    check_not_empty(x, dims, name);
}

template <class Better>
int64_t place_of(auto row) {
    size_t best = 0;
    for (size_t i = 1; i < row.size(); ++i) {
        if (Better{}(row[i], row[best])) best = i;
    }
    return static_cast<int64_t>(best);
}

}  // namespace

Tensor max(const Tensor& x) {
    static constexpr OpInfo info{
        .name = "MaxBackward1", .formula = "y = the largest of x", .recorded = recorded_row_shares};
    check_some(x, "max");
    return extreme<Larger>(info, x, {}, false, "max_all");
}

Tensor min(const Tensor& x) {
    static constexpr OpInfo info{.name = "MinBackward1",
                                 .formula = "y = the smallest of x",
                                 .recorded = recorded_row_shares};
    check_some(x, "min");
    return extreme<Smaller>(info, x, {}, false, "min_all");
}

Tensor amax(const Tensor& x, Dims dims, bool keepdim) {
    static constexpr OpInfo info{.name = "AmaxBackward0",
                                 .formula = "y = the largest of x",
                                 .recorded = recorded_row_shares};
    check(x, dims, "amax");
    return extreme<Larger>(info, x, dims, keepdim, "max_values_cpu");
}

Tensor amin(const Tensor& x, Dims dims, bool keepdim) {
    static constexpr OpInfo info{.name = "AminBackward0",
                                 .formula = "y = the smallest of x",
                                 .recorded = recorded_row_shares};
    check(x, dims, "amin");
    return extreme<Smaller>(info, x, dims, keepdim, "min_values_cpu");
}

Picked max(const Tensor& x, int64_t dim, bool keepdim) {
    static constexpr OpInfo info{
        .name = "MaxBackward0", .formula = "y = the largest of a row", .recorded = put_at_places};
    const int64_t dims[] = {dim};
    check_not_empty(x, dims, "max");
    return pick<true>(info, x, dim, keepdim, "max_cpu",
                      [](auto row) { return place_of<Larger>(row); });
}

Picked min(const Tensor& x, int64_t dim, bool keepdim) {
    static constexpr OpInfo info{
        .name = "MinBackward0", .formula = "y = the smallest of a row", .recorded = put_at_places};
    const int64_t dims[] = {dim};
    check_not_empty(x, dims, "min");
    return pick<true>(info, x, dim, keepdim, "min_cpu",
                      [](auto row) { return place_of<Smaller>(row); });
}

Tensor argmin(const Tensor& x, int64_t dim, bool keepdim) {
    const int64_t dims[] = {dim};
    check_not_empty(x, dims, "argmin");
    return fold_rows(rows_of(x, dims), keepdim, "argmin_cpu",
                     [](auto row) { return place_of<Smaller>(row); });
}

Tensor argmin(const Tensor& x) {
    if (x.numel() == 0) {
        raise(ErrorKind::IndexError,
              "argmin(): Expected reduction dim to be specified for input.numel() == 0.");
    }
    return fold_rows(rows_of(x, {}), false, "argmin_cpu",
                     [](auto row) { return place_of<Smaller>(row); });
}

}  // namespace engine
