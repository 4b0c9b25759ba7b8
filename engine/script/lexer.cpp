#include "engine/script/lexer.h"

#include "engine/base/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
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
    "**=", "//=", "...", "<<=", ">>=", "->", ":=", "**", "//", "<<", ">>", "<=",
    ">=",  "==",  "!=",  "+=",  "-=",  "*=", "/=", "%=", "@=", "&=", "|=", "^=",
    "+",   "-",   "*",   "/",   "%",   "@",  "<",  ">",  "=",  "(",  ")",  "[",
    "]",   "{",   "}",   ",",   ":",   ".",  ";",  "&",  "|",  "^",  "~",
};

constexpr std::size_t kMaxIndents = 100;

bool starts_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80) != 0;
}
bool continues_name(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || (c & 0x80) != 0;
}
bool digit(char c) {
    return c >= '0' && c <= '9';
}

class Lexer {
public:
    explicit Lexer(std::string_view text) : text_(text) {
        if (text_.starts_with("\xEF\xBB\xBF")) at_ = line_start_ = 3;
    }

    std::vector<Token> run() {
        start_line();
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\n') {
                end_line();
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
                ++at_;
            } else if (c == '#') {
                skip_comment();
            } else if (c == '\\' && continues_line()) {
                continue;
            } else if (starts_name(c)) {
                name();
            } else if (digit(c) || (c == '.' && digit(peek(1)))) {
                number();
            } else if (c == '"' || c == '\'') {
                string("");
            } else {
                symbol();
            }
        }
        finish();
        return std::move(tokens_);
    }

private:
    char peek(std::size_t ahead) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }
    int column(std::size_t at) const { return static_cast<int>(at - line_start_); }
    Span here(std::size_t length = 1) const {
        return {line_, column(at_), line_, column(at_ + length)};
    }

    void push(TokenKind kind, std::string text, const Span& span) {
        tokens_.push_back({kind, std::move(text), span});
    }
    void push_from(TokenKind kind, std::string text, std::size_t start) {
        push(kind, std::move(text), {line_, column(start), line_, column(at_)});
    }

    void next_line() {
        ++at_;
        ++line_;
        line_start_ = at_;
    }
    void skip_comment() {
        while (at_ < text_.size() && text_[at_] != '\n') ++at_;
    }

    bool continues_line() {
        std::size_t after = at_ + 1;
        if (after < text_.size() && text_[after] == '\r') ++after;
        if (after >= text_.size()) refuse_syntax(here(), "unexpected EOF while parsing");
        if (text_[after] != '\n') {
            refuse_syntax(here(), "unexpected character after line continuation character");
        }
        at_ = after;
        next_line();
        return true;
    }

    void end_line() {
        const bool something = !tokens_.empty() && tokens_.back().kind != TokenKind::Newline &&
                               tokens_.back().kind != TokenKind::Indent &&
                               tokens_.back().kind != TokenKind::Dedent;
        if (brackets_ == 0 && something) push(TokenKind::Newline, "", here());
        next_line();
        if (brackets_ == 0) start_line();
    }

    /// Measures the indentation of the next line that has something on it.
    void start_line() {
        for (;;) {
            int width = 0;
            const std::size_t start = at_;
            for (; at_ < text_.size(); ++at_) {
                const char c = text_[at_];
                if (c == ' ') {
                    ++width;
                } else if (c == '\t') {
                    width = (width / 8 + 1) * 8;
                } else if (c == '\f') {
                    width = 0;
                } else if (c != '\r') {
                    break;
                }
            }
            if (at_ < text_.size() && text_[at_] == '#') skip_comment();
            if (at_ >= text_.size()) return;
            if (text_[at_] == '\n') {
                next_line();
                continue;
            }
            indent(width, start);
            return;
        }
    }

    void indent(int width, std::size_t start) {
        if (width > indents_.back()) {
            if (indents_.size() >= kMaxIndents) {
                refuse_syntax(here(), "too many levels of indentation",
                              ErrorKind::IndentationError);
            }
            indents_.push_back(width);
            push_from(TokenKind::Indent, "", start);
            return;
        }
        while (width < indents_.back()) {
            indents_.pop_back();
            push_from(TokenKind::Dedent, "", at_);
        }
        if (width != indents_.back()) {
            const std::size_t end = std::min(text_.find('\n', at_), text_.size());
            refuse_syntax({line_, column(end), line_, column(end) + 1},
                          "unindent does not match any outer indentation level",
                          ErrorKind::IndentationError);
        }
    }

    void finish() {
        if (!tokens_.empty() && tokens_.back().kind != TokenKind::Newline &&
            tokens_.back().kind != TokenKind::Dedent) {
            push(TokenKind::Newline, "", here());
        }
        for (; indents_.size() > 1; indents_.pop_back()) push(TokenKind::Dedent, "", here());
        push(TokenKind::End, "", here());
    }

    void name() {
        const std::size_t start = at_;
        while (at_ < text_.size() && continues_name(text_[at_])) {
            if ((text_[at_] & 0x80) == 0) {
                ++at_;
                continue;
            }
            const std::size_t length = utf8_length(text_.substr(at_));
            if (length == 0 || !is_letter(utf8_code(text_.substr(at_, length)))) {
                invalid_character();
            }
            at_ += length;
        }
        std::string text(text_.substr(start, at_ - start));
        if (at_ < text_.size() && (text_[at_] == '"' || text_[at_] == '\'') && text.size() <= 2) {
            at_ = start;
            string(text);
            return;
        }
        const bool keyword = std::find(kKeywords.begin(), kKeywords.end(), text) != kKeywords.end();
        push_from(keyword ? TokenKind::Keyword : TokenKind::Name, std::move(text), start);
    }

    [[noreturn]] void invalid_character() {
        std::size_t length = 1;
        while (at_ + length < text_.size() && (text_[at_ + length] & 0xC0) == 0x80) ++length;
        refuse_syntax(here(length),
                      fmt::format("invalid character '{}'", text_.substr(at_, length)));
    }

    /// Digits may be grouped by single underscores: 1_000.
    template <class Accept>
    void digits(Accept accept) {
        while (at_ < text_.size() &&
               (accept(text_[at_]) || (text_[at_] == '_' && accept(peek(1))))) {
            ++at_;
        }
    }

    void number() {
        const std::size_t start = at_;
        const char radix = static_cast<char>(std::tolower(static_cast<unsigned char>(peek(1))));
        if (text_[at_] == '0' && (radix == 'x' || radix == 'o' || radix == 'b')) {
            return radix_number(start, radix);
        }
        bool is_float = false;
        digits(digit);
        if (peek(0) == '.') {
            is_float = true;
            ++at_;
            digits(digit);
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            const std::size_t sign = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
            if (!digit(peek(1 + sign))) {
                // `1else` is a number and a keyword to Python, with a warning; nobody writes it.
                refuse_syntax(here(), "invalid decimal literal");
            }
            is_float = true;
            at_ += 1 + sign;
            digits(digit);
        }
        if ((peek(0) == 'j' || peek(0) == 'J') && !continues_name(peek(1))) {
            refuse_outside(here(), "complex numbers");
        }
        if (at_ < text_.size() && continues_name(text_[at_])) {
            refuse_syntax(here(), "invalid decimal literal");
        }
        std::string text(text_.substr(start, at_ - start));
        std::erase(text, '_');
        if (!is_float && text.size() > 1 && text[0] == '0' &&
            text.find_first_not_of('0') != std::string::npos) {
            refuse_syntax(
                here(),
                "leading zeros in decimal integer literals are not permitted; use an 0o prefix "
                "for octal integers");
        }
        push_from(is_float ? TokenKind::Float : TokenKind::Integer, std::move(text), start);
    }

    void radix_number(std::size_t start, char radix) {
        at_ += 2;
        if (peek(0) == '_') ++at_;
        const std::size_t first = at_;
        digits([radix](char c) {
            return radix == 'x'   ? std::isxdigit(static_cast<unsigned char>(c)) != 0
                   : radix == 'o' ? c >= '0' && c <= '7'
                                  : c == '0' || c == '1';
        });
        const std::string_view kind = radix == 'x'   ? "hexadecimal"
                                      : radix == 'o' ? "octal"
                                                     : "binary";
        if (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
            refuse_syntax(here(),
                          fmt::format("invalid digit '{}' in {} literal", text_[at_], kind));
        }
        if (at_ == first || (at_ < text_.size() && continues_name(text_[at_]))) {
            refuse_syntax(here(), fmt::format("invalid {} literal", kind));
        }
        std::string text(text_.substr(start, at_ - start));
        std::erase(text, '_');
        push_from(TokenKind::Integer, std::move(text), start);
    }

    void string(std::string prefix) {
        const Span begin = here();
        const std::size_t start = at_;
        at_ += prefix.size();
        std::transform(prefix.begin(), prefix.end(), prefix.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        const bool raw = prefix.find('r') != std::string::npos;
        const bool format = prefix.find('f') != std::string::npos;
        if (prefix.find('b') != std::string::npos) refuse_outside(begin, "bytes");
        if (prefix.find_first_not_of("rfu") != std::string::npos) {
            refuse_syntax(begin, "invalid syntax");
        }
        const char quote = text_[at_];
        const bool triple = peek(1) == quote && peek(2) == quote;
        const std::size_t width = triple ? 3 : 1;
        at_ += width;
        const std::size_t body = at_;
        const int body_column = column(at_);
        while (!closes(quote, triple)) {
            if (at_ >= text_.size() || (!triple && text_[at_] == '\n')) {
                refuse_syntax(begin,
                              fmt::format("unterminated {}string literal (detected at line {})",
                                          triple ? "triple-quoted " : "", last_line()));
            }
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            if (text_[at_] == '\n') {
                next_line();
            } else {
                ++at_;
            }
        }
        const std::string_view contents = text_.substr(body, at_ - body);
        at_ += width;
        Token token{.kind = format ? TokenKind::FormatString : TokenKind::String,
                    .text = raw || format ? std::string(contents) : unescape(contents, begin),
                    .span = {begin.line, begin.column, line_, column(at_)},
                    .raw = raw,
                    .body_column = body_column};
        static_cast<void>(start);
        tokens_.push_back(std::move(token));
    }

    /// Behind a last line end no line begins.
    int last_line() const {
        return at_ >= text_.size() && text_.ends_with('\n') ? line_ - 1 : line_;
    }

    bool closes(char quote, bool triple) const {
        if (at_ >= text_.size() || text_[at_] != quote) return false;
        return !triple || (peek(1) == quote && peek(2) == quote);
    }

    void symbol() {
        for (const std::string_view candidate : kOperators) {
            if (!text_.substr(at_).starts_with(candidate)) continue;
            const char c = candidate[0];
            if (c == '(' || c == '[' || c == '{') ++brackets_;
            if ((c == ')' || c == ']' || c == '}') && brackets_ > 0) --brackets_;
            push(TokenKind::Operator, std::string(candidate), here(candidate.size()));
            at_ += candidate.size();
            return;
        }
        refuse_syntax(here(), "invalid syntax");
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t line_start_ = 0;
    int line_ = 1;
    int brackets_ = 0;
    std::vector<int> indents_{0};
    std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokenize(std::string_view text) {
    return Lexer(text).run();
}

std::string unescape(std::string_view text, const Span& where) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
        if (text[i] != '\\' || i + 1 >= text.size()) {
            out += text[i];
            continue;
        }
        const char c = text[++i];
        constexpr std::string_view kFrom = "ntrabfv\\'\"";
        constexpr std::string_view kTo = "\n\t\r\a\b\f\v\\'\"";
        if (const auto plain = kFrom.find(c); plain != std::string_view::npos) {
            out += kTo[plain];
        } else if (c == '\n') {
            continue;
        } else if (c >= '0' && c <= '7') {
            uint32_t code = 0;
            std::size_t count = 0;
            for (; count < 3 && i < text.size() && text[i] >= '0' && text[i] <= '7'; ++count) {
                code = code * 8 + static_cast<uint32_t>(text[i++] - '0');
            }
            --i;
            append_utf8(out, code);
        } else if (c == 'x' || c == 'u' || c == 'U') {
            const std::size_t wanted = c == 'x' ? 2 : c == 'u' ? 4 : 8;
            const std::string_view hex = text.substr(i + 1, wanted);
            const bool whole = hex.size() == wanted &&
                               std::all_of(hex.begin(), hex.end(),
                                           [](unsigned char h) { return std::isxdigit(h) != 0; });
            const unsigned long code = whole ? std::stoul(std::string(hex), nullptr, 16) : 0x110000;
            if (code >= 0x110000) {
                refuse_syntax(
                    where, fmt::format("(unicode error) 'unicodeescape' codec can't decode "
                                       "bytes in position {}-{}: truncated \\{} escape",
                                       i - 1, i - 1 + hex.size() + 1, c == 'x' ? "xXX" : "uXXXX"));
            }
            append_utf8(out, static_cast<uint32_t>(code));
            i += wanted;
        } else {
            out += '\\';
            out += c;
        }
    }
    return out;
}

}  // namespace engine::script
