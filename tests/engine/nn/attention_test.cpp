#include "engine/nn/attention.h"
#include "engine/nn/multihead_attention.h"

#include "engine/autograd/ops.h"
#include "engine/nn/module.h"

#include "tests/engine/nn/effects.h"
#include "tests/engine/nn/error_of.h"

#include <gtest/gtest.h>

#include <array>
#include <cmath>

namespace engine::nn {
namespace {

class AttentionTest : public testing::Test {
protected:
    Tensor random(const Shape& sizes) {
        const Tensor x = Tensor::empty(sizes);
        generator_.normal(x.mutable_span<float>());
        return x;
    }
    Tensor attend(const Tensor& mask, bool causal, std::optional<double> scale = {}) {
        return scaled_dot_product_attention(q_, k_, v_, mask, 0, causal, scale, context_, nullptr);
    }
    // softmax(q kᵀ scale + mask) v, written down.
    Tensor plain(const Tensor& mask, double scale) const {
        Tensor scores = mul(matmul(q_, transpose(k_, -2, -1)), scale);
        if (mask.defined()) scores = add(scores, mask);
        return matmul(softmax(scores, -1), v_);
    }
    static void expect_close(const Tensor& a, const Tensor& b) {
        ASSERT_EQ(a.sizes(), b.sizes());
        const auto x = a.to_vector();
        const auto y = b.to_vector();
        for (std::size_t i = 0; i < x.size(); ++i) EXPECT_NEAR(x[i], y[i], 1e-6) << i;
    }

    Generator generator_{0};
    test::Effects effects_;
    CallContext context_{.generator = generator_, .tracer = &effects_};
    Tensor q_ = random({2, 3, 4, 5});
    Tensor k_ = random({2, 3, 4, 5});
    Tensor v_ = random({2, 3, 4, 6});
};

// PyTorch 1.13 has no such function under this name: the formula is the oracle.
TEST_F(AttentionTest, ScaledDotProductAttentionIsItsFormula) {
    const double scale = 1 / std::sqrt(5.0);
    expect_close(attend({}, false), plain({}, scale));
    expect_close(attend({}, false, 0.3), plain({}, 0.3));
    const Tensor added = random({4, 4});
    expect_close(attend(added, false), plain(added, scale));
    const float no = -INFINITY;
    const Tensor causal =
        Tensor::from({0, no, no, no, 0, 0, no, no, 0, 0, 0, no, 0, 0, 0, 0}, {4, 4});
    expect_close(attend({}, true), plain(causal, scale));
    // True takes part, other than in MultiheadAttention.
    expect_close(attend(eq(causal, Tensor::zeros({})), false), plain(causal, scale));
}

TEST_F(AttentionTest, ScaledDotProductAttentionRefusesWhatDoesNotFit) {
    EXPECT_EQ(test::error_of([&] {
                  attend(random({4, 4}), true);
              }),
              "RuntimeError: _scaled_dot_product_attention: Explicit attn_mask should not be set "
              "when is_causal=True");
    k_ = k_.to(DType::Float64);
    EXPECT_EQ(test::error_of([&] { attend({}, false); }),
              "RuntimeError: Expected query, key, and value to have the same dtype, but got "
              "query.dtype: float key.dtype: double and value.dtype: float instead.");
}

TEST_F(AttentionTest, TellsOfTheWeightsItDrops) {
    const ModulePtr attention =
        MultiheadAttention({.embed_dim = 4, .num_heads = 2, .dropout = 0.5}, generator_);
    const Tensor x = random({3, 5, 4});
    const std::array<Value, 3> inputs{x, x, x};
    call(*attention, context_, inputs);
    ASSERT_EQ(effects_.all.size(), 1u);
    EXPECT_EQ(effects_.all[0].kind, ModeEffect::Kind::Dropped);
    EXPECT_EQ(effects_.all[0].noise.sizes(), (Shape{10, 3, 3}));
    attention->eval();
    call(*attention, context_, inputs);
    ASSERT_EQ(effects_.all.size(), 2u);
    EXPECT_EQ(effects_.all[1].kind, ModeEffect::Kind::Passed);
    attention->set_attribute("dropout", 0.0);
    EXPECT_FALSE(attention->behaviour().reads_training(*attention));
}

}  // namespace
}  // namespace engine::nn
