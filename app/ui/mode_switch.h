#pragma once

#include <imgui.h>

#include <cstdint>
#include <span>
#include <string_view>

namespace app::ui {

enum class Segment : std::uint8_t { None, Train, Eval };

struct SwitchState {
    Segment clicked = Segment::None;  ///< pressed in this frame, by mouse or keyboard
    Segment hovered = Segment::None;  ///< under the mouse or holding the keyboard focus
};

struct SwitchTooltips {
    std::string_view train{};  ///< "model.backbone.train() writes 11 flags: ..."
    std::string_view eval{};
};

enum class SwitchSize : std::uint8_t {
    Usual,      ///< 104 x 22 px
    Presenter,  ///< 150 x 32 px with the result line's face, for the back row
};
ImVec2 mode_switch_size(SwitchSize size);

/// `▲ train | ■ eval`, 104 x 22 px: filled is what is now, hollow is what a click calls. The filled
/// one can be clicked too. Anchors: "<id>/train" and "<id>/eval".
SwitchState mode_switch(std::string_view id, bool training, const SwitchTooltips& tooltips = {},
                        bool enabled = true, SwitchSize size = SwitchSize::Usual);

/// One tick per descendant, up in train, down in eval; not 0 is train. What does not fit into
/// `width` pixels (0: as wide as needed) is summed up as "+12".
void mode_ticks(std::span<const std::uint8_t> flags, float width = 0.0f);
float mode_ticks_width(std::size_t count);

}  // namespace app::ui
