#pragma once

#include "engine/nn/module.h"

#include <optional>

/// module.to(...) and its shorter forms: parameters keep their identity and change their data,
/// buffers are new tensors; gradients follow.
namespace engine::nn {

struct Conversion {
    std::optional<DType> dtype{};  ///< of floating tensors alone, unless `all`
    std::optional<bool> meta{};    ///< the device: meta or cpu
    bool all = false;              ///< integers and bools are converted too: module.type(dtype)
};

/// throws  TypeError "nn.Module.to only accepts floating point or complex dtypes, but got desired
///         dtype=torch.int32" (not with `all`), NotImplementedError "Cannot copy out of meta
///         tensor; no data!"
void convert(Module& module, const Conversion& conversion);

/// module.to_empty(device=...): the same sizes and dtypes on that device, elements not set.
void to_empty(Module& module, bool meta);

}  // namespace engine::nn
