#include "app/ui/theme.h"

#include "app/ui/fonts.h"

#include "tests/app/headless.h"

#include <string>
#include <vector>

namespace app::ui {
namespace {

struct Pair {
    const char* name;
    Color Theme::*front;
    Color Theme::*back;
};

// What stands on what; one more use is one more row.
const std::vector<Pair> kTexts{
    {"ink on panel", &Theme::ink, &Theme::panel},
    {"ink on ground", &Theme::ink, &Theme::ground},
    {"ink on selection", &Theme::ink, &Theme::selection},
    {"ink on hover", &Theme::ink, &Theme::hover},
    {"ink on glow", &Theme::ink, &Theme::glow},
    {"ink2 on panel", &Theme::ink2, &Theme::panel},
    {"ink2 on ground", &Theme::ink2, &Theme::ground},
    {"ink2 on selection", &Theme::ink2, &Theme::selection},
    {"ink2 on hover", &Theme::ink2, &Theme::hover},
    {"ink2 on glow", &Theme::ink2, &Theme::glow},
    {"ink3 on panel", &Theme::ink3, &Theme::panel},
    {"ink3 on ground", &Theme::ink3, &Theme::ground},
    {"ink3 on selection", &Theme::ink3, &Theme::selection},
    {"ink3 on hover", &Theme::ink3, &Theme::hover},
    {"keyword on panel", &Theme::code_keyword, &Theme::panel},
    {"keyword on selection", &Theme::code_keyword, &Theme::selection},
    {"keyword on hover", &Theme::code_keyword, &Theme::hover},
    {"string on panel", &Theme::code_string, &Theme::panel},
    {"string on selection", &Theme::code_string, &Theme::selection},
    {"string on hover", &Theme::code_string, &Theme::hover},
};
const std::vector<Pair> kGraphics{
    {"bar on panel", &Theme::bar, &Theme::panel},
    {"bar on ground", &Theme::bar, &Theme::ground},
    {"accent on panel", &Theme::accent, &Theme::panel},
    {"accent on ground", &Theme::accent, &Theme::ground},
    {"accent on selection", &Theme::accent, &Theme::selection},
    {"ink2 on zero cell", &Theme::ink2, &Theme::zero_cell},
};

TEST(Theme, TextAndGraphicsReachWcagContrast) {
    for (const ThemeId id : {ThemeId::Light, ThemeId::Dark}) {
        const Theme t = make_theme(id, 1.0f);
        const std::string in = std::string(" in ") + std::string(name_of(id));
        for (const Pair& pair : kTexts) {
            EXPECT_GE(contrast(t.*pair.front, t.*pair.back), 4.5) << pair.name << in;
        }
        for (const Pair& pair : kGraphics) {
            EXPECT_GE(contrast(t.*pair.front, t.*pair.back), 3.0) << pair.name << in;
        }
        for (const ModeColors* mode : {&t.train, &t.eval, &t.error}) {
            for (const Color ground : {t.panel, t.ground, t.selection, t.glow, mode->tint}) {
                EXPECT_GE(contrast(mode->text, ground), 4.5) << in;
            }
            for (const Color ground : {t.panel, t.ground, mode->tint}) {
                EXPECT_GE(contrast(mode->outline, ground), 3.0) << in;
            }
            EXPECT_GE(contrast(t.ink, mode->tint), 4.5) << "explanation on a banner" << in;
        }
    }
}

TEST(Theme, ContrastIsWcags) {
    EXPECT_NEAR(contrast(Color(0x000000), Color(0xffffff)), 21.0, 1e-9);
    EXPECT_NEAR(contrast(Color(0x777777), Color(0xffffff)), 4.478, 1e-3);  // WebAIM's checker
}

TEST(Theme, ScalesFromTheUnscaledBaseEachTime) {
    ImGuiStyle style;
    apply(make_theme(ThemeId::Light, 3.0f), style);
    apply(make_theme(ThemeId::Light, 1.0f), style);
    EXPECT_EQ(style.WindowPadding.x, 12.0f);
    EXPECT_EQ(style.FrameRounding, 6.0f);
}

TEST(Fonts, HaveEverySignTheWindowUses) {
    test::HeadlessUi ui;
    const std::string_view signs = "∇∈ℝᵀ▲■△□◆◇✓✕×γβμσε√→←↔…▶◀▼▾▸‹›·±−²≥≤≈•●○◧⚠∞∑≠½";
    for (const Face face : {Face::Text, Face::Strong, Face::Mono}) {
        const ImFont* f = ImGui::GetIO().Fonts->Fonts[static_cast<int>(face)];
        for (const char* at = signs.data(); at < signs.data() + signs.size();) {
            // Decoded by hand: two and three byte sequences only.
            const auto lead = static_cast<unsigned char>(at[0]);
            const int length = lead >= 0xE0 ? 3 : 2;
            unsigned code = lead & (length == 3 ? 0x0Fu : 0x1Fu);
            for (int i = 1; i < length; ++i) {
                code = (code << 6) | (static_cast<unsigned char>(at[i]) & 0x3Fu);
            }
            EXPECT_NE(f->FindGlyphNoFallback(static_cast<ImWchar>(code)), nullptr)
                << std::string(at, static_cast<std::size_t>(length)) << " face "
                << static_cast<int>(face);
            at += length;
        }
    }
}

TEST(Fonts, AtlasIsRebuiltWhenTheScaleChanges) {
    test::HeadlessUi ui;
    ui.run_frames();
    const float before = ui.ui.theme().scale * ImGui::GetFontSize();
    int rebuilt = 0;
    ui.ui.on_fonts_rebuilt = [&] { ++rebuilt; };
    ui.ui.set_scale(2.0f);
    ui.run_frames();
    EXPECT_EQ(rebuilt, 1);
    EXPECT_NEAR(ImGui::GetIO().Fonts->Fonts[0]->FontSize, 2.0f * before, 1.0f);
}

}  // namespace
}  // namespace app::ui
