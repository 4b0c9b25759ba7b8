#pragma once

#include "engine/nn/context.h"

/// torch.nn.functional's twins of the mode-dependent modules. They stand in no tree and read no
/// flag: `training` is an argument, which model.train() and model.eval() do not reach. A traced
/// pass lists each as "F.dropout" with what it did. `p` as the modules refuse it.
namespace engine::nn::functional {

/// `training` is True unless told otherwise, whatever the mode of the module around it: so are
/// those of dropout1d, dropout2d and dropout3d.
Tensor dropout(CallContext& context, const Tensor& x, const Value& p = 0.5, bool training = true,
               bool inplace = false);
Tensor dropout1d(CallContext& context, const Tensor& x, const Value& p = 0.5, bool training = true,
                 bool inplace = false);
Tensor dropout2d(CallContext& context, const Tensor& x, const Value& p = 0.5, bool training = true,
                 bool inplace = false);
Tensor dropout3d(CallContext& context, const Tensor& x, const Value& p = 0.5, bool training = true,
                 bool inplace = false);

/// These are False unless told otherwise.
Tensor alpha_dropout(CallContext& context, const Tensor& x, const Value& p = 0.5,
                     bool training = false, bool inplace = false);
Tensor feature_alpha_dropout(CallContext& context, const Tensor& x, const Value& p = 0.5,
                             bool training = false, bool inplace = false);
Tensor rrelu(CallContext& context, const Tensor& x, double lower = 1.0 / 8, double upper = 1.0 / 3,
             bool training = false, bool inplace = false);

/// y = weight · (x − mean) / √(var + eps) + bias, x (N, C, ...); the others (C) or undefined. With
/// `training` the statistics of x, towards which the running ones move by `momentum`; else the
/// running ones.
Tensor batch_norm(CallContext& context, const Tensor& x, const Tensor& running_mean,
                  const Tensor& running_var, const Tensor& weight, const Tensor& bias,
                  bool training = false, double momentum = 0.1, double eps = 1e-5);
/// The same of each sample's channels by themselves: `training` is called `use_input_stats`.
Tensor instance_norm(CallContext& context, const Tensor& x, const Tensor& running_mean,
                     const Tensor& running_var, const Tensor& weight, const Tensor& bias,
                     bool use_input_stats = true, double momentum = 0.1, double eps = 1e-5);

/// engine::group_norm, after PyTorch's check of how many values there are.
/// throws  ValueError "Expected more than 1 value per channel when training, got input size [1, 4]"
Tensor group_norm(const Tensor& x, int64_t num_groups, const Tensor& weight, const Tensor& bias,
                  double eps = 1e-5);

/// x / (k + alpha · mean of x² over `size` channels around each)^beta, with zeros beyond the first
/// and the last. x (N, C, ...)
Tensor local_response_norm(const Tensor& x, int64_t size, double alpha = 1e-4, double beta = 0.75,
                           double k = 1);

}  // namespace engine::nn::functional
