#include "app/panels/dropout_drawing.h"
#include "app/panels/words.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace app::panels {
namespace {

using engine::session::DropoutLensView;

constexpr float kLabels = 56;  // width of the words at the left
constexpr float kSlot = 64;    // widest slot; 32 is what a small window has room for
constexpr float kNarrowest = 14;
constexpr double kMove = 0.2;  // seconds a bar takes to its outline on a flip
constexpr int kPasses = 8;

/// Where the rows stand; all in pixels.
struct Rows {
    float left = 0, slot = 0;
    float in_top = 0, in_base = 0;
    float gate_top = 0, gate_bottom = 0;
    float out_top = 0, out_base = 0;
    float passes_top = 0, pass_height = 0;

    float center(std::size_t i) const { return left + slot * (static_cast<float>(i) + 0.5f); }
};

/// How many features stand beside each other: what does not fit is hidden, never shrunk.
std::size_t features_in(const Box& box, std::size_t count) {
    const float room = box.width - ui::px(kLabels);
    return std::min(count, static_cast<std::size_t>(std::max(1.0f, room / ui::px(kNarrowest))));
}

Rows rows_in(const Box& box, std::size_t count) {
    Rows rows;
    rows.left = box.x + ui::px(kLabels);
    rows.slot = std::floor(
        std::min(ui::px(kSlot),
                 (box.right() - rows.left) / static_cast<float>(std::max<std::size_t>(count, 1))));
    // Shares of the height: in 1, out 2 (its scale is the same, its bars up to twice as tall).
    rows.pass_height = std::clamp(std::floor(box.height * 0.034f), ui::px(8), ui::px(16));
    const float passes = rows.pass_height * kPasses;
    const float gate = std::min(rows.slot, ui::px(26));
    const float gaps = ui::px(10) + ui::px(16) + ui::px(14);  // above gate, for ×2 tags, above rows
    const float unit = std::floor((box.height - passes - gate - gaps) / 3);
    rows.in_top = box.y;
    rows.in_base = box.y + unit;
    rows.gate_top = rows.in_base + ui::px(10);
    rows.gate_bottom = rows.gate_top + gate;
    rows.out_top = rows.gate_bottom + ui::px(16);
    rows.out_base = rows.out_top + 2 * unit;
    rows.passes_top = rows.out_base + ui::px(14);
    return rows;
}

void label(float x, float y, std::string_view words) {
    ui::draw_text(ImGui::GetWindowDrawList(), ui::Face::Text, {x, y}, ui::theme().ink2, words);
}

/// What a bar as tall as its row stands for: without it the axis would say nothing.
void draw_scale(const Rows& rows, float row_top, double value) {
    // In a panel as low as that the rows' names stand where the number would.
    if (rows.in_base - rows.in_top < ui::font(ui::Face::Small)->FontSize) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float right = rows.left - ui::px(6);
    const std::string words = two_digits(value);
    ui::draw_text(list, ui::Face::Small, {right, row_top - ui::px(2)}, ui::theme().ink3, words,
                  ui::Align::Right);
    ui::draw_hline(list, right + ui::px(2), rows.left, row_top, ui::theme().ink3);
}

void draw_in(const DropoutLensView& lens, const Rows& rows, float per_unit) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const float half = rows.slot * 0.34f;
    for (std::size_t i = 0; i < lens.in.size(); ++i) {
        const float x = rows.center(i);
        const float height = std::abs(lens.in[i]) * per_unit;
        if (height < 1) {
            list->AddRectFilled({x - half, rows.in_base - 2}, {x + half, rows.in_base},
                                theme.zero_cell);
        } else {
            list->AddRectFilled({x - half, rows.in_base - height}, {x + half, rows.in_base},
                                theme.bar);
        }
    }
    ui::draw_hline(list, rows.left, rows.center(lens.in.size()) - rows.slot / 2, rows.in_base,
                   theme.line);
}

void draw_gates(const DropoutLensView& lens, const Rows& rows) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const float middle = (rows.gate_top + rows.gate_bottom) / 2;
    if (!lens.training) {
        const float right = rows.center(lens.in.size() - 1) + rows.slot / 2;
        const std::string words = "y = x";
        const ImVec2 size = ui::text_size(ui::Face::MonoStrong, words);
        const float x = (rows.left + right) / 2;
        ui::draw_hline(list, rows.left, x - size.x / 2 - ui::px(8), middle, theme.eval.outline,
                       ui::px(2));
        ui::draw_hline(list, x + size.x / 2 + ui::px(8), right, middle, theme.eval.outline,
                       ui::px(2));
        ui::draw_text_centered(list, ui::Face::MonoStrong, {x, middle}, theme.eval.text, words);
        return;
    }
    const float half =
        std::floor(std::min(rows.slot * 0.36f, (rows.gate_bottom - rows.gate_top) / 2));
    for (std::size_t i = 0; i < lens.dropped.size(); ++i) {
        const ImVec2 center{rows.center(i), middle};
        const ImVec2 low{center.x - half, center.y - half};
        const ImVec2 high{center.x + half, center.y + half};
        if (lens.dropped[i]) {
            ui::draw_outline(list, low, high, theme.ink, ui::px(2), ui::px(1.5f));
            ui::draw_cross(list, center, std::min(ui::px(12), half * 1.4f), theme.ink,
                           std::min(ui::px(2), half * 0.3f));
        } else {
            ui::draw_outline(list, low, high, theme.line, ui::px(2));
            if (half >= ui::px(6)) {
                ui::draw_text_centered(list, ui::Face::Small, center, theme.ink2, "✓");
            }
        }
    }
}

void draw_out(const DropoutLensView& lens, const Rows& rows, float per_unit,
              const std::vector<float>& out) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const auto& mode = theme.mode(lens.training);
    const float half = std::floor(rows.slot * 0.34f);
    const std::string tag = fmt::format("×{:.3g}", lens.factor);
    const bool tags_fit = ui::text_size(ui::Face::SmallStrong, tag).x <= rows.slot;
    for (std::size_t i = 0; i < out.size(); ++i) {
        const float x = rows.center(i);
        const float before = std::abs(lens.in[i]) * per_unit;
        const float height = std::abs(out[i]) * per_unit;
        const bool dropped = i < lens.dropped.size() && lens.dropped[i];
        const ImVec2 foot_left{x - half, rows.out_base};
        const ImVec2 foot_right{x + half, rows.out_base};
        if (!dropped && height >= 1) {
            const float solid = std::min(height, before);
            list->AddRectFilled({foot_left.x, rows.out_base - solid}, foot_right, mode.outline);
            if (height > before + 1) {
                ui::draw_hatched(list, {foot_left.x, rows.out_base - height},
                                 {foot_right.x, rows.out_base - before}, mode.outline, ui::px(4));
                ui::draw_outline(list, {foot_left.x, rows.out_base - height},
                                 {foot_right.x, rows.out_base - before}, mode.outline);
                if (tags_fit) {
                    ui::draw_text(list, ui::Face::SmallStrong,
                                  {x, rows.out_base - height - ui::px(14)}, mode.text, tag,
                                  ui::Align::Center);
                }
            }
        }
        if (before >= 1) {
            ui::draw_outline(list, {foot_left.x, rows.out_base - before}, foot_right,
                             dropped ? theme.ink3 : mode.outline);
        } else if (!dropped) {
            list->AddRectFilled({foot_left.x, rows.out_base - 2}, foot_right, theme.zero_cell);
        }
        if (dropped) {
            ui::draw_cross(list, {x, rows.out_base}, ui::px(9), theme.ink, ui::px(1.5f));
        }
    }
    ui::draw_hline(list, rows.left, rows.center(out.size()) - rows.slot / 2, rows.out_base,
                   theme.line);
}

void draw_passes(const DropoutLensView& lens, const Rows& rows) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const auto& mode = theme.mode(lens.training);
    const float half = std::floor(rows.slot * 0.36f);
    const float gap = std::max(1.0f, ui::px(2));
    for (std::size_t pass = 0; pass < lens.passes.size() && pass < kPasses; ++pass) {
        const float top = rows.passes_top + rows.pass_height * static_cast<float>(pass);
        const auto& values = lens.passes[pass];
        const auto& dropped = lens.passes_dropped[pass];
        for (std::size_t i = 0; i < values.size(); ++i) {
            const ImVec2 low{std::floor(rows.center(i)) - half, top};
            const ImVec2 high{std::floor(rows.center(i)) + half, top + rows.pass_height - gap};
            if (i < dropped.size() && dropped[i]) {
                ui::draw_outline(list, low, high, theme.ink3);
                ui::draw_cross(list, {(low.x + high.x) / 2, (low.y + high.y) / 2},
                               (high.y - low.y) * 0.6f, theme.ink3);
            } else if (values[i] == 0) {
                list->AddRectFilled(low, high, theme.zero_cell);
            } else {
                const float strength = std::clamp(std::abs(values[i]) / lens.scale, 0.0f, 1.0f);
                list->AddRectFilled(low, high,
                                    ui::Color::between(mode.tint, mode.outline, strength));
            }
        }
    }
}

/// The lens with its first `count` features; the numbers beside it stay those of all.
DropoutLensView first_features(DropoutLensView lens, std::size_t count) {
    const auto keep = [count](auto& values) {
        if (values.size() > count) values.resize(count);
    };
    keep(lens.in);
    keep(lens.out);
    keep(lens.eval_out);
    keep(lens.dropped);
    for (auto& pass : lens.passes) keep(pass);
    for (auto& pass : lens.passes_dropped) keep(pass);
    return lens;
}

}  // namespace

void DropoutVectors::draw(const DropoutLensView& whole, const Box& box) {
    const DropoutLensView lens = first_features(whole, features_in(box, whole.in.size()));
    const Rows rows = rows_in(box, lens.in.size());
    const bool flipped = path_ == lens.path && training_ != lens.training;
    out_.send(lens.out, flipped ? kMove : 0);
    path_ = lens.path;
    training_ = lens.training;

    // One scale for in and out, the same in both modes: a bar twice as tall is twice the value.
    const float per_unit = lens.scale > 0 ? 2 * (rows.in_base - rows.in_top) / lens.scale : 0;
    const float text = ui::text_size(ui::Face::Text, "in").y;
    label(box.x, rows.in_base - text - ui::px(2), "in");
    label(box.x, (rows.gate_top + rows.gate_bottom - text) / 2, "gate");
    label(box.x, rows.out_base - text - ui::px(2), "out");
    label(box.x, rows.passes_top - ui::px(2), "last 8");
    label(box.x, rows.passes_top - ui::px(2) + text, "passes");
    if (lens.in.empty()) return;
    draw_scale(rows, rows.in_top, lens.scale / 2);
    draw_scale(rows, rows.out_top, lens.scale);
    draw_in(lens, rows, per_unit);
    draw_gates(lens, rows);
    draw_out(lens, rows, per_unit, out_.now());
    draw_passes(lens, rows);
}

}  // namespace app::panels
