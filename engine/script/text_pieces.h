#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

namespace engine::script {

/// A token of a text that may end anywhere: in a name, a string, a bracket.
struct Piece {
    enum class Kind { Name, Number, String, Symbol, Newline, Comment };
    Kind kind = Kind::Symbol;
    std::string_view text;  ///< as written, with prefix and quotes
    std::size_t begin = 0;  ///< in the text
    // Of a string.
    bool open = false;         ///< the text ends before its quotes do
    bool triple = false;       ///< of three quotes
    bool format = false;       ///< an f-string
    std::string_view content;  ///< between the quotes, as written

    std::size_t end() const { return begin + text.size(); }
    bool is(std::string_view symbol) const { return kind == Kind::Symbol && text == symbol; }
};

/// Never throws: what is no Python becomes symbols of one character. A line end inside brackets is
/// no piece.
std::vector<Piece> pieces_of(std::string_view text);

/// Places of the brackets that are open at the end, outermost first.
std::vector<std::size_t> open_brackets(std::span<const Piece> pieces);

}  // namespace engine::script
