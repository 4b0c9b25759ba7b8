#include "app/panels/batch_norm_marks.h"

#include "app/ui/context.h"
#include "app/ui/draw.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>

namespace app::panels {
namespace {

/// Means and sds of one kind, and where they stand on a common scale.
struct Rulers {
    std::span<const float> mean, sd;

    std::size_t size() const { return std::min(mean.size(), sd.size()); }
    void widen(float& low, float& high) const {
        for (std::size_t c = 0; c < size(); ++c) {
            if (!std::isfinite(mean[c]) || !std::isfinite(sd[c])) continue;
            low = std::min(low, mean[c] - sd[c]);
            high = std::max(high, mean[c] + sd[c]);
        }
    }
};

}  // namespace

void draw_batch_norm_marks(ImDrawList* list, ImVec2 min, ImVec2 max,
                           const engine::session::CardView& card) {
    const ui::Theme& theme = ui::theme();
    const Rulers batch{card.batch_mean, card.batch_sd};
    const Rulers running{card.running_mean, card.running_sd};
    const std::size_t channels = std::max(batch.size(), running.size());
    float low = std::numeric_limits<float>::max(), high = -low;
    batch.widen(low, high);
    running.widen(low, high);
    list->AddRectFilled(min, max, theme.ground, ui::px(3));
    if (channels == 0 || low >= high) return;
    const float inset = ui::px(4);
    const float span = max.y - min.y - 2 * inset;
    const auto y_of = [&](float value) {
        return std::round(max.y - inset - (value - low) / (high - low) * span);
    };
    // Without running statistics the batch's are used in eval, too.
    const bool uses_batch = card.training || running.size() == 0;
    const ui::Color bar = uses_batch ? theme.bar.with_alpha(0.6f) : theme.eval.outline;
    const ui::Color mark = uses_batch ? theme.mode(card.training).text : theme.bar;
    const float slot = (max.x - min.x - 2 * inset) / static_cast<float>(channels);
    const float half = std::max(1.0f, std::round(slot * 0.3f));
    const float thin = std::max(1.0f, theme.hairline());
    const float thick = uses_batch ? std::max(2.0f, ui::px(1.5f)) : thin;
    for (std::size_t c = 0; c < channels; ++c) {
        const float x = std::round(min.x + inset + slot * (static_cast<float>(c) + 0.5f));
        if (c < running.size()) {
            const float top = y_of(running.mean[c] + running.sd[c]);
            const float bottom = y_of(running.mean[c] - running.sd[c]);
            list->AddRectFilled({x - half, top}, {x + half, bottom},
                                uses_batch ? theme.line : theme.eval.tint);
            ui::draw_outline(list, {x - half, top}, {x + half, bottom}, bar);
            ui::draw_hline(list, x - half, x + half, y_of(running.mean[c]), bar,
                           uses_batch ? thin : std::max(2.0f, ui::px(1.5f)));
        }
        if (c < batch.size()) {
            ui::draw_vline(list, x - std::floor(thick / 2), y_of(batch.mean[c] + batch.sd[c]),
                           y_of(batch.mean[c] - batch.sd[c]), mark, thick);
            ui::draw_hline(list, x - half, x + half, y_of(batch.mean[c]), mark, thick);
        }
    }
}

}  // namespace app::panels
