#include "app/panels/frame.h"

#include <utility>
#include <variant>

namespace app::panels {
namespace {

using engine::session::Command;

/// Writes something that the rest of the old run did not have.
bool changes_history(const Command& command) {
    return std::holds_alternative<engine::session::Run>(command) ||
           std::holds_alternative<engine::session::Edit>(command) ||
           std::holds_alternative<engine::session::Commit>(command) ||
           std::holds_alternative<engine::session::SetLoop>(command);
}

}  // namespace

void Frame::submit(Command command) const {
    if (changes_history(command) && view.step < view.last_step) {
        window.asked_in_the_past = std::move(command);
    } else {
        requests.submit(std::move(command));
    }
}

int Frame::module_index(std::string_view path) const {
    for (std::size_t i = 0; i < view.modules.size(); ++i) {
        if (view.modules[i].path == path) return static_cast<int>(i);
    }
    return -1;
}

const engine::session::ModuleView* Frame::module(std::string_view path) const {
    const int index = module_index(path);
    return index < 0 ? nullptr : &view.modules[static_cast<std::size_t>(index)];
}

}  // namespace app::panels
