#include "app/panels/file_menu.h"
#include "app/panels/panels.h"
#include "app/panels/presets.h"
#include "app/panels/tree_rows.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace app::panels {
namespace {

using engine::session::Recipe;

/// Recipe, the first sentence or the presets, and how the window looks.
class TopBarPanel final : public Panel {
public:
    TopBarPanel()
        : Panel({.id = "top_bar",
                 .title = "Modescope",
                 .help = "The recipe, lines for the whole model, and how the window looks."}) {}

protected:
    std::string title(const Frame&) const override { return {}; }
    Manner manner() const override { return {.scroll = false, .padding = false, .card = false}; }

    void draw(Frame& frame) override {
        const ImVec2 at = ImGui::GetWindowPos();
        const ImVec2 size = ImGui::GetWindowSize();
        ui::draw_hline(ImGui::GetWindowDrawList(), at.x, at.x + size.x,
                       at.y + size.y - ui::theme().hairline(), ui::theme().line);
        const float y = at.y + std::floor((size.y - ui::theme().control_height()) / 2);
        // The recipe, and in the workbench its lines, keep their places.
        const float kept = at.x + ui::px(32) + ui::button_width(frame.view.recipe.title + " ▾") +
                           ui::px(8) + file_menu_width(frame) +
                           (frame.window.workbench ? ui::button_width("Lines ▾") + ui::px(12) : 0);
        const float right = draw_right(frame, kept, at.x + size.x - ui::px(12), y);
        ImGui::SetCursorScreenPos({at.x + ui::px(12), y});
        draw_left(frame, right - ui::px(12));
    }

private:
    /// Right to left, so that what matters most stays when it gets narrow; returns the left end.
    float draw_right(Frame& frame, float left, float right, float y) {
        bool full = false;
        const auto item = [&](float width, const std::function<void()>& draw_item) {
            full = full || right - width < left;
            if (full) return;
            right -= width;
            ImGui::SetCursorScreenPos({right, y});
            draw_item();
            right -= ui::px(8);
        };
        const char* more = frame.window.workbench ? "Less" : "More";
        item(ui::button_width(more, {.key = "F2"}), [&] {
            if (ui::button((std::string(more) + "###more").c_str(),
                           {.key = "F2",
                            .tooltip = "Tables, shapes, the pass, code lines and settings.",
                            .active = frame.window.workbench})) {
                frame.window.workbench = !frame.window.workbench;
            }
            ui::anchor("more", frame.window.workbench ? "open" : "closed");
        });
        const int percent = static_cast<int>(std::lround(frame.window.scale * 100));
        std::vector<std::string> sizes{"100 %", "125 %", "150 %", "200 %", "250 %", "300 %"};
        int index = -1;
        for (std::size_t i = 0; i < sizes.size(); ++i) {
            if (std::stoi(sizes[i]) == percent) index = static_cast<int>(i);
        }
        if (index < 0) {
            index = static_cast<int>(sizes.size());
            sizes.push_back(std::to_string(percent) + " %");
        }
        const std::string_view words = "Text size ";
        const std::string longest = std::string(words) + "300 % ▾";
        // The way back from large text is never the one that has no room.
        const std::size_t prefix = right - ui::button_width(longest) < left ? 0 : words.size();
        for (std::string& each : sizes) each.insert(0, words.substr(0, prefix));
        item(ui::button_width(sizes[static_cast<std::size_t>(index)] + " ▾"), [&] {
            if (ui::dropdown("text_size", sizes, index,
                             {.tooltip = "Size of everything (Ctrl + and Ctrl -)."})) {
                frame.window.scale = static_cast<float>(std::stoi(
                                         sizes[static_cast<std::size_t>(index)].substr(prefix))) /
                                     100;
            }
        });
        const bool dark = frame.window.theme == ui::ThemeId::Dark;
        const char* other = dark ? "Light" : "Dark";
        item(ui::button_width(other), [&] {
            if (ui::button((std::string(other) + "###theme").c_str(),
                           {.tooltip = dark ? "Light colours" : "Dark colours"})) {
                frame.window.theme = dark ? ui::ThemeId::Light : ui::ThemeId::Dark;
            }
            ui::anchor("theme", dark ? "dark" : "light");
        });
        item(ui::button_width("?"), [&] {
            if (ui::button("?", {.tooltip = "Help and shortcuts (F1)"})) {
                frame.window.help_open = true;
            }
            ui::anchor("help");
        });
        return right;
    }

    static void draw_left(Frame& frame, float right) {
        const float name = ui::text_size(ui::Face::Title, "Modescope").x;
        const std::string& recipe = frame.view.recipe.title;
        const float lines = ui::px(8) + file_menu_width(frame) +
                            (frame.window.workbench ? ui::button_width("Lines ▾") + ui::px(12) : 0);
        if (ImGui::GetCursorScreenPos().x + name + ui::px(20) + ui::button_width(recipe + " ▾") +
                lines <
            right) {
            ImGui::AlignTextToFramePadding();
            ui::text("Modescope", {.face = ui::Face::Title});
            ui::same_line(12);
        }
        draw_recipes(frame);
        ui::same_line(8);
        draw_file_menu(frame);
        if (!frame.view.loaded) return;
        if (frame.window.workbench) {
            draw_lines(frame, right);
        } else {
            draw_sentence(frame, right);
        }
    }

    static void draw_recipes(Frame& frame) {
        std::vector<std::string> titles;
        const std::vector<Recipe>& recipes = engine::session::shipped_recipes();
        int index = -1;
        for (const Recipe& recipe : recipes) {
            if (recipe.id == frame.view.recipe.id) index = static_cast<int>(titles.size());
            titles.push_back(recipe.title);
        }
        if (index < 0) {
            index = static_cast<int>(titles.size());
            titles.push_back(frame.view.recipe.title);
        }
        if (ui::dropdown("recipe", titles, index,
                         {.tooltip = "Model and data. Another one starts anew from its seed."}) &&
            index < static_cast<int>(recipes.size())) {
            frame.requests.submit(engine::session::Restart{
                .recipe = recipes[static_cast<std::size_t>(index)], .replay = true});
        }
    }

    /// What to try first: a part of the model in which a flag is read.
    static std::string first_sentence(const std::vector<engine::session::ModuleView>& modules) {
        if (modules.size() < 2) return {};
        for (std::size_t i = 1; i < modules.size();) {
            const auto end = static_cast<std::size_t>(modules[i].subtree_end);
            for (std::size_t below = i; below < end; ++below) {
                if (!modules[below].reads_training) continue;
                return "Click **■ eval** beside **" + modules[i].name +
                       "**. Watch what stops moving.";
            }
            i = std::max(end, i + 1);
        }
        return "No module of this model reads its flag: look for Dropout and BatchNorm in others.";
    }

    static void draw_sentence(const Frame& frame, float right) {
        const std::string sentence = first_sentence(frame.view.modules);
        if (sentence.empty()) return;
        ui::same_line(18);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (at.x + ui::text_size(ui::Face::Strong, sentence).x > right) return;
        ui::rich_text(sentence, ui::Face::Text, ui::Face::Strong, ui::theme().ink2);
        ui::anchor("sentence");
    }

    /// One thing of the workbench's bar; those without room stand in the popup "Lines".
    struct Item {
        float width;
        std::function<void()> draw;
    };

    static void draw_lines(Frame& frame, float right) {
        const std::vector<Item> items = workbench_items(frame);
        const float popup = ui::button_width("Lines ▾") + ui::px(8);
        std::size_t shown = 0;
        ui::same_line(12);
        float x = ImGui::GetCursorScreenPos().x;
        for (; shown < items.size(); ++shown) {
            const float after = shown + 1 == items.size() ? 0 : popup;
            if (x + items[shown].width + after > right) break;
            if (shown > 0) ui::same_line(8);
            items[shown].draw();
            x += items[shown].width + ui::px(8);
        }
        if (shown == items.size() || x + popup > right) return;
        if (shown > 0) ui::same_line(8);
        if (ui::button("Lines ▾", {.tooltip = "Lines for the whole model."})) {
            ImGui::OpenPopup("lines");
        }
        ui::anchor("lines");
        if (ImGui::BeginPopup("lines")) {
            for (std::size_t i = shown; i < items.size(); ++i) items[i].draw();
            ImGui::EndPopup();
        }
    }

    static std::vector<Item> workbench_items(Frame& frame) {
        std::vector<Item> items;
        for (const Preset& preset : presets()) {
            items.push_back(
                {ui::button_width(preset.label, {.key = preset.key, .face = preset.face}),
                 [&frame, &preset] {
                     if (ui::button(
                             preset.label,
                             {.key = preset.key, .tooltip = preset.tooltip, .face = preset.face})) {
                         run(preset, frame);
                     }
                     ui::anchor(preset.id);
                 }});
        }
        items.push_back(choice(
            "grad_mode", "grad mode", {"enabled", "no_grad"}, frame.view.grad_enabled ? 0 : 1,
            "`torch.set_grad_enabled(...)`: whether calls are recorded for "
            "backward. It is not eval mode.",
            [&frame](int index) { frame.submit(engine::session::set_grad_enabled(index == 0)); }));
        if (!frame.view.modules.empty()) {
            const std::string now = requires_grad_words(frame.view.modules.front());
            std::vector<std::string> choices{"True", "False"};
            int index = now == "True" ? 0 : 1;
            if (now != "True" && now != "False") {
                index = 2;
                choices.push_back(now);
            }
            items.push_back(choice(
                "requires_grad", "requires_grad", std::move(choices), index,
                "`model.requires_grad_(...)` for every parameter tensor.", [&frame](int chosen) {
                    if (chosen > 1) return;
                    frame.submit(engine::session::set_requires_grad("", chosen == 0));
                }));
        }
        return items;
    }

    static Item choice(const char* id, const char* label, std::vector<std::string> choices,
                       int index, const char* tooltip, std::function<void(int)> choose) {
        const float width = ui::text_size(ui::Face::Text, label).x + ui::px(6) +
                            ui::button_width(choices[static_cast<std::size_t>(index)] + " ▾");
        return {width, [=, now = index] {
                    ImGui::AlignTextToFramePadding();
                    ui::text(label, {.color = ui::theme().ink2});
                    ui::same_line(6);
                    int chosen = now;
                    if (ui::dropdown(id, choices, chosen, {.tooltip = tooltip})) choose(chosen);
                }};
    }
};

}  // namespace

PanelPtr make_top_bar_panel() {
    return std::make_unique<TopBarPanel>();
}

}  // namespace app::panels
