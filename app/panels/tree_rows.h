#pragma once

#include "engine/session/view.h"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace app::panels {

/// Indices of the modules that the tree shows, in pre-order: nothing below a folded one; with a
/// filter, what contains it (path or class, any case) and what it stands in.
std::vector<int> visible_rows(const std::vector<engine::session::ModuleView>& modules,
                              const std::set<std::string>& folded, std::string_view filter);

/// "model" for the root, else the path: the part of an anchor that names a row.
std::string row_name(const engine::session::ModuleView& module);

/// "True", "False", "5 of 8", or "·" without parameters.
std::string requires_grad_words(const engine::session::ModuleView& module);

/// What a click on a switch would do: "model.backbone.eval() writes 11 flags: backbone and
/// everything in it."
std::string would_write(const engine::session::ModuleView& module, bool training);

}  // namespace app::panels
