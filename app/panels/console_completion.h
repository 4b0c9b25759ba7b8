#pragma once

#include "engine/session/view.h"

#include <imgui.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace app::panels {

/// What a taken candidate makes of the prompt.
struct Completed {
    std::string text;
    std::size_t cursor = 0;
};

/// The list over the prompt. It shows what the newest answer offers for what stands in the prompt;
/// while one is on its way, what still fits of the last.
class ConsoleCompletion {
public:
    /// At Tab (which takes an only candidate at once) or Ctrl+Space.
    void open(bool take_only);
    void close() { open_ = false; }
    /// Whether there is a list to walk in.
    bool showing() const { return open_ && !fitting_.empty(); }
    bool waiting() const { return open_; }

    /// Before the prompt is drawn. True when an only candidate has to be taken.
    bool follow(const engine::session::SessionView& view, std::string_view text,
                std::size_t cursor);
    void move(int rows);
    /// The chosen candidate in the text.
    Completed taken(std::string_view text, std::size_t cursor) const;
    /// Its lower left corner at `above`, pixels. True when a row was clicked: take it.
    bool draw(ImVec2 above);
    /// Where the word begins that a candidate replaces.
    std::size_t from() const { return from_; }

private:
    bool open_ = false;
    bool take_only_ = false;
    bool show_ = false;  // scroll to the chosen one
    int chosen_ = 0;
    std::size_t from_ = 0;
    std::vector<engine::script::Candidate> fitting_;
};

/// The call's signature above the prompt, the argument at the cursor strong; its lower left corner
/// at `above`. Returns its top, or above.y when there is nothing to say.
float draw_call_hint(const engine::script::CallHint& hint, ImVec2 above, float width);

}  // namespace app::panels
