#pragma once

#include <imgui.h>

#include <cstdint>

namespace app::ui {

/// The faces of the window, at 100 % in CSS pixels.
enum class Face : std::uint8_t {
    Text,          ///< Inter 13
    Strong,        ///< Inter SemiBold 13
    Small,         ///< Inter 11: axis numbers, captions
    SmallStrong,   ///< Inter SemiBold 11
    Title,         ///< Inter SemiBold 15
    Result,        ///< Inter 16: the result line
    ResultStrong,  ///< Inter SemiBold 16
    Mono,          ///< JetBrains Mono 12: numbers and code
    MonoStrong,    ///< JetBrains Mono Bold 12
    MonoSmall,     ///< JetBrains Mono 11: key caps
    BigNumber,     ///< JetBrains Mono 22: a lens's numbers
    Count,
};

/// Builds the atlas for `scale`. DejaVu Sans fills in what a face lacks (∇ ∈ ℝ ✕), Font Awesome has
/// the icons (U+F000 to U+F2E0). The font texture must be made anew afterwards.
void build_fonts(ImFontAtlas& atlas, float scale);

/// A face of the current context's atlas.
ImFont* font(Face face);

/// Sets a face for its own lifetime.
class FontScope {
public:
    explicit FontScope(Face face) { ImGui::PushFont(font(face)); }
    ~FontScope() { ImGui::PopFont(); }
    FontScope(const FontScope&) = delete;
    FontScope& operator=(const FontScope&) = delete;
};

}  // namespace app::ui
