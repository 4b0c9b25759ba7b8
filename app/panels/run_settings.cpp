#include "app/panels/run_settings.h"

#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

namespace app::panels {
namespace {

using engine::session::LoopKind;
using engine::session::Recipe;
using engine::session::Restart;

constexpr float kGap = 8;

/// One choice: what it says when closed, its list, and what choosing does.
struct Setting {
    const char* id;
    const char* label;
    std::vector<std::string> choices;
    int index;
    const char* tooltip;
    void (*choose)(const Frame& frame, int index);
};

constexpr double kLearningRates[] = {0.1, 0.03, 0.01, 0.003, 0.001, 0.0003};
constexpr int64_t kBatchSizes[] = {2, 8, 16, 32, 64, 128};
constexpr uint64_t kSeeds[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 42, 1234};

void restart(const Frame& frame, const Recipe& recipe) {
    frame.requests.submit(Restart{.recipe = recipe, .replay = true});
}

/// The list with `now` in it, marked; adds it when the list has other numbers only.
template <typename Number, std::size_t count>
Setting number_setting(const char* id, const char* label, const Number (&numbers)[count],
                       Number now, const char* tooltip,
                       void (*choose)(const Frame& frame, int index)) {
    Setting setting{id, label, {}, -1, tooltip, choose};
    for (std::size_t i = 0; i < count; ++i) {
        setting.choices.push_back(short_number(static_cast<double>(numbers[i])));
        if (std::abs(static_cast<double>(numbers[i]) - static_cast<double>(now)) < 1e-12) {
            setting.index = static_cast<int>(i);
        }
    }
    if (setting.index < 0) {
        setting.index = static_cast<int>(count);
        setting.choices.push_back(short_number(static_cast<double>(now)));
    }
    return setting;
}

Setting learning_rate(const Frame& frame) {
    return number_setting(
        "learning_rate", "lr", kLearningRates, frame.view.lr,
        "Learning rate, from the next step on: `optimizer.param_groups[0]['lr'] = ...`",
        [](const Frame& f, int index) {
            if (index < static_cast<int>(std::size(kLearningRates))) {
                f.submit(engine::session::set_learning_rate(kLearningRates[index]));
            }
        });
}

Setting optimizer(const Frame& frame) {
    const bool adam = frame.view.recipe.optimizer != "SGD";
    return {"optimizer",
            "",
            {"SGD", "Adam"},
            adam ? 1 : 0,
            "Optimizer. Another one starts the run anew from the seed.",
            [](const Frame& f, int index) {
                Recipe recipe = f.view.recipe;
                recipe.optimizer = index == 0 ? "SGD" : "Adam";
                restart(f, recipe);
            }};
}

Setting batch_size(const Frame& frame) {
    return number_setting("batch_size", "batch", kBatchSizes, frame.view.recipe.batch_size,
                          "Samples in one step. Another size starts the run anew from the seed.",
                          [](const Frame& f, int index) {
                              if (index >= static_cast<int>(std::size(kBatchSizes))) return;
                              Recipe recipe = f.view.recipe;
                              recipe.batch_size = kBatchSizes[index];
                              restart(f, recipe);
                          });
}

Setting seed(const Frame& frame) {
    return number_setting("seed", "seed", kSeeds, frame.view.recipe.seed,
                          "`torch.manual_seed(...)` before the model is made. Another seed starts "
                          "the run anew.",
                          [](const Frame& f, int index) {
                              if (index >= static_cast<int>(std::size(kSeeds))) return;
                              Recipe recipe = f.view.recipe;
                              recipe.seed = kSeeds[index];
                              restart(f, recipe);
                          });
}

Setting loop(const Frame& frame) {
    return {"loop",
            "Loop:",
            {"keeps your flags", "textbook"},
            frame.view.loop.kind == LoopKind::KeepsFlags ? 0 : 1,
            "**keeps your flags**: model.train() once, before the first epoch.\n**textbook**: "
            "model.train() every epoch and model.eval() for validation. It overwrites your flags "
            "and says so.",
            [](const Frame& f, int index) {
                f.submit(engine::session::SetLoop{index == 0 ? LoopKind::KeepsFlags
                                                             : LoopKind::Textbook});
            }};
}

float label_width(const Setting& setting) {
    if (*setting.label == 0) return 0;
    return ui::text_size(ui::Face::Text, setting.label).x + ui::px(4);
}

/// Room for the widest choice would jump least, but the shown one is what fits on a line.
float width_of(const Setting& setting) {
    const std::string& shown = setting.choices[static_cast<std::size_t>(setting.index)];
    return label_width(setting) + ui::button_width(shown + " ▾");
}

void draw(const Frame& frame, const Setting& setting, bool flat) {
    if (*setting.label != 0) {
        ImGui::AlignTextToFramePadding();
        ui::text(setting.label, {.color = ui::theme().ink2});
        ui::same_line(4);
    }
    int index = setting.index;
    if (ui::dropdown(setting.id, setting.choices, index,
                     {.tooltip = setting.tooltip, .flat = flat})) {
        setting.choose(frame, index);
    }
}

}  // namespace

void draw_run_settings(const Frame& frame, float width) {
    const Setting settings[] = {learning_rate(frame), optimizer(frame), batch_size(frame),
                                seed(frame)};
    const float popup = ui::button_width("Settings ▾");
    float left = width;
    std::size_t shown = 0;
    for (; shown < std::size(settings); ++shown) {
        const bool last = shown + 1 == std::size(settings);
        const float needed = width_of(settings[shown]) + ui::px(kGap);
        if (left - needed < (last ? 0 : popup)) break;
        if (shown > 0) ui::same_line(kGap);
        draw(frame, settings[shown], false);
        left -= needed;
    }
    if (shown == std::size(settings)) return;
    if (shown > 0) ui::same_line(kGap);
    if (ui::button("Settings ▾")) ImGui::OpenPopup("settings");
    ui::anchor("settings");
    if (ImGui::BeginPopup("settings")) {
        for (std::size_t i = shown; i < std::size(settings); ++i) draw(frame, settings[i], false);
        ImGui::EndPopup();
    }
}

void draw_loop_choice(const Frame& frame) {
    draw(frame, loop(frame), true);
}

float loop_choice_width(const Frame& frame) {
    return width_of(loop(frame));
}

}  // namespace app::panels
