#include "engine/script/text_pieces.h"

#include <algorithm>
#include <cctype>
#include <string>

namespace engine::script {

namespace {

bool starts_name(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || (c & 0x80) != 0;
}
bool continues_name(char c) {
    return starts_name(c) || std::isdigit(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

class Cutter {
public:
    explicit Cutter(std::string_view text) : text_(text) {}

    std::vector<Piece> run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == '\n') {
                if (brackets_ == 0) add(Piece::Kind::Newline, 1);
                at_ += brackets_ == 0 ? 0 : 1;
            } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
                ++at_;
            } else if (c == '\\' && peek(1) == '\n') {
                at_ += 2;
            } else if (c == '#') {
                add(Piece::Kind::Comment, std::min(text_.find('\n', at_), text_.size()) - at_);
            } else if (starts_name(c)) {
                name();
            } else if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
                number();
            } else if (c == '"' || c == '\'') {
                string(0);
            } else {
                symbol();
            }
        }
        return std::move(pieces_);
    }

private:
    char peek(std::size_t ahead) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    Piece& add(Piece::Kind kind, std::size_t length) {
        Piece piece;
        piece.kind = kind;
        piece.text = text_.substr(at_, length);
        piece.begin = at_;
        at_ += length;
        return pieces_.emplace_back(piece);
    }

    void name() {
        std::size_t length = 1;
        while (continues_name(peek(length))) ++length;
        const char next = peek(length);
        if (length <= 2 && (next == '"' || next == '\'') &&
            text_.substr(at_, length).find_first_not_of("rRbBuUfF") == std::string_view::npos) {
            return string(length);
        }
        add(Piece::Kind::Name, length);
    }

    void number() {
        std::size_t length = 1;
        // The dot of `1.` is the number's; a second one begins something else.
        bool dotted = text_[at_] == '.';
        for (;; ++length) {
            const char c = peek(length);
            if (c == '.' && !dotted) {
                dotted = true;
                continue;
            }
            const char before = peek(length - 1);
            const bool exponent = (c == '+' || c == '-') && (before == 'e' || before == 'E');
            if (c == '\0' || (!continues_name(c) && !exponent)) break;
        }
        add(Piece::Kind::Number, length);
    }

    void string(std::size_t prefix) {
        const char quote = peek(prefix);
        const bool triple = peek(prefix + 1) == quote && peek(prefix + 2) == quote;
        const std::size_t width = triple ? 3 : 1;
        const std::size_t body = prefix + width;
        std::size_t length = body;
        bool closed = false;
        while (at_ + length < text_.size()) {
            const char c = peek(length);
            if (c == '\n' && !triple) break;  // as Python: the line's end ends it, open
            if (c == quote &&
                (!triple || (peek(length + 1) == quote && peek(length + 2) == quote))) {
                closed = true;
                break;
            }
            length += c == '\\' && at_ + length + 1 < text_.size() ? 2 : 1;
        }
        const std::string_view letters = text_.substr(at_, prefix);
        const std::string_view content = text_.substr(at_ + body, length - body);
        Piece& piece = add(Piece::Kind::String, closed ? length + width : length);
        piece.open = !closed;
        piece.triple = triple;
        piece.format = letters.find_first_of("fF") != std::string_view::npos;
        piece.content = content;
    }

    void symbol() {
        static constexpr std::string_view kTwo[] = {"==", "!=", "<=", ">=", "->", ":=", "**",
                                                    "//", "+=", "-=", "*=", "/=", "@=", "%="};
        const std::string_view two = text_.substr(at_, 2);
        const bool pair = std::find(std::begin(kTwo), std::end(kTwo), two) != std::end(kTwo);
        const char c = text_[at_];
        if (c == '(' || c == '[' || c == '{') ++brackets_;
        if ((c == ')' || c == ']' || c == '}') && brackets_ > 0) --brackets_;
        add(Piece::Kind::Symbol, pair ? 2 : 1);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int brackets_ = 0;
    std::vector<Piece> pieces_;
};

}  // namespace

std::vector<Piece> pieces_of(std::string_view text) {
    return Cutter(text).run();
}

std::vector<std::size_t> open_brackets(std::span<const Piece> pieces) {
    std::vector<std::size_t> open;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        if (pieces[i].kind != Piece::Kind::Symbol) continue;
        const char c = pieces[i].text[0];
        if (c == '(' || c == '[' || c == '{') open.push_back(i);
        if ((c == ')' || c == ']' || c == '}') && !open.empty()) open.pop_back();
    }
    return open;
}

}  // namespace engine::script
