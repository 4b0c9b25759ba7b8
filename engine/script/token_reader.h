#pragma once

#include "engine/script/ast.h"
#include "engine/script/lexer.h"

#include <string>
#include <string_view>
#include <vector>

namespace engine::script {

/// Tokens one after the other, with the questions that a parser asks of them.
class TokenReader {
public:
    explicit TokenReader(std::vector<Token> tokens) : tokens_(std::move(tokens)) {}

    const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    bool at(TokenKind kind) const { return peek().kind == kind; }
    /// Whether an operator or keyword of this text comes.
    bool at(std::string_view text, std::size_t ahead = 0) const;
    Token take();
    bool accept(std::string_view text);
    bool accept(TokenKind kind);
    /// The span from a token on to the last one taken.
    Span since(const Span& start) const;
    const Span& last() const { return last_; }

    [[noreturn]] void invalid(std::string_view words = "invalid syntax") const;

private:
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    Span last_;
};

/// One level of nesting more, for as long as it lives.
class Nesting {
public:
    Nesting(int& depth, int limit, std::string_view words);
    ~Nesting() { --depth_; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

private:
    int& depth_;
};

}  // namespace engine::script
