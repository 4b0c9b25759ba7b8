#include "app/panels/batch_norm_drawing.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace app::panels {

int draw_channel_dumbbells(const engine::session::BatchNormLensView& lens, const Box& box) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const std::size_t count = lens.channel_order.size();
    if (count == 0) return -1;

    const std::string left_out =
        lens.channels_left_out > 0
            ? fmt::format("{} more, all under {:.2f}", lens.channels_left_out, lens.left_out_gap)
            : std::string("all channels");
    const float words = std::max(ui::text_size(ui::Face::Small, left_out).x,
                                 ui::text_size(ui::Face::Small, "▲ batch  ■ running").x);
    const float left = box.x + words + ui::px(12);
    const float step = std::min(ui::px(40), (box.right() - left) / static_cast<float>(count));
    ui::draw_text(list, ui::Face::Small, {box.x, box.y + ui::px(2)}, theme.ink2, left_out);
    ui::draw_text(list, ui::Face::Small,
                  {box.x, box.y + ui::px(4) + ui::text_size(ui::Face::Small, "x").y}, theme.ink3,
                  "▲ batch  ■ running");

    float low = 1e30f;
    float high = -1e30f;
    for (std::size_t c = 0; c < lens.all_batch_mean.size(); ++c) {
        low = std::min({low, lens.all_batch_mean[c], lens.all_running_mean[c]});
        high = std::max({high, lens.all_batch_mean[c], lens.all_running_mean[c]});
    }
    const float span = std::max(high - low, 1e-6f);
    const float margin = ui::px(6);
    const auto y_of = [&](float value) {
        return box.bottom() - margin - (value - low) / span * (box.height - 2 * margin);
    };

    int clicked = -1;
    for (std::size_t place = 0; place < count; ++place) {
        const int channel = lens.channel_order[place];
        const auto c = static_cast<std::size_t>(channel);
        if (c >= lens.all_batch_mean.size()) continue;
        const float x = left + step * (static_cast<float>(place) + 0.5f);
        const ImVec2 corner{x - step / 2, box.y};
        if (channel == lens.channel) {
            list->AddRectFilled(corner, {corner.x + step, box.bottom()}, theme.selection,
                                ui::px(3));
        }
        const float batch = y_of(lens.all_batch_mean[c]);
        const float running = y_of(lens.all_running_mean[c]);
        ui::draw_vline(list, std::round(x), std::min(batch, running), std::max(batch, running),
                       theme.ink3);
        // Each sign stands for the statistic, as on the rulers; the used one is filled.
        ui::draw_mode_sign(list, {x, batch}, ui::px(7), true, theme.train.outline, lens.uses_batch);
        ui::draw_mode_sign(list, {x, running}, ui::px(6), false, theme.eval.outline,
                           !lens.uses_batch);
        ImGui::SetCursorScreenPos(corner);
        ImGui::PushID(channel);
        if (ImGui::InvisibleButton("channel", {step, std::max(box.height, 1.0f)}))
            clicked = channel;
        ui::anchor(fmt::format("channel/{}", channel));
        ui::tooltip(fmt::format("channel {}: batch {:.3f}, running {:.3f}", channel,
                                lens.all_batch_mean[c], lens.all_running_mean[c]));
        ImGui::PopID();
    }
    return clicked;
}

}  // namespace app::panels
