#pragma once

#include "engine/nn/module.h"

namespace engine::script {

/// Whether what a call of this module computes may depend on its flag: torch's own class says so,
/// or the code of its class, or of a hook on it, reads an attribute `training`.
bool reads_training(const nn::Module& module);

}  // namespace engine::script
