#pragma once

#include <imgui.h>

#include <string>
#include <string_view>
#include <vector>

namespace app::ui {

/// A named place on the screen: tests click it, lessons point at it.
struct Anchor {
    std::string path;  ///< "tree/backbone.block1/mode/eval"; a contract, like a saved id
    ImVec2 min;        ///< pixels
    ImVec2 max;        ///< pixels
    ImGuiID id = 0;    ///< 0 for what cannot be pressed
    bool enabled = true;
    bool visible = true;  ///< some of it lies inside its window's visible part
    std::string value;    ///< what it says now ("train", "0.203"), if anything
    std::string window;   ///< name of its ImGui window

    ImVec2 center() const { return {(min.x + max.x) * 0.5f, (min.y + max.y) * 0.5f}; }
};

/// A text as drawn by ui::text and its kin, for layout tests.
struct DrawnText {
    std::string text;
    ImVec2 min;
    ImVec2 max;
    std::string window;
    bool clipped =
        false;  ///< some of it can never be seen: cut by its window, no way to scroll there
};

/// The anchors of the frame being drawn and of the last whole one. One per Context.
class Anchors {
public:
    void begin_frame();  ///< the frame that was being drawn becomes the last whole one

    void note(Anchor anchor);
    void note_text(DrawnText text);

    /// In the last whole frame; null when nothing has that name there.
    const Anchor* find(std::string_view path) const;
    const std::vector<Anchor>& all() const { return whole_; }
    const std::vector<DrawnText>& texts() const { return whole_texts_; }

    /// Layout tests switch it on: each text is then remembered too.
    bool record_texts = false;

    /// [{"path": ..., "box": [x0, y0, x1, y1], "enabled": ..., "visible": ..., "value": ...}, ...]
    std::string to_json() const;

    std::vector<std::string> scopes;  ///< see AnchorScope

private:
    std::vector<Anchor> drawing_;
    std::vector<Anchor> whole_;
    std::vector<DrawnText> drawing_texts_;
    std::vector<DrawnText> whole_texts_;
};

/// Names the item just submitted to ImGui.
void anchor(std::string_view path, std::string_view value = {});

/// Names a box that is no item of ImGui's (drawn by hand).
void anchor_box(std::string_view path, ImVec2 min, ImVec2 max, std::string_view value = {});

/// Remembers a text of the current window when a layout test asked for it.
void note_text(std::string_view text, ImVec2 min, ImVec2 max);

/// Puts "name/" before the paths noted while it lives.
class AnchorScope {
public:
    explicit AnchorScope(std::string_view name);
    ~AnchorScope();
    AnchorScope(const AnchorScope&) = delete;
    AnchorScope& operator=(const AnchorScope&) = delete;
};

}  // namespace app::ui
