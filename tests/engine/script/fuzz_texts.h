#pragma once

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fuzz {

using Random = std::mt19937_64;

std::vector<std::string> lines_of(std::string_view text);

/// Makes texts that nobody would write, most of them of programs that somebody did.
class Maker {
public:
    explicit Maker(std::vector<std::string> corpus) : corpus_(std::move(corpus)) {}

    static constexpr std::array<std::string_view, 12> kKinds = {
        "random bytes",   "random tokens",  "token deleted",  "token doubled",
        "tokens swapped", "token replaced", "line deleted",   "line doubled",
        "lines swapped",  "line moved in",  "number changed", "deep nesting"};

    /// A text of that kind: a place in kKinds.
    std::string make(std::size_t kind, Random& random) const;

private:
    std::vector<std::string> corpus_;
};

}  // namespace fuzz
