#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace app::panels {

/// Lines that were typed, oldest first, and a walk through them.
class ConsoleHistory {
public:
    static constexpr std::size_t kMost = 500;

    explicit ConsoleHistory(std::vector<std::string> lines = {});

    const std::vector<std::string>& lines() const { return lines_; }
    /// Behind all others, once; ends the walk.
    void add(std::string line);

    /// The next older line that begins as the text did when the walk began; `typed` is what stands
    /// in the prompt now. Nothing: there is none.
    std::optional<std::string> earlier(std::string_view typed);
    /// Back towards what had been typed.
    std::optional<std::string> later();
    /// Something was typed: the walk is over.
    void stop() { walk_.reset(); }

    /// The newest line that has these words, older than place `before` (lines().size(): any).
    std::optional<std::size_t> find(std::string_view words, std::size_t before) const;

private:
    struct Walk {
        std::string typed;
        std::size_t at = 0;  // in lines_; its size: what was typed
    };

    std::vector<std::string> lines_;
    std::optional<Walk> walk_;
};

}  // namespace app::panels
