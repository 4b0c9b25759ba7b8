#pragma once

#include "app/panels/frame.h"

#include <memory>
#include <string>
#include <vector>

namespace app::panels {

/// A part of the window. The base opens a fixed window in its place, draws outline and header; a
/// panel draws its inside. Sizes come from ui::px, colours from ui::theme.
class Panel {
public:
    struct About {
        std::string id;     ///< stable: layout, anchors ("tree/...") and settings know it
        std::string title;  ///< on the header, unless draw_header does otherwise
        std::string help;   ///< one or two sentences: tooltip of the title, and the help window
    };

    explicit Panel(About about) : about_(std::move(about)) {}
    virtual ~Panel() = default;
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    const About& about() const { return about_; }

    /// Draws it at `box` (pixels). Anchors get "id/" in front. Under tabs the header has no title.
    void show(Frame& frame, const Box& box, bool under_tabs = false);

protected:
    /// The inside: an ImGui child as wide as the panel without its padding; scrolls if needed.
    virtual void draw(Frame& frame) = 0;

    /// One line, 30 px high, the cursor at its left; the default writes the title. Right aligned
    /// things: ui helpers, or header_right().
    virtual void draw_header(Frame& frame);
    /// Whether the panel has a header line at all (the transport has none).
    virtual bool has_header() const { return true; }
    /// Space around the inside, logical pixels.
    virtual float padding() const { return 10; }
    /// False: the inside never scrolls (lenses fit themselves into it).
    virtual bool scrolls() const { return true; }

    /// Moves the cursor so that `width` pixels end at the header's right edge.
    static void header_right(float width);
    /// The title in the header's face; `text` empty: about().title.
    void header_title(const std::string& text = {}) const;

private:
    About about_;
};

/// Every panel there is, in order of first use by keyboard; one line each.
std::vector<std::unique_ptr<Panel>> make_panels();

}  // namespace app::panels
