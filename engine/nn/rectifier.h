#pragma once

#include "engine/nn/module.h"

/// Activations that are x where x is positive and something small elsewhere. Numbers are printed as
/// they were given; `inplace` writes into the input and returns it.
namespace engine::nn {

struct LeakyReLUOptions {
    Value negative_slope = 0.01;
    bool inplace = false;
};
/// y = x > 0 ? x : negative_slope · x
ModulePtr LeakyReLU(LeakyReLUOptions options = {});

struct PReLUOptions {
    int64_t num_parameters = 1;  ///< 1, or one for each place of dimension 1
    double init = 0.25;
};
/// y = x > 0 ? x : weight · x, weight learned
/// throws  RuntimeError "Mismatch of parameter numbers and input channel size. Found parameter
///         numbers = 3 and channel size = 4."
ModulePtr PReLU(PReLUOptions options = {});

struct ELUOptions {
    Value alpha = 1.0;
    bool inplace = false;
};
/// y = x > 0 ? x : alpha · (eˣ − 1)
ModulePtr ELU(ELUOptions options = {});
/// y = x > 0 ? x : alpha · (e^(x/alpha) − 1)
ModulePtr CELU(ELUOptions options = {});

struct InplaceOptions {
    bool inplace = false;
};
/// y = 1.0507 · (x > 0 ? x : 1.6733 · (eˣ − 1))
ModulePtr SELU(InplaceOptions options = {});
/// y = min(max(x, 0), 6)
ModulePtr ReLU6(InplaceOptions options = {});

struct HardtanhOptions {
    Value min_val = -1.0;
    Value max_val = 1.0;
    bool inplace = false;
};
/// y = min(max(x, min_val), max_val)
ModulePtr Hardtanh(HardtanhOptions options = {});

struct ThresholdOptions {
    Value threshold;
    Value value;
    bool inplace = false;
};
/// y = x > threshold ? x : value
ModulePtr Threshold(ThresholdOptions options);

}  // namespace engine::nn
