#include "tests/app/panels/seen.h"

#include "app/ui/context.h"
#include "app/ui/fonts.h"

#include <imgui_internal.h>

#include <array>
#include <cfloat>
#include <cmath>
#include <cstring>

namespace app::test {
namespace {

struct Seen {
    const ImGuiContext* context = nullptr;
    int frame = -1;
    std::vector<SeenItem> items;
    std::vector<SeenText> texts;
};

/// Of the frame being drawn: a new frame or another context starts anew.
Seen& seen() {
    static Seen now;
    const ImGuiContext* context = ImGui::GetCurrentContext();
    if (now.context != context || now.frame != context->FrameCount) {
        now = {.context = context, .frame = context->FrameCount, .items = {}, .texts = {}};
    }
    return now;
}

/// ImGui's own "Debug" window, which is never shown unless something is drawn outside all others.
bool implicit_window() {
    const ImGuiWindow* window = ImGui::GetCurrentContext()->CurrentWindow;
    return window == nullptr || window->IsFallbackWindow;
}

Rect rect(const ImRect& box) {
    return {box.Min, box.Max};
}

/// The faces in the order of ui::Face; fonts.cpp asks FreeType for whole lines, people speak of em.
float em_of(const ImFont* font) {
    constexpr std::array<float, static_cast<std::size_t>(ui::Face::Count)> kEms{
        13, 13, 11, 11, 15, 16, 16, 12, 12, 11, 22};
    for (std::size_t face = 0; face < kEms.size(); ++face) {
        if (ui::font(static_cast<ui::Face>(face)) == font) return kEms[face] * ui::theme().scale;
    }
    return font->FontSize;
}

/// Around the glyphs of one line or, where it is broken, around its lines.
Rect ink_of(const ImFont* font, float size, ImVec2 at, const char* begin, const char* end,
            float wrap) {
    const ImVec2 whole = font->CalcTextSizeA(size, FLT_MAX, wrap, begin, end);
    if (whole.y > size * 1.5f) return {at, {at.x + whole.x, at.y + whole.y}};
    Rect ink{{FLT_MAX, FLT_MAX}, {-FLT_MAX, -FLT_MAX}};
    float x = std::floor(at.x);
    for (const char* next = begin; next < end;) {
        unsigned int code = 0;
        next += ImTextCharFromUtf8(&code, next, end);
        const ImFontGlyph* glyph = font->FindGlyph(static_cast<ImWchar>(code));
        if (glyph == nullptr) continue;
        if (glyph->Visible) {
            ink.min.x = std::min(ink.min.x, x + glyph->X0);
            ink.min.y = std::min(ink.min.y, std::floor(at.y) + glyph->Y0);
            ink.max.x = std::max(ink.max.x, x + glyph->X1);
            ink.max.y = std::max(ink.max.y, std::floor(at.y) + glyph->Y1);
        }
        x += glyph->AdvanceX;
    }
    return ink;
}

void note_text(const ImDrawList* list, const ImFont* font, float size, ImVec2 at, ImU32 color,
               const char* begin, const char* end, float wrap) {
    if ((color & IM_COL32_A_MASK) == 0 || implicit_window()) return;
    if (font == nullptr) font = ImGui::GetFont();
    if (size == 0) size = ImGui::GetFontSize();
    if (end == nullptr) end = begin + std::strlen(begin);
    SeenText text;
    text.text.assign(begin, end);
    text.ink = ink_of(font, size, at, begin, end, wrap);
    text.shown = text.ink.cut({list->GetClipRectMin(), list->GetClipRectMax()});
    if (text.shown.empty()) return;
    text.em = em_of(font);
    text.window = ImGui::GetCurrentContext()->CurrentWindow->Name;
    seen().texts.push_back(std::move(text));
}

void note_item(const ImRect& box, ImGuiID id) {
    if (implicit_window()) return;
    const ImGuiContext& g = *ImGui::GetCurrentContext();
    SeenItem item;
    item.id = id;
    item.box = item.target = rect(box);
    item.clip = rect(g.CurrentWindow->ClipRect);
    item.enabled = (g.CurrentItemFlags & ImGuiItemFlags_Disabled) == 0;
    item.window = g.CurrentWindow->Name;
    seen().items.push_back(std::move(item));
}

void note_target(const ImRect& target, ImGuiID id) {
    std::vector<SeenItem>& items = seen().items;
    const auto found = std::find_if(items.rbegin(), items.rend(),
                                    [&](const SeenItem& item) { return item.id == id; });
    if (found == items.rend()) return;
    found->target = rect(target);
    found->presses = true;
}

}  // namespace

std::vector<SeenItem> seen_items() {
    std::vector<SeenItem> items = seen().items;
    // The anchors of a frame become readable with the next one: both frames were alike.
    for (SeenItem& item : items) {
        for (const ui::Anchor& anchor : ui::current().anchors().all()) {
            if (item.id != 0 && anchor.id == item.id) item.name = anchor.path;
        }
    }
    return items;
}

std::vector<SeenText> seen_texts() {
    return seen().texts;
}

}  // namespace app::test

// The linker gives these in place of ImGui's own to whoever calls them.
// NOLINTBEGIN: the names are the linker's
extern "C" {

bool __real__ZN5ImGui7ItemAddERK6ImRectjPS1_i(const ImRect&, ImGuiID, const ImRect*, int);
bool __wrap__ZN5ImGui7ItemAddERK6ImRectjPS1_i(const ImRect& box, ImGuiID id, const ImRect* nav,
                                              int flags) {
    const bool shows = __real__ZN5ImGui7ItemAddERK6ImRectjPS1_i(box, id, nav, flags);
    if (shows && ImGui::GetCurrentContext()->CurrentWindow->ClipRect.Overlaps(box)) {
        app::test::note_item(box, id);
    }
    return shows;
}

bool __real__ZN5ImGui14ButtonBehaviorERK6ImRectjPbS3_i(const ImRect&, ImGuiID, bool*, bool*, int);
bool __wrap__ZN5ImGui14ButtonBehaviorERK6ImRectjPbS3_i(const ImRect& box, ImGuiID id, bool* hovered,
                                                       bool* held, int flags) {
    app::test::note_target(box, id);
    return __real__ZN5ImGui14ButtonBehaviorERK6ImRectjPbS3_i(box, id, hovered, held, flags);
}

void __real__ZN10ImDrawList7AddTextEPK6ImFontfRK6ImVec2jPKcS7_fPK6ImVec4(ImDrawList*, const ImFont*,
                                                                         float, const ImVec2&,
                                                                         ImU32, const char*,
                                                                         const char*, float,
                                                                         const ImVec4*);
void __wrap__ZN10ImDrawList7AddTextEPK6ImFontfRK6ImVec2jPKcS7_fPK6ImVec4(
    ImDrawList* list, const ImFont* font, float size, const ImVec2& at, ImU32 color,
    const char* begin, const char* end, float wrap, const ImVec4* clip) {
    app::test::note_text(list, font, size, at, color, begin, end, wrap);
    __real__ZN10ImDrawList7AddTextEPK6ImFontfRK6ImVec2jPKcS7_fPK6ImVec4(list, font, size, at, color,
                                                                        begin, end, wrap, clip);
}

void __real__ZN10ImDrawList7AddTextERK6ImVec2jPKcS4_(ImDrawList*, const ImVec2&, ImU32, const char*,
                                                     const char*);
void __wrap__ZN10ImDrawList7AddTextERK6ImVec2jPKcS4_(ImDrawList* list, const ImVec2& at,
                                                     ImU32 color, const char* begin,
                                                     const char* end) {
    app::test::note_text(list, ImGui::GetFont(), ImGui::GetFontSize(), at, color, begin, end, 0);
    __real__ZN10ImDrawList7AddTextERK6ImVec2jPKcS4_(list, at, color, begin, end);
}

}  // extern "C"
// NOLINTEND
