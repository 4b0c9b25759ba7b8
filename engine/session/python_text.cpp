#include "engine/session/python_text.h"

#include "engine/script/lexer.h"

#include <algorithm>

namespace engine::session {

namespace {

using script::Token;
using script::TokenKind;

/// Of a text that ran; of any other none, which changes nothing in it.
std::vector<Token> tokens_of(std::string_view text) {
    try {
        return script::tokenize(text);
    } catch (const script::ScriptError&) {
        return {};
    }
}

bool is_string(const Token& token) {
    return token.kind == TokenKind::String || token.kind == TokenKind::FormatString;
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        lines.push_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return lines;
}

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r\f") == line.npos;
}

}  // namespace

std::string indented(std::string_view text, int blanks) {
    std::set<int> inside;  // lines, from 1
    for (const Token& token : tokens_of(text)) {
        if (!is_string(token)) continue;
        for (int line = token.span.line + 1; line <= token.span.end_line; ++line) {
            inside.insert(line);
        }
    }
    std::string out;
    int number = 0;
    for (const std::string_view line : lines_of(text)) {
        if (!inside.contains(++number) && !is_blank(line)) {
            out.append(static_cast<std::size_t>(blanks), ' ');
        }
        out.append(line).push_back('\n');
    }
    return out;
}

std::set<std::string> names_in(std::string_view text) {
    std::set<std::string> names;
    std::string before;
    for (Token& token : tokens_of(text)) {
        if (token.kind == TokenKind::Name && before != ".") names.insert(token.text);
        if (token.kind == TokenKind::FormatString) {
            // What stands in its braces are expressions, and a word too many does no harm.
            std::string word;
            for (const char c : token.text + ' ') {
                const bool part = c == '_' || std::isalnum(static_cast<unsigned char>(c)) != 0;
                if (part) word += c;
                if (!part && !word.empty()) names.insert(std::exchange(word, {}));
            }
        }
        before = std::move(token.text);
    }
    return names;
}

Embedded embedded(std::string_view text) {
    constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    const std::vector<std::string_view> lines = lines_of(text);
    const std::vector<Token> tokens = tokens_of(text);
    std::set<int> hoisted;
    Embedded out;
    for (std::size_t i = 1; i < tokens.size(); ++i) {
        if (tokens[i].text != "__future__" || tokens[i - 1].text != "from") continue;
        const auto end = std::find_if(
            tokens.begin() + static_cast<std::ptrdiff_t>(i), tokens.end(), [](const Token& token) {
                return token.kind == TokenKind::Newline || token.kind == TokenKind::End;
            });
        std::string future;
        for (int line = tokens[i - 1].span.line; line <= std::prev(end)->span.end_line; ++line) {
            hoisted.insert(line);
            future += (future.empty() ? "" : "\n") +
                      std::string(lines[static_cast<std::size_t>(line - 1)]);
        }
        out.futures.push_back(std::move(future));
    }
    int number = 0;
    for (const std::string_view line : lines) {
        if (hoisted.contains(++number)) out.text += "# ";
        out.text.append(line).push_back('\n');
    }
    return out;
}

}  // namespace engine::session
