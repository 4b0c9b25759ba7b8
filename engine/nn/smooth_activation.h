#pragma once

#include "engine/nn/rectifier.h"

/// Activations without a kink, and the hard and shrinking ones that imitate them. Numbers are
/// printed as they were given.
namespace engine::nn {

/// y = x · F(x), F the normal distribution; `approximate` is "none" or "tanh"
/// throws  RuntimeError "approximate argument must be either none or tanh." at the call
ModulePtr GELU(std::string approximate = "none");
/// y = x / (1 + e⁻ˣ)
ModulePtr SiLU(InplaceOptions options = {});
/// y = x · tanh(log(1 + eˣ))
ModulePtr Mish(InplaceOptions options = {});

struct SoftplusOptions {
    Value beta = 1.0;
    Value threshold = 20.0;  ///< of beta · x: above it y = x
};
/// y = log(1 + e^(beta·x)) / beta
ModulePtr Softplus(SoftplusOptions options = {});
/// y = −log(1 + e⁻ˣ)
ModulePtr LogSigmoid();
/// y = x / (1 + |x|)
ModulePtr Softsign();
/// y = x − tanh x
ModulePtr Tanhshrink();

/// y = x · min(max(x + 3, 0), 6) / 6; like PyTorch's, these two do not print `inplace`
ModulePtr Hardswish(InplaceOptions options = {});
/// y = min(max(x + 3, 0), 6) / 6
ModulePtr Hardsigmoid(InplaceOptions options = {});

/// y = x moved by lambd towards 0, and 0 if it would pass it
/// throws  RuntimeError "lambda must be greater or equal to 0, but found to be -1." at the call
ModulePtr Softshrink(Value lambd = 0.5);
/// y = |x| > lambd ? x : 0
ModulePtr Hardshrink(Value lambd = 0.5);

}  // namespace engine::nn
