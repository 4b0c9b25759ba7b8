#include "app/panels/just_changed.h"

#include "app/ui/context.h"

#include <imgui.h>

namespace app::panels {
namespace {

constexpr double kShown = 4;  // seconds

}  // namespace

void JustChanged::begin(std::string_view scope, bool quiet) {
    const int frame = ImGui::GetFrameCount();
    if (scope != scope_ || frame > last_frame_ + 1) entries_.clear();
    scope_ = scope;
    last_frame_ = frame;
    quiet_ = quiet;
}

const std::string* JustChanged::before(const std::string& key, const std::string& shown,
                                       std::string_view sense) {
    const double now = ImGui::GetTime();
    const auto [place, fresh] =
        entries_.try_emplace(key, Entry{.shown = shown, .sense = std::string(sense)});
    Entry& entry = place->second;
    if (!fresh && entry.sense != sense && !quiet_) {
        entry.before = entry.shown;
        entry.changed_at = now;
    }
    entry.shown = shown;
    entry.sense = sense;
    const double age = now - entry.changed_at;
    if (age > kShown || quiet_) return nullptr;
    ui::current().wake_after(kShown - age + 0.05);  // so that the mark goes by itself
    return &entry.before;
}

}  // namespace app::panels
