#include "app/panels/shell.h"

#include "app/panels/built_in_list.h"
#include "app/panels/result_line.h"
#include "app/panels/shortcuts.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/fonts.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <string>
#include <utility>

namespace app::panels {
namespace {

using engine::session::ModuleView;
using engine::session::SessionView;

// After a change the lenses run so many previews, so far apart (lenses.md: 6 in 3 seconds).
constexpr int kPreviews = 6;
constexpr double kPreviewDistance = 0.5;

/// While there is no model, it may have everything.
bool has_any(const SessionView& view, bool ModuleView::*kind) {
    return view.modules.empty() || std::any_of(view.modules.begin(), view.modules.end(),
                                               [&](const auto& module) { return module.*kind; });
}

}  // namespace

Shell::Shell(WindowState state, std::vector<PanelPtr> panels)
    : state_(std::move(state)), panels_(std::move(panels)) {
    for (const PanelPtr& panel : panels_) {
        built_.push_back(panel->about().id);
        help_.push_back({panel->about().title, panel->about().help});
    }
}

float Shell::presenter_scale(float height) {
    return std::clamp(height / 1080 * 2.8125f, 1.0f, 3.0f);
}

void Shell::draw(const SessionView& view, Requests& requests) {
    Frame frame{view, state_, requests};
    follow(view);
    press_shortcuts(frame);
    apply_look();
    arrange_for(frame);
    watch_what_is_shown(requests);
    preview_by_itself(view, requests);
    state_.hovered_part.clear();
    state_.lit = std::exchange(state_.pointed, {});
    for (const TabRow& row : layout_.tab_rows) {
        if (!row.in_header) draw_tabs(row);
    }
    for (const PanelPtr& panel : panels_) {
        const Placed* place = layout_.find(panel->about().id);
        if (place != nullptr) show(frame, *panel, *place);
    }
    draw_splitters();
    draw_help(frame, help_);
    draw_asked_in_the_past(frame);
    draw_asked_to_leave_editor(frame);
    draw_built_in_list(frame);
    draw_chooser(frame);
    opening_.draw(frame);
}

/// Asks for the file that a menu wants; what the menu said is done with the answer.
void Shell::draw_chooser(Frame& frame) {
    std::optional<FileWish>& wish = state_.opening.wish;
    if (wish && !chooser_.asking()) chooser_.ask(wish->question);
    const auto path = chooser_.draw();
    if (chooser_.asking() || !wish) return;
    const FileWish answered = std::move(*wish);
    wish.reset();  // the answer may be the next question
    if (path) answered.chosen(frame, *path);
}

void Shell::apply_look() {
    ui::Context& context = ui::current();
    context.set_theme(state_.theme);
    context.set_scale(state_.presenter ? presenter_scale(ImGui::GetIO().DisplaySize.y)
                                       : state_.scale);
    context.set_reduced_motion(state_.reduced_motion);
}

/// Takes up the view's watch at first, and a selection that exists after a change of model.
void Shell::follow(const SessionView& view) {
    if (!view.loaded) return;
    if (!sent_) {
        state_.watch = view.watch;
        sent_ = view.watch;
    } else if (view.dataset_title != dataset_) {
        // Other data need another probe batch to make a flip visible; the session chose it.
        state_.watch.probe = view.watch.probe;
        state_.watch.probe_class = view.watch.probe_class;
        state_.watch.brightness = view.watch.brightness;
        state_.watch.channel = view.watch.channel;
        state_.watch.dragged_sample.reset();
    }
    dataset_ = view.dataset_title;
    // Another model's pass has other calls.
    if (state_.cursor && *state_.cursor >= static_cast<int>(view.pass.cards.size()) - 1) {
        state_.cursor.reset();
    }
    const auto exists = [&](std::string_view path) {
        return std::any_of(view.modules.begin(), view.modules.end(),
                           [&](const auto& module) { return module.path == path; });
    };
    if (view.modules.empty() || exists(state_.watch.selected)) return;
    state_.watch.selected = exists(view.watch.selected) ? view.watch.selected
                            : view.modules.size() > 1   ? view.modules[1].path
                                                        : "";
}

void Shell::arrange_for(const Frame& frame) {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    // The editor says itself why it was refused, at the line; a banner would push it away.
    const bool said = frame.view.code.refused && state_.edited && layout_.find("code") != nullptr;
    const bool banner =
        !frame.view.error.empty() && frame.view.error != state_.dismissed_error && !said;
    if (frame.view.error.empty()) state_.dismissed_error.clear();
    LayoutWish wish{.width = size.x,
                    .height = size.y,
                    .scale = ui::theme().scale,
                    .workbench = state_.workbench,
                    .presenter = state_.presenter,
                    .has_dropout = has_any(frame.view, &ModuleView::is_dropout),
                    .has_batch_norm = has_any(frame.view, &ModuleView::is_batch_norm),
                    .banner = banner,
                    .full_screen = state_.full_screen,
                    .narrow_tab = state_.narrow_tab,
                    .lower_tab = state_.lower_tab,
                    .strip_tab = state_.strip_tab,
                    .presented = state_.presented,
                    .splits = state_.splits,
                    .built = built_};
    layout_ = arrange(wish);
    const Placed* transport = layout_.find("transport");
    if (transport == nullptr) return;
    const float line = ui::font(ui::Face::ResultStrong)->FontSize;
    wish.result_extra = std::max(0.0f, result_height(frame, transport->box.width) - line);
    if (wish.result_extra > 0) layout_ = arrange(wish);
}

void Shell::watch_what_is_shown(Requests& requests) {
    engine::session::Watch& watch = state_.watch;
    const auto shown = [&](std::string_view id) { return layout_.find(id) != nullptr; };
    watch.lenses = shown("dropout_lens") || shown("batch_norm_lens");
    watch.cards = shown("pass") || shown("code");
    watch.inspector = shown("inspector");
    watch.answers = shown("answers");
    if (!sent_ || *sent_ == watch) return;
    sent_ = watch;
    requests.look(watch);
}

void Shell::preview_by_itself(const SessionView& view, Requests& requests) {
    if (!view.loaded || view.playing || view.busy || state_.reduced_motion) {
        previews_left_ = 0;
        if (view.playing) previewed_revision_ = 0;  // and again once it pauses
        return;
    }
    const double now = ui::current().clock();
    if (view.revision != previewed_revision_) {
        previewed_revision_ = view.revision;
        previews_left_ = state_.watch.lenses ? kPreviews : 0;
        next_preview_ = now + kPreviewDistance;
    }
    if (previews_left_ == 0) return;
    if (now < next_preview_) return ui::current().wake_after(next_preview_ - now);
    --previews_left_;
    next_preview_ = now + kPreviewDistance;
    if (previews_left_ > 0) ui::current().wake_after(kPreviewDistance);
    requests.preview();
}

void Shell::show(Frame& frame, Panel& panel, const Placed& place) {
    const auto row = std::find_if(layout_.tab_rows.begin(), layout_.tab_rows.end(),
                                  [&](const TabRow& each) { return each.id == place.tabs; });
    if (place.tabs.empty() || row == layout_.tab_rows.end()) {
        return panel.show(frame, place.box, place.under_tabs);
    }
    ui::PanelTabs tabs{.id = row->id, .names = {}};
    for (const Tab& tab : row->tabs) {
        if (tab.active) tabs.index = static_cast<int>(tabs.names.size());
        tabs.names.emplace_back(tab.title);
    }
    panel.show(frame, place.box, place.under_tabs, &tabs);
    if (tabs.changed) state_.strip_tab = row->tabs[static_cast<std::size_t>(tabs.index)].id;
}

void Shell::draw_tabs(const TabRow& row) {
    const bool card = row.card.height > 0;
    const Box& box = card ? row.card : row.box;
    const std::string id(row.id);
    if (ui::begin_panel(id, {box.x, box.y}, {box.width, box.height},
                        {.scroll = false, .padding = false, .card = card})) {
        if (card) ui::let_mouse_through_below(row.box.bottom());
        std::vector<std::string> names;
        int index = 0;
        for (const Tab& tab : row.tabs) {
            if (tab.active) index = static_cast<int>(names.size());
            names.emplace_back(tab.title);
        }
        if (ui::tab_bar(id, names, index)) {
            (row.id == "narrow" ? state_.narrow_tab : state_.lower_tab) =
                row.tabs[static_cast<std::size_t>(index)].id;
        }
    }
    ui::end_panel();
}

void Shell::draw_splitters() {
    const Splits defaults;
    for (const Splitter& each : layout_.splitters) {
        float* value = field(state_.splits, each.id);
        Splits preferred = defaults;
        const float wanted = *field(preferred, each.id);
        const std::string id = "split_" + std::string(each.id);
        ImGui::SetNextWindowPos({each.box.x, each.box.y});
        ImGui::SetNextWindowSize({each.box.width, each.box.height});
        ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
        ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, ImVec2(1, 1));
        ImGui::Begin(id.c_str(), nullptr,
                     ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                         ImGuiWindowFlags_NoBringToFrontOnFocus);
        // The widget thinks in pixels; the field in logical ones or shares.
        const float now = each.upright ? each.box.x : each.box.y;
        const auto place = [&](float goal) { return now + (goal - *value) / each.per_pixel; };
        const float one = place(each.low), other = place(each.high);
        const float low = std::min(one, other), high = std::max(one, other);
        float position = now;
        if (ui::splitter(id, each.upright ? ui::SplitAxis::X : ui::SplitAxis::Y,
                         {each.box.x, each.box.y}, {each.box.right(), each.box.bottom()}, position,
                         low, high, place(wanted))) {
            *value = std::clamp(*value + (position - now) * each.per_pixel, each.low, each.high);
        }
        ImGui::End();
        ImGui::PopStyleVar(2);
    }
}

}  // namespace app::panels
