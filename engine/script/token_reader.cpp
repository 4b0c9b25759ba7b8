#include "engine/script/token_reader.h"

namespace engine::script {

bool TokenReader::at(std::string_view text, std::size_t ahead) const {
    const Token& token = peek(ahead);
    return (token.kind == TokenKind::Operator || token.kind == TokenKind::Keyword) &&
           token.text == text;
}

Token TokenReader::take() {
    const Token& token = peek();
    last_ = token.span;
    if (token.kind != TokenKind::End) ++at_;
    return token;
}

bool TokenReader::accept(std::string_view text) {
    if (!at(text)) return false;
    take();
    return true;
}

bool TokenReader::accept(TokenKind kind) {
    if (!at(kind)) return false;
    take();
    return true;
}

Span TokenReader::since(const Span& start) const {
    return {start.line, start.column, last_.end_line, last_.end_column};
}

void TokenReader::invalid(std::string_view words) const {
    refuse_syntax(peek().span, std::string(words));
}

Nesting::Nesting(int& depth, int limit, std::string_view words) : depth_(depth) {
    if (depth_ >= limit) raise(ErrorKind::SyntaxError, "{}", words);
    ++depth_;
}

}  // namespace engine::script
