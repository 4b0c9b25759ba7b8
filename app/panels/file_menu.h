#pragma once

#include "app/panels/frame.h"

namespace app::panels {

/// The model file's name as a button, "nested_mlp.py ▾", which opens the File menu: open, paste,
/// built-in models, recent files. Anchors "file", "file/open", "file/paste", "file/save",
/// "file/export", "file/built_in", "file/recent/<name>".
void draw_file_menu(Frame& frame);
/// Pixels that it takes in the top bar.
float file_menu_width(const Frame& frame);

/// What Ctrl+O does: asks for a .py file or a saved session.
void ask_for_model_file(Frame& frame);
/// What Ctrl+S does: asks where to save the session.
void ask_where_to_save(Frame& frame);
/// Asks for the file of a script that real PyTorch runs to the session's losses.
void ask_where_to_export(Frame& frame);
/// What Ctrl+V does: takes the clipboard's text for a model.
void paste_model(Frame& frame);
/// The form of the session's own model, to choose other data or another loss.
void ask_for_data(Frame& frame);

}  // namespace app::panels
