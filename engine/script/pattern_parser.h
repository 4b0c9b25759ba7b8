#pragma once

#include "engine/script/simple_parser.h"

namespace engine::script {

/// The patterns of `match`.
class PatternParser : public SimpleParser {
public:
    using SimpleParser::SimpleParser;

protected:
    /// Whether the line that comes begins a match: it ends with a colon, and a case is below.
    bool at_match() const;
    /// Everything between `case` and its guard.
    PatternPtr patterns();

private:
    PatternPtr make_pattern(Pattern::Kind kind) const;
    PatternPtr star_or_pattern();
    PatternPtr pattern();
    PatternPtr closed();
    PatternPtr sequence(std::string_view close);
    PatternPtr mapping();
    PatternPtr class_or_value();
    ExprPtr capture();
    bool at_name(std::string_view text, std::size_t ahead = 0) const;
};

}  // namespace engine::script
