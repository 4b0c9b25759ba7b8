#include "app/panels/fit_axes.h"
#include "app/panels/fitted_text.h"
#include "app/panels/panels.h"
#include "app/panels/words.h"
#include "app/ui/anchors.h"
#include "app/ui/context.h"
#include "app/ui/widgets.h"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace app::panels {
namespace {

using engine::session::AnswersView;
using engine::session::DecisionMapView;
using engine::session::FitView;
using engine::session::PictureView;
using engine::session::TextAnswerView;

constexpr float kBar = 30;     // the colour bar's line
constexpr float kSoft = 0.2f;  // of the colour map at both ends is left to the points

/// What the net answers: a map of the plane, or pictures with what it takes them for.
class AnswersPanel final : public Panel {
public:
    AnswersPanel()
        : Panel({.id = "answers",
                 .title = "Answers",
                 .help = "What the model answers now, in the modes that its modules are in."}) {}

protected:
    Manner manner() const override { return {.scroll = pictures_, .padding = false}; }

    std::string right(const Frame& frame) const override {
        const AnswersView& answers = frame.view.answers;
        std::string words;
        if (answers.train_accuracy) words = "train " + two_digits(*answers.train_accuracy);
        if (answers.validation_accuracy) {
            if (!words.empty()) words += " · ";
            words += "validation " + two_digits(*answers.validation_accuracy);
        }
        return words.empty() ? words : "accuracy: " + words;
    }

    void draw(Frame& frame) override {
        const AnswersView& answers = frame.view.answers;
        pictures_ = answers.image || !answers.texts.empty();
        if (!frame.view.loaded) return note("No session yet.");
        const std::string& explore = frame.view.recipe.explore;
        if (!answers.error.empty()) return note(explore.empty() ? answers.error : explore);
        if (answers.image) {
            draw_pictures(answers);
        } else if (!answers.fit.line_x.empty()) {
            draw_fit(answers.fit);
        } else if (!answers.texts.empty()) {
            draw_texts(answers);
        } else if (answers.map.rows > 0) {
            draw_map(answers);
        } else {
            note(
                "Answers are drawn for points in the plane, curves, pictures and texts. What this "
                "model answers is the last card of its pass.");
        }
    }

private:
    static void note(const std::string& words) {
        const ImVec2 at = ImGui::GetCursorScreenPos();
        ImGui::SetCursorScreenPos({at.x + ui::px(12), at.y + ui::px(12)});
        ui::text_wrapped(words, {.color = ui::theme().ink2});
    }

    // --- Points

    static void draw_map(const AnswersView& answers) {
        const DecisionMapView& map = answers.map;
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const ImVec2 size{room.x, std::max(1.0f, room.y - ui::px(kBar))};
        const gfx::Texture texture =
            ui::current().textures().heat_map("answers/map", {.rows = map.rows,
                                                              .cols = map.columns,
                                                              .values = map.probability,
                                                              .colormap = gfx::Colormap::Diverging,
                                                              .low = -kSoft,
                                                              .high = 1 + kSoft,
                                                              .cell = 1,
                                                              .mark_zero = false});
        ImGui::Image(reinterpret_cast<ImTextureID>(texture.id), size);  // NOLINT: ImGui's handle
        ui::anchor("map");
        if (ui::tooltip_due()) probability_under_mouse(map, at, size);
        draw_points(map, at, size);
        draw_color_bar(answers, {at.x, at.y + size.y}, room.x);
    }

    static void probability_under_mouse(const DecisionMapView& map, ImVec2 at, ImVec2 size) {
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const auto cell = [](float part, int count) {
            return std::clamp(static_cast<int>(part * static_cast<float>(count)), 0, count - 1);
        };
        const int column = cell((mouse.x - at.x) / size.x, map.columns);
        const int row = cell((mouse.y - at.y) / size.y, map.rows);
        const float p = map.probability[static_cast<std::size_t>(row * map.columns + column)];
        ui::tooltip("p(class 1) = " + two_digits(static_cast<double>(p)));
    }

    static void draw_points(const DecisionMapView& map, ImVec2 at, ImVec2 size) {
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->PushClipRect(at, {at.x + size.x, at.y + size.y}, true);
        const auto& stops = ui::theme().values.diverging;
        const auto dark = [](const gfx::Rgb& color) {
            return ImGui::ColorConvertFloat4ToU32(
                {color[0] * 0.45f, color[1] * 0.45f, color[2] * 0.45f, 1});
        };
        const ImU32 fills[] = {dark(stops.front()), dark(stops.back())};
        const float r = 3.2f * ui::theme().scale;
        for (std::size_t i = 0; i < map.point_x.size(); ++i) {
            const float x = at.x + size.x * (map.point_x[i] - map.x_low) / (map.x_high - map.x_low);
            const float y =
                at.y + size.y * (map.y_high - map.point_y[i]) / (map.y_high - map.y_low);
            if (map.point_class[i] != 0) {
                list->AddCircleFilled({x, y}, r + 1.2f * ui::theme().scale, IM_COL32_WHITE);
                list->AddCircleFilled({x, y}, r, fills[1]);
            } else {
                const float outer = r + 0.6f * ui::theme().scale;
                const float inner = outer - 1.2f * ui::theme().scale;
                list->AddRectFilled({x - outer, y - outer}, {x + outer, y + outer}, IM_COL32_WHITE);
                list->AddRectFilled({x - inner, y - inner}, {x + inner, y + inner}, fills[0]);
            }
        }
        list->PopClipRect();
    }

    /// "p(class ●) 0 [bar] 1", and how many answers differ.
    static void draw_color_bar(const AnswersView& answers, ImVec2 at, float width) {
        const ui::Theme& theme = ui::theme();
        ImDrawList* list = ImGui::GetWindowDrawList();
        const float middle = at.y + ui::px(kBar) / 2;
        float x = at.x + ui::px(12);
        const auto words = [&](const std::string& text, ui::Color color) {
            const ImVec2 size = ui::text_size(ui::Face::Text, text);
            ui::draw_text(list, ui::Face::Text, {x, middle - size.y / 2}, color, text);
            x += size.x + ui::px(6);
        };
        words("p(class ●)", theme.ink2);
        words("0", theme.ink);
        const auto& stops = theme.values.diverging;
        constexpr std::size_t kPieces = 8;
        const float piece = ui::px(80) / kPieces;
        const auto color = [&](std::size_t i) {
            const float p = static_cast<float>(i) / kPieces;
            const gfx::Rgb rgb = gfx::color_at(stops, (p + kSoft) / (1 + 2 * kSoft));
            return ImGui::ColorConvertFloat4ToU32({rgb[0], rgb[1], rgb[2], 1});
        };
        for (std::size_t i = 0; i < kPieces; ++i) {
            list->AddRectFilledMultiColor({x, middle - ui::px(5)}, {x + piece, middle + ui::px(5)},
                                          color(i), color(i + 1), color(i + 1), color(i));
            x += piece;
        }
        x += ui::px(6);
        words("1", theme.ink);
        if (answers.flipped) {
            const std::string share = percent(*answers.flipped) + " of the batch flipped";
            const float needed = ui::text_size(ui::Face::Text, share).x;
            if (x + needed + ui::px(16) < at.x + width) {
                x = at.x + width - ui::px(12) - needed;
                words(share, theme.ink2);
            }
        }
    }

    static std::string percent(double share) {
        return std::to_string(std::lround(share * 100)) + " %";
    }

    // --- One number to one number

    static void draw_fit(const FitView& fit) {
        const ui::Theme& theme = ui::theme();
        const ImVec2 at = ImGui::GetCursorScreenPos();
        const ImVec2 room = ImGui::GetContentRegionAvail();
        const ImVec2 size{room.x, std::max(1.0f, room.y - ui::px(kBar))};
        ImGui::Dummy(size);
        ui::anchor("fit");
        const auto place = [&](float x, float y) {
            return ImVec2{at.x + size.x * (x - fit.x_low) / (fit.x_high - fit.x_low),
                          at.y + size.y * (fit.y_high - y) / (fit.y_high - fit.y_low)};
        };
        if (ui::tooltip_due()) answer_under_mouse(fit, at, size);
        ImDrawList* list = ImGui::GetWindowDrawList();
        list->PushClipRect(at, {at.x + size.x, at.y + size.y}, true);
        draw_fit_axes(list, fit, at, size);
        for (std::size_t i = 0; i < fit.point_x.size(); ++i) {
            list->AddCircleFilled(place(fit.point_x[i], fit.point_y[i]), ui::px(2.2f), theme.ink3);
        }
        std::vector<ImVec2> line;
        for (std::size_t i = 0; i < fit.line_x.size(); ++i) {
            line.push_back(place(fit.line_x[i], fit.line_y[i]));
        }
        list->AddPolyline(line.data(), static_cast<int>(line.size()), theme.ink, 0,
                          2 * theme.scale);
        list->PopClipRect();
        const ImVec2 words = ui::text_size(ui::Face::Text, "X");
        ui::draw_text(list, ui::Face::Text,
                      {at.x + ui::px(12), at.y + size.y + (ui::px(kBar) - words.y) / 2}, theme.ink2,
                      shortened(ui::Face::Text, "● validation data   — the model's answer",
                                room.x - ui::px(24)));
    }

    static void answer_under_mouse(const FitView& fit, ImVec2 at, ImVec2 size) {
        const float part = std::clamp((ImGui::GetIO().MousePos.x - at.x) / size.x, 0.0f, 1.0f);
        const auto last = static_cast<float>(fit.line_x.size() - 1);
        const auto i = static_cast<std::size_t>(std::lround(part * last));
        ui::tooltip("x " + two_digits(static_cast<double>(fit.line_x[i])) + ": the model answers " +
                    two_digits(static_cast<double>(fit.line_y[i])));
    }

    // --- Texts

    /// Three lines a sample: what went in, and under each letter the one that the model says comes
    /// next; where it is wrong, the right one stands below.
    static void draw_texts(const AnswersView& answers) {
        const ui::Theme& theme = ui::theme();
        const float letter = ui::text_size(ui::Face::Mono, "X").x;
        const float line = ui::text_size(ui::Face::Mono, "X").y;
        const ImVec2 start = ImGui::GetCursorScreenPos();
        const float room = ImGui::GetContentRegionAvail().x - ui::px(24);
        const float label = ui::text_size(ui::Face::Small, "model says").x + ui::px(10);
        const auto fits = static_cast<std::size_t>(std::max(1.0f, (room - label) / letter));
        ImDrawList* list = ImGui::GetWindowDrawList();
        float y = start.y + ui::px(12);
        for (const TextAnswerView& text : answers.texts) {
            const float x = start.x + ui::px(12);
            const auto row = [&](const char* name, const std::string& letters, ui::Color color) {
                ui::draw_text(list, ui::Face::Small, {x, y}, theme.ink2, name);
                ui::draw_text(list, ui::Face::Mono, {x + label, y}, color, letters.substr(0, fits));
                y += line;
            };
            std::string wrong(text.truth.size(), ' ');
            for (std::size_t i = 0; i < text.truth.size(); ++i) {
                if (text.truth[i] != text.predicted[i]) wrong[i] = text.truth[i];
            }
            row("reads", text.given, theme.ink);
            row("says next", text.predicted, theme.ink);
            row("should be", wrong, theme.ink2);
            y += ui::px(8);
        }
        ImGui::Dummy({1, y - start.y});
    }

    // --- Pictures

    static void draw_pictures(const AnswersView& answers) {
        const float room = ImGui::GetContentRegionAvail().x - ui::px(24);
        const float gap = ui::px(10);
        const bool pairs =
            !answers.pictures.empty() && !answers.pictures.front().rebuilt.values.empty();
        const float wanted = pairs ? 2 * ui::px(84) + ui::px(2) : ui::px(100);
        const int columns = std::max(1, static_cast<int>((room + gap) / (wanted + gap)));
        const float width = std::floor((room - gap * static_cast<float>(columns - 1)) /
                                       static_cast<float>(columns));
        ImVec2 start = ImGui::GetCursorScreenPos();
        const float height = pairs ? picture_side(width) : picture_height(width);
        if (pairs) {
            for (int column = 0; column < columns; ++column) {
                const float x = start.x + ui::px(12) + static_cast<float>(column) * (width + gap);
                head_pair(answers.pictures.front(), {x, start.y + ui::px(10)}, width);
            }
            start.y += ui::px(18);
        }
        for (std::size_t i = 0; i < answers.pictures.size(); ++i) {
            const float column = static_cast<float>(i % static_cast<std::size_t>(columns));
            const float row = static_cast<float>(i / static_cast<std::size_t>(columns));
            draw_picture(answers, i,
                         {start.x + ui::px(12) + column * (width + gap),
                          start.y + ui::px(12) + row * (height + gap)},
                         width);
        }
        const float rows =
            std::ceil(static_cast<float>(answers.pictures.size()) / static_cast<float>(columns));
        ImGui::SetCursorScreenPos(start);
        ImGui::Dummy({1, ui::px(12) + rows * (height + gap)});
    }

    static float picture_side(float width) { return std::min(width, ui::px(84)); }
    static float picture_height(float width) { return picture_side(width) + ui::px(34); }

    /// Pixels that a value of the picture takes: whole ones.
    static int picture_cell(const PictureView& picture, float width) {
        const int columns = std::max(1, picture.image.columns);
        return std::max(1, static_cast<int>(picture_side(width)) / columns);
    }

    /// Says over two pictures which is which.
    static void head_pair(const PictureView& picture, ImVec2 at, float width) {
        const auto side =
            static_cast<float>(picture_cell(picture, width) * std::max(1, picture.image.columns));
        ImDrawList* list = ImGui::GetWindowDrawList();
        draw_fitting(list, ui::Face::Small, at, side, ui::theme().ink2, "input");
        draw_fitting(list, ui::Face::Small, {at.x + side + ui::px(2), at.y}, side, ui::theme().ink2,
                     "output");
    }

    static void draw_picture(const AnswersView& answers, std::size_t index, ImVec2 at,
                             float width) {
        const ui::Theme& theme = ui::theme();
        const PictureView& picture = answers.pictures[index];
        const int cell = picture_cell(picture, width);
        const float side = static_cast<float>(cell * std::max(1, picture.image.columns));
        const std::string id = "answers/picture/" + std::to_string(index);
        const gfx::Texture texture =
            ui::current().textures().heat_map(id, {.rows = picture.image.rows,
                                                   .cols = picture.image.columns,
                                                   .values = picture.image.values,
                                                   .colormap = gfx::Colormap::Picture,
                                                   .low = 0,
                                                   .high = 1,
                                                   .cell = cell,
                                                   .mark_zero = false});
        ImGui::SetCursorScreenPos(at);
        ImGui::Image(reinterpret_cast<ImTextureID>(texture.id),  // NOLINT: ImGui's handle
                     {side, side});
        if (!picture.rebuilt.values.empty()) {
            ui::anchor("picture/" + std::to_string(index));
            return draw_rebuilt(picture, id, {at.x + side + ui::px(2), at.y}, cell);
        }
        const bool right = picture.truth == picture.predicted;
        const std::string truth = class_name(answers, picture.truth);
        const std::string answer = class_name(answers, picture.predicted);
        ui::anchor("picture/" + std::to_string(index), answer);
        ui::tooltip("Shows **" + truth + "**. The model says **" + answer + "** with probability " +
                    two_digits(picture.probability) + ".");
        ImDrawList* list = ImGui::GetWindowDrawList();
        const float y = at.y + side + ui::px(2);
        // A wrong answer by word, sign and weight, not by colour.
        draw_fitting(list, right ? ui::Face::Small : ui::Face::SmallStrong, {at.x, y}, width,
                     theme.ink, (right ? "✓ " : "✕ ") + answer);
        draw_fitting(list, ui::Face::Small, {at.x, y + ui::px(14)}, width, theme.ink2,
                     right ? two_digits(picture.probability) : "is " + truth);
    }

    /// What an autoencoder made of the picture at its left.
    static void draw_rebuilt(const PictureView& picture, const std::string& id, ImVec2 at,
                             int cell) {
        const gfx::Texture texture =
            ui::current().textures().heat_map(id + "/rebuilt", {.rows = picture.rebuilt.rows,
                                                                .cols = picture.rebuilt.columns,
                                                                .values = picture.rebuilt.values,
                                                                .colormap = gfx::Colormap::Picture,
                                                                .low = 0,
                                                                .high = 1,
                                                                .cell = cell,
                                                                .mark_zero = false});
        const ImVec2 size{static_cast<float>(cell * picture.rebuilt.columns),
                          static_cast<float>(cell * picture.rebuilt.rows)};
        ImGui::SetCursorScreenPos(at);
        ImGui::Image(reinterpret_cast<ImTextureID>(texture.id), size);  // NOLINT: ImGui's handle
        ui::tooltip("Left: what the model was given. Right: what it makes of it.");
    }

    static void draw_fitting(ImDrawList* list, ui::Face face, ImVec2 at, float width,
                             ui::Color color, const std::string& words) {
        ui::draw_text(list, face, at, color, shortened(face, words, width));
    }

    static std::string class_name(const AnswersView& answers, int index) {
        const auto i = static_cast<std::size_t>(index);
        return i < answers.class_names.size() ? answers.class_names[i] : std::to_string(index);
    }

    bool pictures_ = false;
};

}  // namespace

PanelPtr make_answers_panel() {
    return std::make_unique<AnswersPanel>();
}

}  // namespace app::panels
