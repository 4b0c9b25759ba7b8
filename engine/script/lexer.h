#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace engine::script {

enum class TokenKind { Name, Keyword, Integer, Float, String, Operator, End };

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;  ///< as written; of a string, its contents with escapes resolved
    int column = 0;    ///< bytes from the start of the line, from 0
};

/// Cuts one logical line of Python into tokens; comments and white space go.
/// throws  SyntaxError with Python's words ("unterminated string literal (detected at line 1)") and
///         the column, or "`x` is outside the PyTorch subset that Modescope runs"
std::vector<Token> tokenize(std::string_view line);

}  // namespace engine::script
