#include "app/panels/code_colors.h"

#include "app/ui/context.h"

namespace app::panels {

ui::Color code_color(engine::session::CodeKind kind) {
    using engine::session::CodeKind;
    const ui::Theme& theme = ui::theme();
    switch (kind) {
        case CodeKind::Keyword:
            return theme.code_keyword;
        case CodeKind::String:
        case CodeKind::Number:
            return theme.code_string;
        case CodeKind::Comment:
            return theme.ink3;
        case CodeKind::Definition:
            break;
    }
    return theme.ink;
}

}  // namespace app::panels
