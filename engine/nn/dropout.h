#pragma once

#include "engine/nn/drop.h"
#include "engine/nn/module.h"

namespace engine::nn {

struct DropoutOptions {
    Value p = 0.5;  ///< of dropping; printed as it was given
    bool inplace = false;
};

/// train   each element is 0 with probability p, else x / (1 − p); draws two words an element, none
///         when p is 0 or 1
/// eval    the very tensor that it is given; draws nothing
/// throws  ValueError "dropout probability has to be between 0 and 1, but got -0.1"
ModulePtr Dropout(DropoutOptions options = {});

/// The same for whole channels: two words for each channel of each sample.
/// x (N, C, L), or (C, L) of one sample
/// throws  RuntimeError "dropout1d: Expected 2D or 3D input, but received a 4D input. ..."
ModulePtr Dropout1d(DropoutOptions options = {});
/// x (N, C, H, W); of any other rank too, by dimensions 0 and 1.
/// throws  RuntimeError "Feature dropout requires at least 2 dimensions in the input"
ModulePtr Dropout2d(DropoutOptions options = {});
/// x (N, C, D, H, W), or (C, D, H, W) of one sample
ModulePtr Dropout3d(DropoutOptions options = {});

/// Drops to what SELU makes of −∞ instead of to 0, and scales and shifts so that mean 0 and
/// variance 1 stay.
///
/// train   with a = 1/√((α²p + 1)(1 − p)) and α = 1.758: a·x + α·a·p where kept (probability 1 −
/// p),
///         −α·a·(1 − p) where dropped
/// eval    the very tensor that it is given
/// `inplace` is printed and otherwise ignored, as in PyTorch.
ModulePtr AlphaDropout(DropoutOptions options = {});
/// The same for whole channels: x (N, C, ...).
ModulePtr FeatureAlphaDropout(DropoutOptions options = {});

/// What a dropout module makes of elements in train, by its `p` of now.
DropScale drop_scale(const Module& dropout);

}  // namespace engine::nn
