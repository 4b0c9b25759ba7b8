#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

// Where the parts of the window stand. Plain arithmetic, so that it is tested without ImGui.

namespace app::panels {

/// A place on the screen; pixels from the top left.
struct Box {
    float x = 0, y = 0, width = 0, height = 0;

    float right() const { return x + width; }
    float bottom() const { return y + height; }
    friend bool operator==(const Box&, const Box&) = default;
};

/// What a person moved with the splitters, in logical pixels (at 100 %) and shares. Saved.
struct Splits {
    float left = 296;      ///< the tree's width on the first screen
    float tree = 460;      ///< the tree's width in the workbench
    float right = 360;     ///< answers, or the inspector in the workbench
    float strip = 186;     ///< the workbench's strip
    float lenses = 0.5f;   ///< share of the upper lens
    float answers = 0.6f;  ///< share of the answers over the curves
    float pass = 0.6f;     ///< share of the pass over what stands under it

    friend bool operator==(const Splits&, const Splits&) = default;
};

/// What decides where things stand.
struct LayoutWish {
    float width = 1280, height = 800;  ///< pixels
    float scale = 1;
    bool workbench = false;
    bool presenter = false;
    // What the model has of; the first screen gives its middle to the lenses that show something.
    bool has_dropout = true;
    bool has_batch_norm = true;
    bool banner = false;             ///< an error wants its row under the top bar
    float result_extra = 0;          ///< pixels that a second result line needs
    std::string_view full_screen{};  ///< id of the part that fills the window; empty: none
    std::string_view narrow_tab{};   ///< id of the column on screen in a narrow window
    std::string_view lower_tab{};    ///< id of the part under the pass
    std::string_view strip_tab{};    ///< id of the part at the right of the workbench's strip
    std::string_view presented{};    ///< the lens that presenter mode shows
    Splits splits{};
    std::span<const std::string_view> built{};  ///< ids of the parts there are; others get no place
};

/// A part and its place.
struct Placed {
    std::string_view panel;
    Box box;
    bool under_tabs = false;  ///< a row of tabs stands over it
    std::string_view tabs{};  ///< id of the row of tabs that is its header; empty: its own title
};

/// One of several that share a place.
struct Tab {
    std::string_view id;
    std::string_view title;
    bool active = false;
};

struct TabRow {
    std::string_view id;  ///< "narrow", "lower", "strip"
    Box box;
    Box card{};              ///< with what stands under it, when that is one card
    bool in_header = false;  ///< the part under it draws it, as its header
    std::vector<Tab> tabs;
};

/// A gap that can be dragged.
struct Splitter {
    std::string_view id;  ///< field of Splits: "left", "pass", ...
    Box box;              ///< the gap
    bool upright = true;  ///< dragged sideways
    float per_pixel = 1;  ///< change of the field for one pixel to the right or down
    float low = 0, high = 1;
};

struct Layout {
    std::vector<Placed> parts;
    std::vector<TabRow> tab_rows;
    std::vector<Splitter> splitters;

    const Placed* find(std::string_view panel) const;
};

/// Under this logical width there is one column at a time, under kNarrowest no strip.
inline constexpr float kNarrow = 1000;
inline constexpr float kNarrowest = 600;

Layout arrange(const LayoutWish& wish);

/// The field of `splits` that a splitter moves; null for an unknown id.
float* field(Splits& splits, std::string_view id);

}  // namespace app::panels
