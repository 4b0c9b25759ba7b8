#pragma once

#include <span>
#include <string_view>

namespace app::gfx {

/// A file of shaders/ that was built in, by its name ("heat_map.frag"); empty when there is none.
std::span<const unsigned char> embedded_file(std::string_view name);

}  // namespace app::gfx
