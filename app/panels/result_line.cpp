#include "app/panels/result_line.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <cfloat>

namespace app::panels {

std::string result_words(const engine::session::SessionView& view) {
    if (!view.loaded) return "No session yet.";
    if (!view.error.empty()) return "**Nothing changed.** The last line raised an error.";
    if (view.playing && !view.loop.announcement.empty()) return view.loop.announcement;
    if (view.result_line.empty()) return "Ready. No command yet.";
    return view.result_line;
}

float result_height(const Frame& frame, float width) {
    // Measured in the wider face and with the marks in it, so that it is never too little.
    const ImFont* font = ui::font(ui::Face::ResultStrong);
    const std::string words = result_words(frame.view);
    return font->CalcTextSizeA(font->FontSize, FLT_MAX, width - ui::px(24), words.c_str()).y;
}

}  // namespace app::panels
