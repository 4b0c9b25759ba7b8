#pragma once

#include "engine/nn/module.h"

#include <string>

namespace engine::session {

/// Its class with what matters: "Linear(2→16)", "Dropout(0.5)".
std::string module_summary(const nn::Module& module);

}  // namespace engine::session
