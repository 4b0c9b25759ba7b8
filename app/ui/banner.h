#pragma once

#include <cstdint>
#include <string_view>

namespace app::ui {

enum class BannerAction : std::uint8_t { None, Copied, Dismissed };

/// An exception in its own words (mono, wrapped), a sentence of ours under it, Copy and ✕. Takes
/// the width that is left. Anchors "<id>", "<id>/copy", "<id>/dismiss".
BannerAction error_banner(std::string_view id, std::string_view words,
                          std::string_view explanation = {});

}  // namespace app::ui
