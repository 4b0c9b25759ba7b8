#pragma once

#include "engine/nn/context.h"

/// torch.nn.functional's twins of the mode-dependent modules. They stand in no tree and read no
/// flag: `training` is an argument, which model.train() and model.eval() do not reach. A traced
/// pass lists each as "F.dropout" with what it did. `p` as the modules refuse it.
namespace engine::nn::functional {

/// `training` is True unless told otherwise, whatever the mode of the module around it: so are
/// those of dropout1d, dropout2d and dropout3d.
Tensor dropout(CallContext& context, const Tensor& x, double p = 0.5, bool training = true,
               bool inplace = false);
Tensor dropout1d(CallContext& context, const Tensor& x, double p = 0.5, bool training = true,
                 bool inplace = false);
Tensor dropout2d(CallContext& context, const Tensor& x, double p = 0.5, bool training = true,
                 bool inplace = false);
Tensor dropout3d(CallContext& context, const Tensor& x, double p = 0.5, bool training = true,
                 bool inplace = false);

/// These are False unless told otherwise.
Tensor alpha_dropout(CallContext& context, const Tensor& x, double p = 0.5, bool training = false,
                     bool inplace = false);
Tensor feature_alpha_dropout(CallContext& context, const Tensor& x, double p = 0.5,
                             bool training = false, bool inplace = false);
Tensor rrelu(CallContext& context, const Tensor& x, double lower = 1.0 / 8, double upper = 1.0 / 3,
             bool training = false, bool inplace = false);

}  // namespace engine::nn::functional
