#include "engine/script/lexer.h"

#include "engine/base/error.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>
#include <utility>

namespace engine::script {
namespace {

constexpr std::array kKeywords = {
    "False", "None",     "True",  "and",    "as",   "assert", "async",  "await",    "break",
    "class", "continue", "def",   "del",    "elif", "else",   "except", "finally",  "for",
    "from",  "global",   "if",    "import", "in",   "is",     "lambda", "nonlocal", "not",
    "or",    "pass",     "raise", "return", "try",  "while",  "with",   "yield",
};

// Longest first, so that `**=` is not read as `**`.
constexpr std::array kOperators = {
    "**=", "//=", "...", "->", ":=", "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "+=",
    "-=",  "*=",  "/=",  "%=", "@=", "+",  "-",  "*",  "/",  "%",  "@",  "<",  ">",  "=",
    "(",   ")",   "[",   "]",  "{",  "}",  ",",  ":",  ".",  ";",  "&",  "|",  "^",  "~",
};

bool starts_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}
bool continues_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_';
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

class Lexer {
public:
    explicit Lexer(std::string_view line) : line_(line) {}

    std::vector<Token> run() {
        for (skip_blank(); at_ < line_.size(); skip_blank()) {
            const char c = line_[at_];
            if (starts_name(c)) {
                name();
            } else if (digit(c) || (c == '.' && at_ + 1 < line_.size() && digit(line_[at_ + 1]))) {
                number();
            } else if (c == '"' || c == '\'') {
                string();
            } else {
                symbol();
            }
        }
        tokens_.push_back({TokenKind::End, "", static_cast<int>(line_.size())});
        return std::move(tokens_);
    }

private:
    void skip_blank() {
        while (at_ < line_.size()) {
            const char c = line_[at_];
            if (c == '#') {
                at_ = line_.size();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f') {
                ++at_;
            } else {
                return;
            }
        }
    }

    void push(TokenKind kind, std::string text, std::size_t start) {
        tokens_.push_back({kind, std::move(text), static_cast<int>(start)});
    }

    void name() {
        const std::size_t start = at_;
        while (at_ < line_.size() && continues_name(line_[at_])) ++at_;
        std::string text(line_.substr(start, at_ - start));
        if (at_ < line_.size() && (line_[at_] == '"' || line_[at_] == '\'') && text.size() <= 2) {
            raise(ErrorKind::SyntaxError,
                  "`{}` strings are outside the PyTorch subset that Modescope runs", text);
        }
        const bool keyword = std::find(kKeywords.begin(), kKeywords.end(), text) != kKeywords.end();
        push(keyword ? TokenKind::Keyword : TokenKind::Name, std::move(text), start);
    }

    // Digits may be grouped by single underscores: 1_000.
    void digits() {
        while (at_ < line_.size() &&
               (digit(line_[at_]) ||
                (line_[at_] == '_' && at_ + 1 < line_.size() && digit(line_[at_ + 1])))) {
            ++at_;
        }
    }

    void number() {
        const std::size_t start = at_;
        bool is_float = false;
        digits();
        if (at_ < line_.size() && line_[at_] == '.') {
            is_float = true;
            ++at_;
            digits();
        }
        if (at_ < line_.size() && (line_[at_] == 'e' || line_[at_] == 'E')) {
            std::size_t exponent = at_ + 1;
            if (exponent < line_.size() && (line_[exponent] == '+' || line_[exponent] == '-')) {
                ++exponent;
            }
            if (exponent >= line_.size() || !digit(line_[exponent])) {
                raise(ErrorKind::SyntaxError, "invalid decimal literal");
            }
            is_float = true;
            at_ = exponent;
            digits();
        }
        if (at_ < line_.size() && continues_name(line_[at_])) {
            raise(ErrorKind::SyntaxError, "invalid decimal literal");
        }
        std::string text(line_.substr(start, at_ - start));
        std::erase(text, '_');
        if (!is_float && text.size() > 1 && text[0] == '0' &&
            text.find_first_not_of('0') != std::string::npos) {
            raise(ErrorKind::SyntaxError,
                  "leading zeros in decimal integer literals are not permitted; use an 0o prefix "
                  "for octal integers");
        }
        push(is_float ? TokenKind::Float : TokenKind::Integer, std::move(text), start);
    }

    static std::optional<char> escaped(char c) {
        switch (c) {
            case 'n':
                return '\n';
            case 't':
                return '\t';
            case 'r':
                return '\r';
            case '0':
                return '\0';
            case '\\':
            case '\'':
            case '"':
                return c;
            default:
                return std::nullopt;
        }
    }

    void string() {
        const std::size_t start = at_;
        const char quote = line_[at_++];
        std::string text;
        while (at_ < line_.size() && line_[at_] != quote && line_[at_] != '\n') {
            char c = line_[at_++];
            if (c == '\\' && at_ < line_.size()) {
                if (const auto plain = escaped(line_[at_])) {
                    c = *plain;
                    ++at_;
                }
            }
            text += c;
        }
        if (at_ >= line_.size() || line_[at_] != quote) {
            raise(ErrorKind::SyntaxError, "unterminated string literal (detected at line 1)");
        }
        ++at_;
        push(TokenKind::String, std::move(text), start);
    }

    void symbol() {
        for (const std::string_view candidate : kOperators) {
            if (line_.substr(at_).starts_with(candidate)) {
                push(TokenKind::Operator, std::string(candidate), at_);
                at_ += candidate.size();
                return;
            }
        }
        // One whole UTF-8 character, so that the message is readable.
        std::size_t length = 1;
        while (at_ + length < line_.size() && (line_[at_ + length] & 0xC0) == 0x80) ++length;
        const auto bad = std::string(line_.substr(at_, length));
        if (static_cast<unsigned char>(bad[0]) < 0x80) {
            raise(ErrorKind::SyntaxError, "invalid syntax");
        }
        raise(ErrorKind::SyntaxError, "invalid character '{}'", bad);
    }

    std::string_view line_;
    std::size_t at_ = 0;
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view line) {
    return Lexer(line).run();
}

}  // namespace engine::script
