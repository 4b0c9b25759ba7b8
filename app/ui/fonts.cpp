#include "app/ui/fonts.h"

#include "app/ui/embedded.h"

#include <imgui_freetype.h>

#include <cmath>

namespace app::ui {

namespace {

// What names, numbers and formulas of models use.
constexpr ImWchar kWide[] = {
    0x0020, 0x017F,                  // Latin
    0x0300, 0x0304,                  // combining accents (drawn after their letter)
    0x0370, 0x03FF,                  // Greek
    0x1D40, 0x1D40,                  // superscript T
    0x2010, 0x205E,                  // dashes, quotes, dots
    0x2070, 0x209C,                  // super- and subscripts
    0x2100, 0x214F,                  // letterlike (ℝ)
    0x2190, 0x22FF,                  // arrows, mathematics
    0x2300, 0x2328, 0x23CE, 0x23FF,  // keys, transport signs
    0x25A0, 0x25FF,                  // geometric shapes
    0x26A0, 0x26A1, 0x2713, 0x2718, 0x27F5, 0x27FA, 0,
};
// What headings, captions and key caps use.
constexpr ImWchar kNarrow[] = {
    0x0020, 0x00FF, 0x0391, 0x03C9, 0x2010, 0x2027, 0x2070, 0x2089, 0x2190, 0x2199, 0x21E7, 0x21E7,
    0x2200, 0x221E, 0x2248, 0x2248, 0x2260, 0x2265, 0x25A0, 0x25D1, 0x2713, 0x2717, 0,
};
constexpr ImWchar kDigits[] = {0x0020, 0x00FF, 0x2013, 0x2026, 0x2192, 0x2192, 0x2212, 0x2212, 0};
constexpr ImWchar kIcons[] = {0xF000, 0xF2E0, 0};

/// FreeType is asked for ascender minus descender; designers speak of the em. From each face's
/// hhea.
constexpr float kInterLine = 1.2102f;
constexpr float kMonoLine = 1.32f;
constexpr float kDejaVuLine = 1.164f;
constexpr float kIconLine = 1.0f;

struct FaceSpec {
    Face face;
    const char* file;
    float em;  ///< pixels at 100 %
    float line;
    const ImWchar* ranges;
    bool icons;
};

constexpr FaceSpec kFaces[] = {
    {Face::Text, "Inter-Regular.otf", 13, kInterLine, kWide, true},
    {Face::Strong, "Inter-SemiBold.otf", 13, kInterLine, kWide, true},
    {Face::Small, "Inter-Regular.otf", 11, kInterLine, kNarrow, false},
    {Face::SmallStrong, "Inter-SemiBold.otf", 11, kInterLine, kNarrow, false},
    {Face::Title, "Inter-SemiBold.otf", 15, kInterLine, kNarrow, false},
    {Face::Result, "Inter-Regular.otf", 16, kInterLine, kNarrow, false},
    {Face::ResultStrong, "Inter-SemiBold.otf", 16, kInterLine, kNarrow, false},
    {Face::Mono, "JetBrainsMono-Regular.ttf", 12, kMonoLine, kWide, false},
    {Face::MonoStrong, "JetBrainsMono-Bold.ttf", 12, kMonoLine, kNarrow, false},
    {Face::MonoSmall, "JetBrainsMono-Regular.ttf", 11, kMonoLine, kNarrow, false},
    {Face::BigNumber, "JetBrainsMono-Regular.ttf", 22, kMonoLine, kDigits, false},
};
static_assert(std::size(kFaces) == static_cast<std::size_t>(Face::Count));

void add(ImFontAtlas& atlas, const char* file, float pixels, const ImWchar* ranges, bool merge) {
    const auto data = embedded_file(file);
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = merge;
    config.OversampleH = config.OversampleV = 1;
    config.PixelSnapH = true;
    config.GlyphRanges = ranges;
    // The atlas only reads the data; ImGui's interface takes no const.
    atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(data.data()),
                               static_cast<int>(data.size()), pixels, &config);
}

}  // namespace

void build_fonts(ImFontAtlas& atlas, float scale) {
    atlas.Clear();
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
    atlas.TexGlyphPadding = 1;
    for (const FaceSpec& spec : kFaces) {
        const float em = spec.em * scale;
        add(atlas, spec.file, std::round(em * spec.line), spec.ranges, false);
        if (spec.ranges != kDigits) {
            add(atlas, "DejaVuSans.ttf", std::round(em * kDejaVuLine), spec.ranges, true);
        }
        if (spec.icons) {
            add(atlas, "fontawesome-webfont.ttf", std::round(em * kIconLine), kIcons, true);
        }
    }
    atlas.Build();
}

ImFont* font(Face face) {
    return ImGui::GetIO().Fonts->Fonts[static_cast<int>(face)];
}

}  // namespace app::ui
