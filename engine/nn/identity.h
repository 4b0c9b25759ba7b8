#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// y = x: the very object that it is given.
ModulePtr Identity();

}  // namespace engine::nn
