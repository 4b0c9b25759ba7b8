#pragma once

namespace app::ui {

/// A modal in the middle of the window, `width` pixels wide or as there is room for; `height` 0: as
/// high as its content. Opened by ImGui::OpenPopup(id), ended by ImGui::EndPopup() when it was
/// true. To be drawn last in a frame: ImGui 1.86 aborts when a window begins for the first time
/// after a modal.
bool begin_dialog(const char* id, float width, float height = 0);

/// The dialog's first line: its name, and at the right a button that closes it. True when pressed,
/// or Esc was. Anchor "close".
bool dialog_title(const char* title, const char* close = "Close");

}  // namespace app::ui
