#pragma once

#include "tests/engine/script/fuzz_texts.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fuzz {

/// Writes programs that Python's grammar allows, with the things that models are made of. What they
/// do is mostly wrong, so that every kind of error is met in the middle of everything else.
class Grammar {
public:
    explicit Grammar(Random& random) : random_(random) {}

    /// Several statements, with what they use above them.
    std::string program();

    /// What a program may hold beside the statements that Coverage counts.
    static constexpr std::array<std::string_view, 17> kThings = {
        "own class",   "inheritance",  "own module", "module hook",     "tensor hook",
        "training",    "closure",      "generator",  "operator method", "ring",
        "try/finally", "grad context", "dataclass",  "random state",    "generator function",
        "match",       "big int"};
    std::array<std::size_t, kThings.size()> things{};

private:
    std::size_t below(std::size_t count) { return static_cast<std::size_t>(random_() % count); }
    template <class List>
    std::string one_of(const List& list) {
        return std::string(list[below(std::size(list))]);
    }
    std::string name();
    std::string target();
    std::string expression(int depth);
    std::string arguments(int depth);
    void line(const std::string& text);
    void block(int depth, bool in_function, bool in_loop);
    void statement(int depth, bool in_function, bool in_loop);
    void function(int depth, const std::string& called, const std::string& parameters);
    void thing();

    Random& random_;
    std::string text_;
    int indent_ = 0;
};

}  // namespace fuzz
