#include "engine/kernels/optim_kernels.h"

#include <gtest/gtest.h>

#include <vector>

namespace engine::kernels {
namespace {

// Appendix A of the reference, made by PyTorch 1.13: w = (1, -2, 3), five steps with the gradient
// (.1 i + .3, -.2 i + .1, 1 - .5 i).
template <class Step>
std::vector<float> five_steps(Step&& step) {
    std::vector<float> w = {1, -2, 3};
    for (int i = 0; i < 5; ++i) {
        const auto t = static_cast<float>(i);
        const std::vector<float> gradient = {0.1f * t + 0.3f, -0.2f * t + 0.1f, 1 - 0.5f * t};
        step(i, std::span(w), std::span<const float>(gradient));
    }
    return w;
}

void expect_near(const std::vector<float>& got, const std::vector<float>& expected) {
    for (size_t i = 0; i < got.size(); ++i)
        EXPECT_NEAR(got[i], expected[i], 2e-6f) << "element " << i;
}

TEST(OptimKernels, SgdWithMomentumGoesWherePyTorchGoes) {
    std::vector<float> buffer(3);
    expect_near(five_steps([&](int i, std::span<float> w, std::span<const float> g) {
                    sgd_step<float>({.lr = 0.1, .momentum = 0.9, .first = i == 0}, w, g, buffer);
                }),
                {0.420087f, -1.760261f, 2.61354f});
}

TEST(OptimKernels, AdamAndAdamWGoWherePyTorchGoes) {
    std::vector<float> m(3), v(3);
    expect_near(five_steps([&](int i, std::span<float> w, std::span<const float> g) {
                    adam_step<float>({.lr = 0.1, .t = i + 1}, w, g, m, v);
                }),
                {0.5005081f, -1.87696f, 2.719436f});
    m.assign(3, 0);
    v.assign(3, 0);
    expect_near(five_steps([&](int i, std::span<float> w, std::span<const float> g) {
                    adam_step<float>(
                        {.lr = 0.1, .weight_decay = 0.1, .decoupled = true, .t = i + 1}, w, g, m,
                        v);
                }),
                {0.4613829f, -1.777095f, 2.58085f});
}

}  // namespace
}  // namespace engine::kernels
