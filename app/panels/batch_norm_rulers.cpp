#include "app/panels/batch_norm_drawing.h"
#include "app/panels/words.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

namespace app::panels {
namespace {

using engine::session::BatchNormLensView;

constexpr double kSlide = 0.25;  // seconds of the tie on a flip
constexpr float kLabels = 40;
constexpr float kBandHalf = 7;               // of the running ruler
constexpr float kOutLow = -3, kOutHigh = 3;  // fixed, in both modes

/// Where everything stands; pixels.
struct Scene {
    float left = 0, right = 0;
    float batch_y = 0;    ///< the bracket of the batch ruler
    float in_y = 0;       ///< the upper rail
    float running_y = 0;  ///< the middle of the running band
    float out_y = 0;      ///< the lower rail
    float axis_low = -3, axis_high = 3;

    float in_x(double value) const { return place(value, axis_low, axis_high); }
    float out_x(double value) const { return place(value, kOutLow, kOutHigh); }

private:
    float place(double value, double low, double high) const {
        const double part = std::clamp((value - low) / (high - low), -0.02, 1.02);
        return std::round(left + static_cast<float>(part) * (right - left));
    }
};

Scene scene_in(const Box& box, const BatchNormLensView& lens) {
    Scene scene;
    scene.left = box.x + ui::px(kLabels);
    scene.right = box.right() - ui::px(8);
    scene.axis_low = lens.axis_low;
    scene.axis_high = lens.axis_high;
    const float line = ui::text_size(ui::Face::Text, "0").y;
    scene.batch_y = box.y + line + ui::px(6);
    const float foot = box.bottom() - 2 * line - ui::px(4);  // ticks and their caption
    const float room = foot - scene.batch_y;
    scene.in_y = scene.batch_y + std::floor(room * 0.30f);
    scene.running_y = scene.in_y + std::floor(room * 0.22f);
    scene.out_y = foot;
    return scene;
}

std::string ruler_words(std::string_view name, double mean, double sd) {
    return fmt::format("{} {} ± {}", name, two_digits(mean), two_digits(sd));
}

/// Name and numbers of a ruler, as much of it as `width` has room for.
std::string fitting_ruler_words(const char* name, double mean, double sd, bool used, float width) {
    const ui::Face face = used ? ui::Face::Strong : ui::Face::Text;
    std::string words = ruler_words(name, mean, sd);
    const std::string whole = used ? words : words + "   not used";
    if (ui::text_size(face, whole).x <= width) return whole;
    if (ui::text_size(face, words).x <= width) return words;
    return name;
}

/// Name and numbers of a ruler, beside or above it, kept inside the drawing. Its box.
Box ruler_label(const Scene& scene, float y, double mean, double sd, bool training, bool used) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const auto& mode = theme.mode(training);
    const ui::Face face = used ? ui::Face::Strong : ui::Face::Text;
    const float sign = ui::px(14);
    const std::string words = fitting_ruler_words(training ? "batch" : "running", mean, sd, used,
                                                  scene.right - scene.left - sign);
    const ImVec2 size = ui::text_size(face, words);
    float x = scene.in_x(mean) - (size.x + sign) / 2;
    if (!training) {  // beside the band where there is room, else over it
        const float right = scene.in_x(mean + sd) + ui::px(8);
        const float left = scene.in_x(mean - sd) - ui::px(8) - sign - size.x;
        if (right + sign + size.x <= scene.right) {
            x = right;
        } else if (left >= scene.left) {
            x = left;
        } else {
            y -= ui::px(kBandHalf) + size.y / 2 + ui::px(3);
            y = std::max(y, scene.in_y + ui::px(2));  // never up among the samples
        }
    }
    x = std::clamp(x, scene.left, std::max(scene.left, scene.right - size.x - sign));
    const ui::Color color = used ? mode.text : theme.ink2;
    ui::draw_mode_sign(list, {x + ui::px(5), y + size.y / 2}, ui::px(9), training, color, used);
    ui::draw_text(list, face, {x + sign, y}, color, words);
    return {x, y, sign + size.x, size.y};
}

void draw_batch_ruler(const Scene& scene, const BatchNormLensView& lens) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const bool used = lens.uses_batch;
    const float low = scene.in_x(lens.batch_mean - lens.batch_sd);
    const float high = scene.in_x(lens.batch_mean + lens.batch_sd);
    const float middle = scene.in_x(lens.batch_mean);
    const float tooth = ui::px(8);
    const ui::Color color = used ? theme.train.outline : theme.ink3;
    const float width = ui::px(used ? 2 : 1);
    if (used) {
        ui::draw_hline(list, low, high, scene.batch_y, color, width);
    } else {
        ui::draw_dashed_line(list, {low, scene.batch_y}, {high, scene.batch_y}, color, width,
                             ui::px(4), ui::px(3));
    }
    for (const float x : {low, middle, high}) {
        ui::draw_vline(list, x, scene.batch_y, scene.batch_y + tooth, color, width);
    }
    ruler_label(scene, scene.batch_y - ui::text_size(ui::Face::Text, "0").y - ui::px(4),
                lens.batch_mean, lens.batch_sd, true, used);
}

Box draw_running_ruler(const Scene& scene, const BatchNormLensView& lens) {
    if (!lens.tracks) return {};
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const bool used = !lens.uses_batch;
    const float half = ui::px(kBandHalf);
    const ImVec2 low{scene.in_x(lens.running_mean - lens.running_sd), scene.running_y - half};
    const ImVec2 high{scene.in_x(lens.running_mean + lens.running_sd), scene.running_y + half};
    const float middle = scene.in_x(lens.running_mean);
    if (used) {
        list->AddRectFilled(low, high, theme.eval.tint);
        ui::draw_outline(list, low, high, theme.eval.outline, 0, ui::px(2));
        ui::draw_vline(list, middle, low.y, high.y, theme.eval.outline, ui::px(2));
    } else {
        for (const float y : {low.y, high.y}) {
            ui::draw_dashed_line(list, {low.x, y}, {high.x, y}, theme.ink3, ui::px(1), ui::px(4),
                                 ui::px(3));
        }
        for (const float x : {low.x, middle, high.x}) {
            ui::draw_vline(list, x, low.y, high.y, theme.ink3);
        }
    }
    return ruler_label(scene, scene.running_y - ui::text_size(ui::Face::Text, "0").y / 2,
                       lens.running_mean, lens.running_sd, false, used);
}

// From the running mean toward the batch's: exactly momentum times the gap.
// Dashed while it only would.
void draw_write_arrow(const Scene& scene, const BatchNormLensView& lens, bool written) {
    if (!lens.tracks || !lens.writes) return;
    ImDrawList* list = ImGui::GetWindowDrawList();
    const ui::Color color = ui::theme().ink;
    const float from = scene.in_x(lens.running_mean);
    const float to = scene.in_x(lens.would_mean);
    const float y = scene.running_y + ui::px(13);
    if (written) {
        ui::draw_hline(list, std::min(from, to), std::max(from, to), y, color, ui::px(1));
    } else {
        ui::draw_dashed_line(list, {from, y}, {to, y}, color, ui::px(1), ui::px(3), ui::px(2));
    }
    const float direction = to >= from ? 1.0f : -1.0f;
    const float head = ui::px(4);
    list->AddTriangleFilled({to + direction * head, y}, {to, y - head}, {to, y + head}, color);
}

// The tie: the used ruler's mean - sd, mean, mean + sd to -1, 0, +1 of the outputs.
void draw_tie(const Scene& scene, const BatchNormLensView& lens, const std::vector<float>& tie) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& mode = ui::theme().mode(lens.uses_batch);
    const float top = tie[0];
    const float xs[3] = {scene.in_x(tie[1] - tie[2]), scene.in_x(tie[1]),
                         scene.in_x(tie[1] + tie[2])};
    const float outs[3] = {scene.out_x(-1), scene.out_x(0), scene.out_x(1)};
    const ImU32 tint = mode.tint.with_alpha(0.75f);
    list->AddQuadFilled({xs[0], top}, {xs[2], top}, {outs[2], scene.out_y}, {outs[0], scene.out_y},
                        tint);
    for (int i = 0; i < 3; ++i) {
        list->AddLine({xs[i], top}, {outs[i], scene.out_y}, mode.outline, ui::px(i == 1 ? 2 : 1));
    }
}

// A steady scatter, so that equal values can be told apart.
float jitter(std::size_t i) {
    return static_cast<float>((i * 7) % 5) - 2.0f;
}

void draw_squares(const std::vector<float>& values, const std::vector<float>& xs, float rail,
                  ui::Color color, int dragged) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float half = ui::px(3);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const ImVec2 center{xs[i], rail - ui::px(9) - jitter(i) * ui::px(1)};
        const bool held = static_cast<int>(i) == dragged;
        const float size = held ? half + ui::px(2) : half;
        list->AddRectFilled({center.x - size, center.y - size}, {center.x + size, center.y + size},
                            held ? ui::theme().ink : color);
        if (held) {
            ui::draw_outline(list, {center.x - size - 2, center.y - size - 2},
                             {center.x + size + 2, center.y + size + 2}, ui::theme().ink, 0,
                             ui::px(1));
        }
    }
}

void draw_histogram(const Scene& scene, const std::vector<int>& counts, float rail, float height,
                    ui::Color color) {
    if (counts.empty()) return;
    const int most = std::max(1, *std::max_element(counts.begin(), counts.end()));
    const float width = (scene.right - scene.left) / static_cast<float>(counts.size());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] == 0) continue;
        const float x = scene.left + width * static_cast<float>(i);
        const float tall =
            std::max(1.0f, height * static_cast<float>(counts[i]) / static_cast<float>(most));
        ImGui::GetWindowDrawList()->AddRectFilled({std::floor(x), rail - tall},
                                                  {std::floor(x + width) - 1, rail}, color);
    }
}

/// 1, 2 or 5 times a power of ten, so that about `count` of them make the span.
double nice_step(double span, int count) {
    const double raw = span / count;
    const double power = std::pow(10.0, std::floor(std::log10(raw)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (raw <= factor * power) return factor * power;
    }
    return 10 * power;
}

/// Ticks of a rail, with their numbers under it where neither each other's nor the words in `taken`
/// are in the way.
void draw_ticks(const Scene& scene, float rail, double low, double high, double step,
                ui::Color color, float (Scene::*x_of)(double) const, const Box& taken) {
    float free_from = scene.left - ui::px(kLabels);
    ImDrawList* list = ImGui::GetWindowDrawList();
    const int digits = step >= 1 ? 0 : static_cast<int>(std::ceil(-std::log10(step) - 1e-9));
    for (double tick = std::ceil(low / step) * step; tick <= high + step * 1e-6; tick += step) {
        const double value = std::abs(tick) < step * 1e-6 ? 0 : tick;
        const float x = (scene.*x_of)(value);
        ui::draw_vline(list, x, rail, rail + ui::px(4), ui::theme().ink3);
        const std::string words = fmt::format("{:.{}f}", value, digits);
        const ImVec2 size = ui::text_size(ui::Face::Small, words);
        const float half = size.x / 2;
        const float middle = std::clamp(x, scene.left + half, scene.right + ui::px(8) - half);
        const float top = rail + ui::px(5);
        const bool under_words = middle + half > taken.x && middle - half < taken.right() &&
                                 top + size.y > taken.y && top < taken.bottom();
        if (under_words || middle - half < free_from) continue;
        free_from = middle + half + ui::px(3);
        ui::draw_text(list, ui::Face::Small, {middle, top}, color, words, ui::Align::Center);
    }
}

void draw_rails(const Scene& scene, const Box& box) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const auto& theme = ui::theme();
    const float text = ui::text_size(ui::Face::Text, "in").y;
    for (const float y : {scene.in_y, scene.out_y}) {
        ui::draw_hline(list, scene.left, scene.right, y, theme.ink3);
    }
    ui::draw_text(list, ui::Face::Text, {box.x, scene.in_y - text / 2}, theme.ink2, "in");
    ui::draw_text(list, ui::Face::Text, {box.x, scene.out_y - text / 2}, theme.ink2, "out");
    draw_ticks(scene, scene.out_y, kOutLow, kOutHigh, 1, theme.ink2, &Scene::out_x, {});
    const float caption = ui::text_size(ui::Face::Small, "0").y;
    ui::draw_text(list, ui::Face::Small, {scene.right, scene.out_y + ui::px(6) + caption},
                  theme.ink3, "output before γ and β", ui::Align::Right);
}

void draw_in_ticks(const Scene& scene, const Box& taken) {
    const double span = scene.axis_high - scene.axis_low;
    if (span <= 0) return;
    draw_ticks(scene, scene.in_y, scene.axis_low, scene.axis_high, nice_step(span, 6),
               ui::theme().ink3, &Scene::in_x, taken);
}

}  // namespace

std::optional<std::pair<int, double>> BatchNormRulers::draw(const BatchNormLensView& lens,
                                                            const Box& box, bool written) {
    const Scene scene = scene_in(box, lens);
    const std::string place = fmt::format("{}/{}", lens.path, lens.channel);
    const bool flipped = place_ == place && uses_batch_ != lens.uses_batch;
    const double seconds = flipped ? kSlide : 0;
    const double mean = lens.uses_batch ? lens.batch_mean : lens.running_mean;
    const double sd = lens.uses_batch ? lens.batch_sd : lens.running_sd;
    tie_.send({lens.uses_batch ? scene.batch_y : scene.running_y, static_cast<float>(mean),
               static_cast<float>(sd)},
              seconds);
    out_.send(lens.out, seconds);
    place_ = place;
    uses_batch_ = lens.uses_batch;

    draw_tie(scene, lens, tie_.now());
    draw_rails(scene, box);
    draw_batch_ruler(scene, lens);
    draw_in_ticks(scene, draw_running_ruler(scene, lens));
    draw_write_arrow(scene, lens, written);

    const auto& theme = ui::theme();
    if (lens.feature_map) {
        const float room = (scene.in_y - scene.batch_y) * 0.7f;
        draw_histogram(scene, lens.histogram_in, scene.in_y, room, theme.bar);
        draw_histogram(scene, lens.histogram_out, scene.out_y, room,
                       theme.mode(lens.uses_batch).outline);
        return std::nullopt;
    }
    std::vector<float> in_x, out_x;
    for (const float value : lens.in) in_x.push_back(scene.in_x(value));
    for (const float value : out_.now()) out_x.push_back(scene.out_x(value));
    draw_squares(lens.in, in_x, scene.in_y, theme.bar, lens.dragged);
    draw_squares(out_.now(), out_x, scene.out_y, theme.mode(lens.uses_batch).outline, lens.dragged);

    // One item over the rail, not one a sample: the nearest sample is taken.
    const float grab = ui::px(24);
    ImGui::SetCursorScreenPos({scene.left, scene.in_y - grab});
    ImGui::InvisibleButton("samples", {std::max(1.0f, scene.right - scene.left), grab});
    ui::anchor("samples");
    const float mouse = ImGui::GetIO().MousePos.x;
    const auto nearest = [&] {
        const auto it = std::min_element(in_x.begin(), in_x.end(), [&](float a, float b) {
            return std::abs(a - mouse) < std::abs(b - mouse);
        });
        return static_cast<int>(it - in_x.begin());
    };
    if (in_x.empty()) return std::nullopt;
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
    if (ImGui::IsItemActivated()) {
        held_ = nearest();
        held_at_ = mouse;
    }
    if (!ImGui::IsItemActive()) held_ = -1;
    if (held_ < 0) return std::nullopt;
    const double units = (lens.axis_high - lens.axis_low) / (scene.right - scene.left);
    return std::pair{held_, (mouse - held_at_) * units};
}

}  // namespace app::panels
