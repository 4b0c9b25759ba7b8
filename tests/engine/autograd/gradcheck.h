#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <vector>

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/base/generator.h"
#include "engine/tensor/grad_mode.h"

/// Gradients against central differences, in float64: one row of a table an op.
namespace engine {

using Inputs = std::vector<Tensor>;

struct GradCase {
    const char* name;
    std::vector<Shape> shapes;
    std::function<Tensor(Inputs&)> f;
    double low = -2;
};

inline Tensor fixed(const Shape& sizes) {
    Tensor x = Tensor::empty(sizes, DType::Float64);
    const std::span<double> values = x.mutable_span<double>();
    for (size_t i = 0; i < values.size(); ++i) values[i] = 0.3 + 0.1 * static_cast<double>(i % 7);
    return x;
}

inline void PrintTo(const GradCase& one, std::ostream* out) {
    *out << one.name;
}

// The loss is a weighted sum, so that every output's gradient is another.
inline Tensor weighted(const Tensor& y) {
    return sum(mul(y, fixed(y.sizes())));
}

inline void check_gradients(const GradCase& one) {
    Generator generator(1);
    Inputs inputs;
    for (const Shape& shape : one.shapes) {
        Tensor x = Tensor::empty(shape, DType::Float64);
        generator.uniform(x.mutable_span<double>(), one.low, 2);
        x.set_requires_grad(true);
        inputs.push_back(x);
    }
    const Tensor loss = weighted(one.f(inputs));
    ASSERT_TRUE(loss.requires_grad());
    backward(loss);

    const NoGrad no_grad;
    constexpr double kStep = 1e-6;
    for (size_t k = 0; k < inputs.size(); ++k) {
        ASSERT_TRUE(inputs[k].grad().defined()) << "input " << k;
        const std::vector<double> gradient = inputs[k].grad().to_vector();
        const std::span<double> x = inputs[k].mutable_span<double>();
        for (size_t i = 0; i < x.size(); ++i) {
            const double before = x[i];
            const auto at = [&](double value) {
                x[i] = value;
                return weighted(one.f(inputs)).item();
            };
            const double slope = (at(before + kStep) - at(before - kStep)) / (2 * kStep);
            x[i] = before;
            // Central differences: truncation 1e-12, rounding 1e-16 / 1e-6 of the largest loss
            // here.
            ASSERT_NEAR(gradient[i], slope, 1e-7 * (1 + std::fabs(slope)))
                << "input " << k << " element " << i;
        }
    }
}

}  // namespace engine
