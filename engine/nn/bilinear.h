#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

struct BilinearOptions {
    int64_t in1_features;
    int64_t in2_features;
    int64_t out_features;
    bool bias = true;
};

/// y[o] = b[o] + Σ over i, j of x1[i] W[o, i, j] x2[j]
///
/// shapes  input1 (*, in1), input2 (*, in2), weight (out, in1, in2), bias (out)
/// draws   weight, then bias: U(±1 / √in1)
ModulePtr Bilinear(BilinearOptions options, Generator& generator);

namespace functional {

/// throws  RuntimeError "bilinear(): input1 size does not match weight size: got 4 but expected 3"
Tensor bilinear(const Tensor& input1, const Tensor& input2, const Tensor& weight,
                const Tensor& bias);

}  // namespace functional

}  // namespace engine::nn
