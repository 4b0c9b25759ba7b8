#pragma once

#include "app/panels/frame.h"

namespace app::panels {

/// The model file's name as a button, "nested_mlp.py ▾", which opens the File menu: open, paste,
/// built-in models, recent files. Anchors "file", "file/open", "file/paste", "file/built_in",
/// "file/recent/<name>".
void draw_file_menu(Frame& frame);
/// Pixels that it takes in the top bar.
float file_menu_width(const Frame& frame);

/// What Ctrl+O does: asks for a .py file.
void ask_for_model_file(Frame& frame);
/// What Ctrl+V does: takes the clipboard's text for a model.
void paste_model(Frame& frame);

}  // namespace app::panels
