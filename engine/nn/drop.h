#pragma once

#include "engine/nn/context.h"

/// What the dropouts share, as modules and as functions: one call of one of them.
namespace engine::nn {

/// Which of the dropouts it is.
struct DropStyle {
    bool by_channel = false;  ///< one draw for each (sample, channel) pair, dimensions 0 and 1
    bool alpha = false;       ///< keeps mean and variance of what SELU makes
    /// Rank of a batch: an input of any other rank is one sample. 0: every input is a batch.
    int64_t batch_rank = 0;

    friend constexpr bool operator==(const DropStyle&, const DropStyle&) = default;
};
inline constexpr DropStyle kDropElements{};
inline constexpr DropStyle kDropChannels1d{.by_channel = true, .batch_rank = 3};
inline constexpr DropStyle kDropChannels2d{.by_channel = true};
inline constexpr DropStyle kDropChannels3d{.by_channel = true, .batch_rank = 5};
inline constexpr DropStyle kDropAlphaElements{.alpha = true};
inline constexpr DropStyle kDropAlphaChannels{.by_channel = true, .alpha = true};

/// What a dropout makes of an element: factor · x + shift where it is kept, `dropped` elsewhere.
struct DropScale {
    double factor = 1;
    double shift = 0;
    double dropped = 0;
};
DropScale drop_scale(bool alpha, double p);

/// Refuses a `p` that is no number in [0, 1].
/// throws  ValueError "dropout probability has to be between 0 and 1, but got -0.1", RuntimeError
///         for NaN, TypeError for what is no number, naming the type of PyTorch's own bounds:
///         constructors compare with "int", passes with "float"
void check_probability(const Value& p, std::string_view bound);

/// throws  RuntimeError "dropout1d: Expected 2D or 3D input, but received a 4D input. ..."
void check_dropout1d_dims(const Tensor& x);

/// x with elements dropped; the very tensor x (or a view of its one sample) where nothing is:
/// in eval, for p = 0 and for no elements. Draws two words for each element, or for each channel of
/// each sample; none for p = 0 and 1. `effect`, if given, is told what happened.
/// throws  RuntimeError "Feature dropout requires at least 2 dimensions in the input", "result type
///         Float can't be cast to the desired output type Long"
Tensor drop(const Tensor& x, const DropStyle& style, const Value& p, bool training, bool inplace,
            CallContext& context, ModeEffect* effect);

}  // namespace engine::nn
