#include "tests/engine/script/fuzz_texts.h"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <iterator>

namespace fuzz {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(text.size(), end + 1));
    }
    return lines;
}

namespace {

std::size_t below(Random& random, std::size_t count) {
    return count == 0 ? 0 : static_cast<std::size_t>(random() % count);
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    return text;
}

/// Words, numbers, runs of spaces and single signs.
std::vector<std::string> tokens_of(std::string_view text) {
    const auto kind = [](unsigned char c) {
        if (std::isalnum(c) != 0 || c == '_') return 1;
        return c == ' ' ? 2 : 0;
    };
    std::vector<std::string> tokens;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        const int first = kind(static_cast<unsigned char>(text[at]));
        while (first != 0 && end < text.size() &&
               kind(static_cast<unsigned char>(text[end])) == first) {
            ++end;
        }
        tokens.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return tokens;
}

std::string glued(const std::vector<std::string>& tokens) {
    std::string text;
    for (const std::string& token : tokens) text += token;
    return text;
}

// --- What is made of the texts of the repository.

constexpr std::string_view kWords[] = {
    "if",
    "else",
    "elif",
    "for",
    "while",
    "def",
    "class",
    "return",
    "try",
    "except",
    "finally",
    "raise",
    "with",
    "as",
    "import",
    "from",
    "lambda",
    "in",
    "is",
    "not",
    "and",
    "or",
    "del",
    "global",
    "nonlocal",
    "assert",
    "pass",
    "break",
    "continue",
    "yield",
    "async",
    "await",
    "None",
    "True",
    "x",
    "self",
    "torch",
    "nn",
    "print",
    "range",
    "len",
    "list",
    "0",
    "1",
    "-1",
    "1e308",
    "9223372036854775807",
    "0x10",
    "'a'",
    "\"b\"",
    "f'{x}'",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    ",",
    ".",
    ";",
    "=",
    "==",
    ":=",
    "+",
    "-",
    "*",
    "**",
    "/",
    "//",
    "%",
    "@",
    "~",
    "<",
    ">=",
    "<<",
    "...",
    "\n",
    "\n    ",
    "\n\t",
    "\\\n",
    "#",
    "'",
    "\"\"\"",
    "f'{",
    "!r}",
    "->",
    "__init__",
    "super",
    "(1,",
    "[x for x in",
    "lambda x:",
    "*x",
    "**x",
    "tensor(",
    "sorted(",
    "map(",
    "zip(",
};

constexpr std::string_view kHuge[] = {"999999999999", "-1",    "0",   "1e308", "2**62",
                                      "None",         "10**9", "nan", "''",    "[]"};

std::string bytes(Random& random) {
    std::string text(below(random, 200), '\0');
    const bool printable = below(random, 2) == 0;
    for (char& c : text) {
        c = static_cast<char>(printable ? 32 + below(random, 95) : below(random, 256));
    }
    return text;
}

std::string words(Random& random) {
    std::string text;
    for (std::size_t i = below(random, 60) + 1; i > 0; --i) {
        text += kWords[below(random, std::size(kWords))];
        if (below(random, 3) != 0) text += ' ';
    }
    return text + "\n";
}

std::string nested(Random& random) {
    static constexpr std::pair<std::string_view, std::string_view> kPairs[] = {
        {"(", ")"},           {"[", "]"},    {"{1: ", "}"},
        {"f(", ")"},          {"x[", "]"},   {"-", ""},
        {"not ", ""},         {"~", ""},     {"lambda: ", ""},
        {"1 if x else ", ""}, {"(1, ", ")"}, {"[i for i in ", "]"},
        {"f'{", "}'"},        {"a.", ""},    {"1 + ", ""},
        {"x == ", ""},        {"2 ** ", ""}, {"*", ""},
        {"{**", "}"},         {"await ", ""}};
    const auto& [open, close] = kPairs[below(random, std::size(kPairs))];
    constexpr std::size_t kDepths[] = {3, 50, 99, 101, 500, 3000, 50000};
    const std::size_t depth = kDepths[below(random, std::size(kDepths))];
    std::string text;
    if (below(random, 4) == 0) {
        // Blocks in blocks.
        for (std::size_t i = 0; i < std::min<std::size_t>(depth, 300); ++i) {
            text += std::string(i, ' ') + (below(random, 2) == 0 ? "if 1:\n" : "for i in [1]:\n");
        }
        return text + std::string(std::min<std::size_t>(depth, 300), ' ') + "x = 1\n";
    }
    for (std::size_t i = 0; i < depth; ++i) text += open;
    text += "x";
    if (below(random, 8) != 0) {
        for (std::size_t i = 0; i < depth; ++i) text += close;
    }
    return "x = 1\n" + text + "\n";
}

std::string changed(const std::string& text, std::size_t kind,
                    const std::vector<std::string>& corpus, Random& random) {
    if (kind >= 6 && kind <= 9) {
        std::vector<std::string> lines = lines_of(text);
        if (lines.empty()) return text;
        const std::size_t at = below(random, lines.size());
        const std::size_t other = below(random, lines.size());
        const auto place = lines.begin() + static_cast<std::ptrdiff_t>(at);
        if (kind == 6) {
            lines.erase(place);
        } else if (kind == 7) {
            lines.insert(place, std::string(lines[other]));
        } else if (kind == 8) {
            std::swap(lines[at], lines[other]);
        } else {
            const auto more = lines_of(corpus[below(random, corpus.size())]);
            if (!more.empty()) lines.insert(place, more[below(random, more.size())]);
        }
        return joined(lines);
    }
    std::vector<std::string> tokens = tokens_of(text);
    if (tokens.empty()) return text;
    const std::size_t at = below(random, tokens.size());
    const auto place = tokens.begin() + static_cast<std::ptrdiff_t>(at);
    switch (kind) {
        case 2:
            tokens.erase(place);
            break;
        case 3:
            tokens.insert(place, std::string(tokens[at]));
            break;
        case 4:
            std::swap(tokens[at], tokens[below(random, tokens.size())]);
            break;
        case 5:
            tokens[at] = kWords[below(random, std::size(kWords))];
            break;
        default:
            for (std::size_t i = 0; i < tokens.size(); ++i) {
                std::string& token = tokens[(at + i) % tokens.size()];
                if (std::isdigit(static_cast<unsigned char>(token[0])) == 0) continue;
                token = kHuge[below(random, std::size(kHuge))];
                break;
            }
    }
    return glued(tokens);
}

}  // namespace

std::string Maker::make(std::size_t kind, Random& random) const {
    switch (kind) {
        case 0:
            return bytes(random);
        case 1:
            return words(random);
        case 11:
            return nested(random);
        default:
            break;
    }
    std::string text = corpus_[below(random, corpus_.size())];
    // A few changes: with many of them hardly anything would still be Python.
    const std::size_t changes = 1 + below(random, 3);
    for (std::size_t i = 0; i < changes; ++i) text = changed(text, kind, corpus_, random);
    return text;
}

}  // namespace fuzz
