// Writes in place of what a generator draws.
#include "engine/autograd/ops_random.h"

#include "engine/autograd/ops/random_fill.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <optional>
#include <type_traits>
#include <vector>

namespace engine {

namespace {

void nothing_passes(const Saved&, const Tensor& dy, Grads& dx) {
    dx.set(0, Tensor::zeros(dy.sizes(), dy.dtype()));
}

}  // namespace

void record_drawn(const OpInfo& info, const Tensor& x) {
    record_inplace(info, x, {x}, {}, nothing_passes);
}

void uniform_(const Tensor& x, Generator& generator, double from, double to) {
    static constexpr OpInfo info{
        .name = "UniformBackward0", .formula = "x = uniform numbers", .recorded = nothing_passes};
    fill_drawn<kFloats>(info, x, "check_uniform_bounds",
                        [&](auto out, bool) { generator.uniform(out, from, to); });
}

void normal_(const Tensor& x, Generator& generator, double mean, double std) {
    static constexpr OpInfo info{
        .name = "NormalBackward0", .formula = "x = normal numbers", .recorded = nothing_passes};
    fill_drawn<kFloats>(info, x, "normal_kernel_cpu", [&](auto out, bool contiguous) {
        if (contiguous) {
            generator.normal(out, mean, std);
        } else {
            generator.normal_scalar_path(out, mean, std);
        }
    });
}

void log_normal_(const Tensor& x, Generator& generator, double mean, double std) {
    static constexpr OpInfo info{.name = "LogNormalBackward0",
                                 .formula = "x = e^normal numbers",
                                 .recorded = nothing_passes};
    if (!(std > 0)) {
        raise(ErrorKind::RuntimeError, "log_normal_ expects std > 0.0, but found std={:g}", std);
    }
    fill_drawn<kFloats>(info, x, "log_normal_cpu", [&](auto out, bool) {
        using T = typename decltype(out)::value_type;
        std::vector<double> drawn(out.size());
        generator.normal_scalar_path(std::span<double>(drawn), mean, std);
        for (size_t i = 0; i < out.size(); ++i) out[i] = static_cast<T>(std::exp(drawn[i]));
    });
}

void exponential_(const Tensor& x, Generator& generator, double lambda) {
    static constexpr OpInfo info{.name = "ExponentialBackward0",
                                 .formula = "x = -log(1 - u) / lambda",
                                 .recorded = nothing_passes};
    if (!(lambda >= 0)) {
        raise(ErrorKind::RuntimeError, "exponential_ expects lambda >= 0.0, but found lambda={:g}",
              lambda);
    }
    fill_each<kFloats>(info, x, "exponential_cpu",
                       [&] { return -1 / lambda * std::log(1 - generator.u53()); });
}

void geometric_(const Tensor& x, Generator& generator, double p) {
    static constexpr OpInfo info{.name = "GeometricBackward0",
                                 .formula = "x = ceil(log u / log(1 - p))",
                                 .recorded = nothing_passes};
    if (!(p > 0 && p < 1)) {
        raise(ErrorKind::RuntimeError, "geometric_ expects p to be in (0, 1), but got p={:g}", p);
    }
    fill_each<kNumbers>(info, x, "geometric_cpu",
                        [&] { return std::ceil(std::log(generator.u53()) / std::log(1 - p)); });
}

void cauchy_(const Tensor& x, Generator& generator, double median, double sigma) {
    static constexpr OpInfo info{.name = "CauchyBackward0",
                                 .formula = "x = median + sigma tan(pi (u - 1/2))",
                                 .recorded = nothing_passes};
    fill_each<kFloats>(info, x, "cauchy_cpu", [&] {
        return median + sigma * std::tan(std::numbers::pi * (generator.u53() - 0.5));
    });
}

void bernoulli_(const Tensor& x, Generator& generator, double p) {
    static constexpr OpInfo info{
        .name = "BernoulliBackward2", .formula = "x = u < p", .recorded = nothing_passes};
    fill_drawn<kAll>(info, x, "bernoulli_scalar_cpu_", [&](auto out, bool) {
        if constexpr (std::is_same_v<typename decltype(out)::value_type, bool>) {
            generator.bernoulli(std::span(reinterpret_cast<uint8_t*>(out.data()), out.size()), p);
        } else {
            generator.bernoulli(out, p);
        }
    });
}

void bernoulli_(const Tensor& x, Generator& generator, const Tensor& p) {
    static constexpr OpInfo info{
        .name = "BernoulliBackward1", .formula = "x = u < p", .recorded = nothing_passes};
    check_inplace(x);
    {
        const NoGrad guard;
        x.copy_(bernoulli(views::expand(p.detach(), x.sizes()), generator));
    }
    record_drawn(info, x);
}

namespace {

/// What numbers of a dtype go from and to, and what C++ calls it.
struct Whole {
    int64_t least, most;
    std::string_view name;
};

void check_bounds(DType dtype, int64_t low, int64_t high) {
    const auto whole = [dtype]() -> std::optional<Whole> {
        switch (dtype) {
            case DType::Bool:
                return Whole{0, 1, "bool"};
            case DType::UInt8:
                return Whole{0, 255, "unsigned char"};
            case DType::Int8:
                return Whole{-128, 127, "signed char"};
            case DType::Int16:
                return Whole{-32768, 32767, "short int"};
            case DType::Int32:
                return Whole{-2147483648LL, 2147483647, "int"};
            default:
                return std::nullopt;
        }
    }();
    if (!whole || (low >= whole->least && high - 1 <= whole->most)) return;
    raise(ErrorKind::RuntimeError, "{} is out of bounds for {}",
          low < whole->least || low > whole->most ? "from" : "to - 1", whole->name);
}

}  // namespace

void random_(const Tensor& x, Generator& generator, int64_t low, int64_t high, bool only_high) {
    static constexpr OpInfo info{
        .name = "RandomBackward0", .formula = "x = whole numbers", .recorded = nothing_passes};
    static constexpr OpInfo info_high{
        .name = "RandomBackward1", .formula = "x = whole numbers", .recorded = nothing_passes};
    if (low >= high) {
        raise(ErrorKind::RuntimeError,
              "random_ expects 'from' to be less than 'to', but got from={} >= to={}", low, high);
    }
    check_bounds(x.dtype(), low, high);
    fill_drawn<kStored>(only_high ? info_high : info, x, "random_from_to", [&](auto out, bool) {
        using T = typename decltype(out)::value_type;
        std::vector<int64_t> drawn(out.size());
        generator.randint(drawn, low, high);
        for (size_t i = 0; i < out.size(); ++i) out[i] = static_cast<T>(drawn[i]);
    });
}

void random_(const Tensor& x, Generator& generator) {
    static constexpr OpInfo info{
        .name = "RandomBackward2", .formula = "x = whole numbers", .recorded = nothing_passes};
    fill_drawn<kStored>(info, x, "random_", [&](auto out, bool) {
        using T = typename decltype(out)::value_type;
        constexpr uint64_t kFloatRange = (uint64_t{1} << 24) + 1;
        constexpr uint64_t kDoubleRange = (uint64_t{1} << 53) + 1;
        for (T& y : out) {
            if constexpr (std::is_same_v<T, int64_t>) {
                y = static_cast<int64_t>(generator.random64() & (~uint64_t{0} >> 1));
            } else if constexpr (std::is_same_v<T, bool>) {
                y = (generator.random() & 1u) != 0;
            } else if constexpr (std::is_integral_v<T>) {
                // All that are 0 or more.
                constexpr auto kMost = static_cast<uint32_t>(std::numeric_limits<T>::max());
                y = static_cast<T>(generator.random() & kMost);
            } else if constexpr (std::is_same_v<T, double>) {
                y = static_cast<double>(generator.random64() % kDoubleRange);
            } else {
                y = static_cast<float>(generator.random() % kFloatRange);
            }
        }
    });
}

}  // namespace engine
