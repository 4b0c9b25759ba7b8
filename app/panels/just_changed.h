#pragma once

#include <map>
#include <string>
#include <string_view>

namespace app::panels {

/// Remembers what a panel showed, and tells for 4 seconds what stood there before a change.
class JustChanged {
public:
    /// Once a frame, first. Another `scope` (module, recipe) or a frame without the panel starts
    /// anew. `quiet`: while training runs everything changes, so nothing is marked.
    void begin(std::string_view scope, bool quiet);

    /// What stood under `key` until a moment ago; null when it has not changed lately. `shown` is
    /// what stands there now; `sense` decides whether it changed, when not every letter counts.
    const std::string* before(const std::string& key, const std::string& shown,
                              std::string_view sense);
    const std::string* before(const std::string& key, const std::string& shown) {
        return before(key, shown, shown);
    }

private:
    struct Entry {
        std::string shown{}, sense{}, before{};
        double changed_at = -1e9;  ///< seconds, ImGui's clock
    };
    std::map<std::string, Entry> entries_;
    std::string scope_;
    int last_frame_ = -2;
    bool quiet_ = false;
};

}  // namespace app::panels
