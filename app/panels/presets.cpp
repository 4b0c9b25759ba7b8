#include "app/panels/presets.h"

#include <string_view>

namespace app::panels {
namespace {

constexpr Preset kPresets[] = {
    {"model_train", "model.train()", "", "Writes True to every module's flag.", ui::Face::Mono},
    {"model_eval", "model.eval()", "", "Writes False to every module's flag.", ui::Face::Mono},
    {"only_dropout", "only Dropout trains", "",
     "**model.eval()**, then **train()** on each Dropout: Monte-Carlo dropout.", ui::Face::Text},
};

}  // namespace

std::span<const Preset> presets() {
    return kPresets;
}

void run(const Preset& preset, const Frame& frame) {
    const std::string_view id = preset.id;
    frame.submit(engine::session::set_mode("", id == "model_train"));
    if (id != "only_dropout") return;
    for (const engine::session::ModuleView& module : frame.view.modules) {
        if (module.is_dropout) frame.submit(engine::session::set_mode(module.path, true));
    }
}

}  // namespace app::panels
