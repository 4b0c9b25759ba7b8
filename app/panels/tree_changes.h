#pragma once

#include "engine/session/view.h"

#include <map>
#include <string>
#include <vector>

namespace app::panels {

struct FlagChange {
    bool before = true, now = true;
    double at = 0;  ///< seconds, ui::Context::clock
};

/// Remembers for 4 seconds which flags changed from one view to the next.
class TreeChanges {
public:
    /// Compares with the view it saw last; another model starts anew.
    void follow(const engine::session::SessionView& view);
    /// Null when the flag of `path` has not changed lately.
    const FlagChange* of(const std::string& path) const;

private:
    uint64_t revision_ = 0;
    std::vector<std::pair<std::string, bool>> flags_;
    std::map<std::string, FlagChange> changes_;
};

}  // namespace app::panels
