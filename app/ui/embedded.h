#pragma once

#include <span>
#include <string_view>

namespace app::ui {

/// A font file that was built in, by its name ("Inter-Regular.otf"); empty when there is none.
std::span<const unsigned char> embedded_file(std::string_view name);

}  // namespace app::ui
