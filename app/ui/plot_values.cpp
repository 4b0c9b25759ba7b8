#include "app/ui/context.h"
#include "app/ui/plot.h"

namespace app::ui {

Values Values::counting(std::size_t count, double start, double step) {
    return Values(Counting{count, start, step});
}

std::size_t Values::size() const {
    return std::visit(
        [](const auto& data) -> std::size_t {
            if constexpr (requires { data.size(); }) {
                return data.size();
            } else {
                return data.count;
            }
        },
        data_);
}

double Values::operator[](std::size_t index) const {
    if (const auto* floats = std::get_if<0>(&data_)) return static_cast<double>((*floats)[index]);
    if (const auto* doubles = std::get_if<1>(&data_)) return (*doubles)[index];
    if (const auto* integers = std::get_if<2>(&data_))
        return static_cast<double>((*integers)[index]);
    const Counting& counting = std::get<3>(data_);
    return counting.start + counting.step * static_cast<double>(index);
}

CurveStyle train_curve() {
    return {.color = theme().train.outline, .width = 2.0f, .end_marker = Marker::Triangle};
}

CurveStyle eval_curve() {
    return {.color = theme().eval.outline,
            .line = Line::Dashed,
            .width = 2.0f,
            .end_marker = Marker::Square};
}

CurveStyle validation_curve() {
    return {.color = theme().ink,
            .line = Line::Dotted,
            .width = 2.0f,
            .marker = Marker::Diamond,
            .end_marker = Marker::Diamond};
}

CurveStyle faint(CurveStyle style) {
    style.color = style.color.with_alpha(0.35f);
    style.width = 1.0f;
    style.marker = style.end_marker = Marker::None;
    style.in_legend = style.in_readout = false;
    return style;
}

}  // namespace app::ui
