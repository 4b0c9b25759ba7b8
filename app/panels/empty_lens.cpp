#include "app/panels/empty_lens.h"

#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <string>

namespace app::panels {

void draw_empty_lens(const engine::session::SessionView& view, const LensKind& kind) {
    const bool has = std::any_of(view.modules.begin(), view.modules.end(),
                                 [&](const auto& module) { return module.*kind.is_of_it; });
    const bool raised = !view.pass.error.empty();
    std::string words = "No session yet.";
    if (view.loaded && !has) {
        words = fmt::format("This model has no {}. Choose another model, or look at the {} lens.",
                            kind.name, kind.other);
    } else if (view.loaded) {
        words = raised ? fmt::format("No {} ran: the pass raised an error before it came to one.",
                                     kind.name)
                       : fmt::format("The pass called no {}.", kind.name);
    }
    ui::text_wrapped(words, {.color = ui::theme().ink2});
    ui::anchor("empty");
    if (!has || !raised) return;
    ImGui::Dummy({0, ui::px(8)});
    ui::text_wrapped(view.pass.error, {.face = ui::Face::Mono});
    if (view.pass.error_hint.empty()) return;
    ImGui::Dummy({0, ui::px(8)});
    ui::text_wrapped(view.pass.error_hint, {.color = ui::theme().ink2});
}

}  // namespace app::panels
