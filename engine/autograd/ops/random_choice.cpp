// Chance by given probabilities: bernoulli, multinomial, randperm.
#include "engine/autograd/ops_random.h"

#include "engine/autograd/record.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace engine {

namespace {

void check_weights(const Tensor& weights, int64_t count, bool replacement) {
    if (weights.dim() < 1 || weights.dim() > 2) {
        raise(ErrorKind::RuntimeError, "prob_dist must be 1 or 2 dim");
    }
    if (!is_floating(weights.dtype())) {
        raise(ErrorKind::RuntimeError,
              "multinomial only supports floating-point dtypes for input, got: {}",
              scalar_name(weights.dtype()));
    }
    if (count <= 0) raise(ErrorKind::RuntimeError, "cannot sample n_sample <= 0 samples");
    if (!replacement && count > weights.size(-1)) {
        raise(ErrorKind::RuntimeError,
              "cannot sample n_sample > prob_dist.size(-1) samples without replacement");
    }
}

template <class T>
void check_row(std::span<const T> row) {
    T sum = 0;
    for (const T w : row) {
        if (!(w >= 0) || std::isinf(w)) {
            raise(ErrorKind::RuntimeError,
                  "probability tensor contains either `inf`, `nan` or element < 0");
        }
        sum += w;
    }
    if (sum <= 0) {
        raise(ErrorKind::RuntimeError,
              "invalid multinomial distribution (sum of probabilities <= 0)");
    }
}

/// The running sum, scaled to end at 1, in the weights' own type.
template <class T>
std::vector<T> cumulative(std::span<const T> row) {
    std::vector<T> sums(row.size());
    std::partial_sum(row.begin(), row.end(), sums.begin());
    const T total = sums.back();
    for (T& sum : sums) sum /= total;
    sums.back() = 1;
    return sums;
}

template <class T>
void draw_with_replacement(std::span<const T> row, std::span<int64_t> out, Generator& generator) {
    const std::vector<T> sums = cumulative(row);
    for (int64_t& place : out) {
        const double u = generator.u53();
        place = std::partition_point(sums.begin(), sums.end(),
                                     [u](T sum) { return static_cast<double>(sum) < u; }) -
                sums.begin();
    }
}

// The largest of weight over an exponential number are drawn by weight, each at most once.
template <class T>
void draw_distinct(std::span<const T> row, std::span<const T> exponentials,
                   std::span<int64_t> out) {
    std::vector<T> scores(row.size());
    for (size_t i = 0; i < row.size(); ++i) scores[i] = row[i] / exponentials[i];
    std::vector<int64_t> places(row.size());
    std::iota(places.begin(), places.end(), int64_t{0});
    std::stable_sort(places.begin(), places.end(), [&](int64_t a, int64_t b) {
        return scores[static_cast<size_t>(a)] > scores[static_cast<size_t>(b)];
    });
    std::copy_n(places.begin(), out.size(), out.begin());
}

}  // namespace

Tensor bernoulli(const Tensor& probabilities, Generator& generator) {
    static constexpr OpInfo info{.name = "BernoulliBackward0",
                                 .formula = "y = u < p",
                                 .recorded = [](const Saved&, const Tensor& dy, Grads& dx) {
                                     dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
                                 }};
    const Tensor packed = probabilities.contiguous();
    const Tensor y = Tensor::like(packed);
    dispatch_floating(y.dtype(), "bernoulli_tensor_cpu_p_", [&]<class T>() {
        generator.bernoulli_tensor(packed.span<T>(), y.mutable_span<T>());
    });
    return record(info, {probabilities}, y, [](const Saved&, const Tensor& dy, Grads& dx) {
        dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
    });
}

Tensor multinomial(const Tensor& weights, int64_t count, bool replacement, Generator& generator) {
    check_weights(weights, count, replacement);
    const Tensor packed = weights.detach().contiguous();
    const auto n = static_cast<size_t>(weights.size(-1));
    const auto k = static_cast<size_t>(count);
    const size_t rows = n == 0 ? 0 : static_cast<size_t>(weights.numel()) / n;
    Shape sizes = weights.sizes();
    sizes[sizes.size() - 1] = count;
    const Tensor y = Tensor::empty(sizes, DType::Int64);
    dispatch_floating(weights.dtype(), "multinomial", [&]<class T>() {
        const std::span<const T> all = packed.span<T>();
        const std::span<int64_t> out = y.mutable_span<int64_t>();
        for (size_t r = 0; r < rows; ++r) check_row(all.subspan(r * n, n));
        const Tensor exponentials = Tensor::like(packed);
        if (!replacement) exponential_(exponentials, generator, 1);
        const std::span<const T> drawn = exponentials.template span<T>();
        for (size_t r = 0; r < rows; ++r) {
            const auto row = all.subspan(r * n, n);
            if (replacement) {
                draw_with_replacement(row, out.subspan(r * k, k), generator);
            } else {
                draw_distinct(row, drawn.subspan(r * n, n), out.subspan(r * k, k));
            }
        }
    });
    return y;
}

Tensor randperm(int64_t count, Generator& generator, DType dtype) {
    if (count < 0) {
        raise(ErrorKind::RuntimeError, "Trying to create tensor with negative dimension {}: [{}]",
              count, count);
    }
    const Tensor y = Tensor::empty({count}, DType::Int64);
    if (y.is_meta()) return y.to(dtype);
    generator.randperm(y.mutable_span<int64_t>());
    return y.to(dtype);
}

}  // namespace engine
