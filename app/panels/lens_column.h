#pragma once

#include "app/ui/fonts.h"
#include "app/ui/theme.h"

#include <imgui.h>

#include <string_view>

namespace app::panels {

/// The numbers beside a lens, written from the top down at one left edge.
class LensColumn {
public:
    LensColumn(float x, float y, float width) : at_(x, y), width_(width) {}

    void words(std::string_view text);
    /// As large as the column's width allows.
    void big(std::string_view text, ui::Color color);
    void mono(std::string_view text, ui::Color color);
    void mono_strong(std::string_view text, ui::Color color);
    /// ▲ 0.41
    void big_with_sign(bool training, std::string_view text);
    /// A padlock and words: what is not written.
    void locked(std::string_view text);
    void gap(float pixels);
    /// Where the next line would begin.
    ImVec2 place() const { return at_; }

private:
    void line(ui::Face face, std::string_view text, ui::Color color);

    ImVec2 at_;
    float width_;
};

}  // namespace app::panels
