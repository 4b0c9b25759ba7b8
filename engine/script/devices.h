#pragma once

#include "engine/nn/value.h"

namespace engine::script {

/// Whether a value names a device: torch.device('meta') or 'meta'.
bool is_device(const nn::Value& value);
/// Whether that device is meta and not cpu.
/// throws  RuntimeError "Expected one of cpu, ... device type at start of device string: nowhere",
///         AssertionError "Torch not compiled with CUDA enabled"
bool is_meta_device(const nn::Value& value);

}  // namespace engine::script
