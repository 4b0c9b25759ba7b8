#pragma once

#include <string_view>

namespace engine::script {

/// Whether `call_text`, a call of torch.nn.functional's `function`, gives `parameter` a constant or
/// leaves it to its default, so that no flag decides it. False where the text is no such call, or
/// does not tell.
bool is_fixed_argument(std::string_view call_text, std::string_view function,
                       std::string_view parameter);

}  // namespace engine::script
