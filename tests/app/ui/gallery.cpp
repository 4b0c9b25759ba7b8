#include "tests/app/ui/gallery.h"

#include "app/ui/context.h"
#include "app/ui/plot.h"
#include "app/ui/widgets.h"

#include <cmath>
#include <string>
#include <vector>

namespace app::test {

namespace {

using namespace ui;

void draw_top_bar(float width) {
    begin_panel("top", {0, 0}, {width, px(40)}, {.scroll = false, .padding = false, .card = false});
    ImGui::SetCursorPos({px(12), px(7)});
    ImGui::AlignTextToFramePadding();
    text("Modescope", {.face = Face::Title});
    same_line(12);
    static const std::vector<std::string> recipes{"Two moons", "Fashion-MNIST"};
    int recipe = 0;
    dropdown("recipe", recipes, recipe);
    same_line(16);
    rich_text("Click **■ eval** beside **backbone**. Watch what stops moving.", Face::Text,
              Face::Strong, theme().ink2);
    same_line(16);
    button("More", {.key = "F2", .tooltip = "Opens the workbench."});
    same_line(8);
    button("Disabled", {.enabled = false});
    end_panel();
}

void draw_tree(ImVec2 at, ImVec2 size) {
    begin_panel("modules", at, size, {.title = "Modules", .right = "5 of 13 in eval"});
    const struct {
        const char* name;
        const char* kind;
        int depth;
        bool training;
        std::vector<std::uint8_t> below;
    } rows[] = {{"model", "NestedMLP", 0, true, {1, 1, 1, 1, 0, 0, 0, 0, 0}},
                {"backbone", "Sequential", 1, true, {1, 1, 0, 0}},
                {"fc", "Linear", 2, false, {}},
                {"a_very_long_module_name", "BatchNorm1d", 2, false, {}}};
    int index = 0;
    for (const auto& row : rows) {
        ImGui::PushID(index);
        ImGui::SetCursorPosX(px(12 + 14.0f * static_cast<float>(row.depth)));
        const float switch_x = ImGui::GetWindowWidth() - px(116);
        ImGui::AlignTextToFramePadding();
        text_ellipsis(row.name, switch_x - ImGui::GetCursorPosX() - px(90), {.face = Face::Strong});
        same_line(6);
        if (row.below.empty()) {
            text(row.kind, {.color = theme().ink2});
        } else {
            mode_ticks(row.below, px(70));
        }
        ImGui::SameLine(switch_x);
        mode_switch("mode" + std::to_string(index), row.training);
        ImGui::PopID();
        ++index;
    }
    ImGui::Dummy({0, px(4)});
    section_header("Buffers", "in state_dict");
    for (const char* digits : {"0.2030", "-12.5000", "219"}) {
        text("running_mean");
        ImGui::SameLine();
        number(digits);
    }
    mode_chip(true);
    same_line();
    mode_chip(false, "all eval");
    same_line();
    chip("Preview: nothing is written ✓");
    static const std::vector<std::string> batches{"one class", "shuffled", "1 sample"};
    int batch = 0;
    text("Batch:", {.color = theme().ink2});
    same_line(6);
    link_group("batch", batches, batch);
    error_banner(
        "error",
        "ValueError: Expected more than 1 value per channel when training, got input size "
        "torch.Size([1, 16])",
        "One sample has no spread to measure. Use 2 or more, drop_last=True, or bn.eval().");
    text("∇ ∈ ℝ ᵀ γ β μ σ √ → ← … ▲ ■ ◆ ✓ ✕ × ± ·");
    text("∇ ∈ ℝ γ β μ σ √ → … ▲ ■ ◆ ✓ ✕ × ±", {.face = Face::Mono});
    text("0.44 0.75", {.face = Face::BigNumber, .color = theme().eval.text});
    end_panel();
}

void draw_maps(ImVec2 at, ImVec2 size) {
    begin_panel("pass", at, size, {.title = "The pass"});
    begin_panel_header();
    mode_chip(true);
    same_line();
    chip("batch of 32");
    end_panel_header();
    const ButtonOptions run{.key = "R", .small = true};
    begin_panel_header(button_width("Run it for real", run));
    button("Run it for real", run);
    end_panel_header();
    std::vector<float> values(256);
    std::vector<std::uint8_t> dropped(256);
    for (std::size_t i = 0; i < values.size(); ++i) {
        values[i] = std::sin(static_cast<float>(i * i) * 0.37f);
        if (i % 7 == 0) values[i] = 0.0f;
        dropped[i] = i % 3 == 0 ? 1 : 0;
    }
    const auto card = [&](const char* name, const gfx::HeatMap& map, const CardOptions& options) {
        begin_card(name, {px(128), px(160)}, options);
        text(name, {.face = Face::Strong});
        const gfx::Texture texture = current().textures().heat_map(name, map);
        ImGui::Image(reinterpret_cast<ImTextureID>(texture.id),
                     {static_cast<float>(texture.width), static_cast<float>(texture.height)});
        text("μ -0.02", {.face = Face::Mono, .color = theme().ink2});
        end_card();
    };
    const gfx::HeatMap map{.rows = 16, .cols = 16, .values = values, .cell = 6};
    gfx::HeatMap holes = map;
    holes.dropped = dropped;
    gfx::HeatMap large{.rows = 6,
                       .cols = 6,
                       .values = std::span(values).first(36),
                       .dropped = std::span<const std::uint8_t>(dropped).first(36),
                       .cell = 16};
    gfx::HeatMap struck = map;
    struck.struck_out = true;
    gfx::HeatMap grey = map;
    grey.colormap = gfx::Colormap::Sequential;
    card("fc", map, {});
    same_line();
    card("drop", holes, {.selected = true});
    same_line();
    card("drop 6x6", large, {.changed = true});
    same_line();
    card("drop2d", struck, {.dashed = true});
    same_line();
    card("spread", grey, {.quiet = true});
    static const std::vector<std::string> tabs{"Loss curves", "Decision map", "Doctor"};
    int tab = 0;
    tab_bar("below", tabs, tab);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ImVec2 pen = ImGui::GetCursorScreenPos();
    list->AddRectFilled({pen.x, pen.y + px(20)}, {pen.x + px(18), pen.y + px(40)},
                        theme().train.outline);
    draw_hatched(list, pen, {pen.x + px(18), pen.y + px(20)}, theme().train.outline, px(4));
    draw_cross(list, {pen.x + px(40), pen.y + px(20)}, px(12), theme().ink, px(2));
    draw_keycap(list, {pen.x + px(60), pen.y + px(10)}, "Ctrl P");
    end_panel();
}

void draw_plots(ImVec2 at, ImVec2 size) {
    begin_panel("curves", at, size, {.title = "Loss", .right = "step 218"});
    std::vector<double> train, raw, eval, validation;
    for (int i = 0; i <= 218; ++i) {
        train.push_back(0.2 + 0.6 * std::exp(-i / 60.0));
        raw.push_back(train.back() + 0.05 * std::sin(i * 12.7) * std::cos(i * 3.1));
        eval.push_back(i == 100 ? NAN : 0.1 + 0.5 * std::exp(-i / 50.0));
        validation.push_back(0.13 + 0.5 * std::exp(-i / 55.0));
    }
    const float height = size.y - px(48);
    if (begin_plot("loss", {.size = {size.x * 0.62f, height}})) {
        setup_axis(Axis::X, {.label = "step", .whole = true});
        setup_legend(LegendPlace::Right);
        setup_ribbon(2);
        const Values steps = Values::counting(train.size());
        plot_line("raw", steps, raw, faint(train_curve()));
        plot_line("train", steps, train, train_curve());
        plot_line("same batch, in eval", steps, eval, eval_curve());
        plot_line("validation", steps, validation, validation_curve());
        const PlotEvent events[] = {{.x = 120, .training = false}, {.x = 150, .by_person = false}};
        plot_events(events);
        tag(Axis::X, 180, theme().accent, "180");
        annotation(60, 0.5, {8, -8}, theme().ink2, "lr 0.01");
        const RibbonSegment one[] = {{.from = 0, .to = 120},
                                     {.from = 120, .to = 218, .training = false}};
        const RibbonSegment two[] = {{.from = 0, .to = 60},
                                     {.from = 60, .to = 75, .training = false, .by_person = false},
                                     {.from = 75, .to = 218, .by_person = false}};
        plot_ribbon(0, "block1", one);
        plot_ribbon(1, "block2", two);
        end_plot();
    }
    same_line();
    if (begin_plot("log", {.size = {0, height}})) {
        setup_axis_scale(Axis::Y, AxisScale::Log10);
        setup_axis(Axis::Y, {.label = "grad norm", .grid = true});
        setup_legend(LegendPlace::Inside);
        std::vector<double> dense(20000);
        for (std::size_t i = 0; i < dense.size(); ++i) {
            dense[i] =
                std::exp(std::sin(static_cast<double>(i) * 0.7) - static_cast<double>(i) / 4000);
        }
        CurveStyle style = train_curve();
        style.width = 1.0f;
        plot_line("20,000 points", Values::counting(dense.size()), dense, style);
        end_plot();
    }
    end_panel();
}

}  // namespace

void draw_gallery() {
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    const float gap = px(6);
    const float left = px(330);
    const float top = px(40) + gap;
    draw_top_bar(size.x);
    draw_tree({gap, top}, {left, size.y - top - gap});
    const float x = left + 2 * gap;
    const float width = size.x - x - gap;
    const float half = px(330);
    draw_maps({x, top}, {width, half});
    draw_plots({x, top + half + gap}, {width, size.y - top - half - 2 * gap});
}

}  // namespace app::test
