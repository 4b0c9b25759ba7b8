// The larger and the smaller of two, element by element.
#include "engine/autograd/ops/pairs.h"
#include "engine/autograd/ops_binary.h"

#include <cmath>

namespace engine {

namespace {

constexpr auto kLarger = [](auto p, auto q) { return p > q || p != p ? p : q; };
constexpr auto kSmaller = [](auto p, auto q) { return p < q || p != p ? p : q; };

// Equals share the gradient.
constexpr auto kShareOfLarger = [](auto p, auto q) {
    using T = decltype(p);
    return p == q ? T(0.5) : T(p > q || p != p);
};
constexpr auto kRestOfLarger = [](auto p, auto q) {
    using T = decltype(p);
    return p == q ? T(0.5) : T(q > p || q != q);
};
constexpr auto kShareOfSmaller = [](auto p, auto q) {
    using T = decltype(p);
    return p == q ? T(0.5) : T(p < q || p != p);
};
constexpr auto kRestOfSmaller = [](auto p, auto q) {
    using T = decltype(p);
    return p == q ? T(0.5) : T(q < p || q != q);
};

// A NaN gives way to a number.
constexpr auto kIsLarger = [](auto p, auto q) { return decltype(p)(p >= q || q != q); };
constexpr auto kIsNotLarger = [](auto p, auto q) { return decltype(p)(!(p >= q || q != q)); };
constexpr auto kIsSmaller = [](auto p, auto q) { return decltype(p)(p <= q || q != q); };
constexpr auto kIsNotSmaller = [](auto p, auto q) { return decltype(p)(!(p <= q || q != q)); };

}  // namespace

Tensor maximum(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{
        .name = "MaximumBackward0",
        .formula = "y = max(a, b)",
        .recorded = recorded_pair_steps<decltype(kShareOfLarger), decltype(kRestOfLarger)>};
    const Tensor y = map_promoted<true>(a, b, "maximum_cpu", kLarger);
    return record_pair(info, a, b, y, kShareOfLarger, kRestOfLarger);
}

Tensor minimum(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{
        .name = "MinimumBackward0",
        .formula = "y = min(a, b)",
        .recorded = recorded_pair_steps<decltype(kShareOfSmaller), decltype(kRestOfSmaller)>};
    const Tensor y = map_promoted<true>(a, b, "minimum_cpu", kSmaller);
    return record_pair(info, a, b, y, kShareOfSmaller, kRestOfSmaller);
}

Tensor fmax(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{
        .name = "FmaxBackward0",
        .formula = "y = max(a, b)",
        .recorded = recorded_pair_steps<decltype(kIsLarger), decltype(kIsNotLarger)>};
    const Tensor y = map_promoted<true>(a, b, "fmax_cpu",
                                        [](auto p, auto q) { return p >= q || q != q ? p : q; });
    return record_pair(info, a, b, y, kIsLarger, kIsNotLarger);
}

Tensor fmin(const Tensor& a, const Tensor& b) {
    static constexpr OpInfo info{
        .name = "FminBackward0",
        .formula = "y = min(a, b)",
        .recorded = recorded_pair_steps<decltype(kIsSmaller), decltype(kIsNotSmaller)>};
    const Tensor y = map_promoted<true>(a, b, "fmin_cpu",
                                        [](auto p, auto q) { return p <= q || q != q ? p : q; });
    return record_pair(info, a, b, y, kIsSmaller, kIsNotSmaller);
}

}  // namespace engine
