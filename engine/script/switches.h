#pragma once

#include <optional>
#include <string_view>

namespace engine::script {

/// What a setting of a part of PyTorch says that is not here (torch.backends.cudnn.benchmark);
/// empty for any other name. Programs may write to it, which changes nothing.
std::optional<bool> switch_of(std::string_view space, std::string_view name);

}  // namespace engine::script
