#pragma once

#include "app/panels/frame.h"
#include "app/ui/panel.h"

#include <string>
#include <utility>

namespace app::panels {

/// A part of the window. The base opens it in its place with outline and header; a panel draws its
/// inside. Sizes come from ui::px, colours from ui::theme.
class Panel {
public:
    struct About {
        std::string id;     ///< stable: layout, anchors ("tree/...") and settings know it
        std::string title;  ///< on the header
        std::string help;   ///< one or two sentences: tooltip of the title, and the help window
    };

    explicit Panel(About about) : about_(std::move(about)) {}
    virtual ~Panel() = default;
    Panel(const Panel&) = delete;
    Panel& operator=(const Panel&) = delete;

    const About& about() const { return about_; }

    /// Draws it at `box` (pixels); its anchors get "id/" in front. A tab's part has no outline.
    /// `tabs` stand in its header, in place of its title.
    void show(Frame& frame, const Box& box, bool under_tabs = false, ui::PanelTabs* tabs = nullptr);

protected:
    /// The inside. For chips and buttons in the header: ui::begin_panel_header.
    virtual void draw(Frame& frame) = 0;

    /// Header words; an empty title: no header (a lens's title is its module's path).
    virtual std::string title(const Frame& frame) const;
    virtual std::string right(const Frame& frame) const;

    /// How ui::begin_panel is asked for it.
    struct Manner {
        bool scroll = true;   ///< false: the inside fits itself into its place
        bool padding = true;  ///< 12 px about the inside
        bool card = true;     ///< rounded outline on the ground
    };
    virtual Manner manner() const { return {}; }

private:
    About about_;
};

}  // namespace app::panels
