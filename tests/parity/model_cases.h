#pragma once

#include <string>

namespace engine::parity {

/// JSON of what our engine makes of every model that we ship: the same cases, in the same form, as
/// torch_models.py makes with real PyTorch.
std::string model_cases();

}  // namespace engine::parity
