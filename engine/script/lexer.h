#pragma once

#include "engine/script/script_error.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine::script {

enum class TokenKind {
    Name,
    Keyword,
    Integer,
    Float,
    String,
    FormatString,  ///< an f-string: text is what stands between the quotes, as written
    Operator,
    Newline,  ///< of a logical line
    Indent,
    Dedent,
    End,
};

struct Token {
    TokenKind kind = TokenKind::End;
    std::string text;  ///< as written; of a string, its contents with escapes resolved
    Span span{};
    bool raw = false;     ///< of an f-string: backslashes are themselves
    int body_column = 0;  ///< of an f-string: where the text between the quotes begins
};

/// Cuts a source into tokens, with Python's indentation; comments and white space go.
/// throws  ScriptError: SyntaxError and IndentationError with Python's words ("unterminated string
///         literal (detected at line 1)"), or "`x` is outside the PyTorch subset that Modescope
///         runs"
std::vector<Token> tokenize(std::string_view text);

/// What is between quotes with its escapes resolved.
std::string unescape(std::string_view text, const Span& where);

}  // namespace engine::script
