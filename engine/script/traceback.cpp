// Errors as Python prints them: the levels of the traceback, what is underlined, what came before.
#include "engine/script/parser.h"
#include "engine/script/script_error.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace engine::script {

namespace {

/// Characters, not bytes: a caret stands under a character.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

/// What of an underlined stretch failed, from and to: the operator of `a + b`, the brackets of
/// `a[0]`. Nothing where the stretch is no such expression.
std::optional<std::pair<std::size_t, std::size_t>> anchors_of(std::string_view stretch) {
    std::shared_ptr<const Program> program;
    try {
        program = parse(stretch);
    } catch (const Error&) {
        return std::nullopt;  // a part of a statement
    }
    if (program->body.size() != 1) return std::nullopt;
    const Statement& statement = program->body.front();
    if (statement.kind != Statement::Kind::Expression || !statement.value) return std::nullopt;
    const Expr& expr = *statement.value;
    if (expr.kind != Expr::Kind::Subscript && expr.kind != Expr::Kind::Binary) return std::nullopt;
    auto begin = static_cast<std::size_t>(expr.items[0]->span.end_column);
    if (expr.kind == Expr::Kind::Subscript) return std::pair(begin, stretch.size());
    while (begin < stretch.size() && (is_blank(stretch[begin]) || stretch[begin] == ')')) ++begin;
    std::size_t end = begin + 1;
    const auto right = static_cast<std::size_t>(expr.items[1]->span.column);
    if (end < right && end < stretch.size() && !is_blank(stretch[end])) ++end;
    return std::pair(begin, end);
}

std::string underline(std::string_view stretch) {
    const auto anchors = anchors_of(stretch);
    if (!anchors) return std::string(std::max<std::size_t>(1, characters(stretch)), '^');
    const auto& [begin, end] = *anchors;
    return std::string(characters(stretch.substr(0, begin)), '~') +
           std::string(characters(stretch.substr(begin, end - begin)), '^') +
           std::string(characters(stretch.substr(std::min(end, stretch.size()))), '~');
}

std::string entry_text(const TraceEntry& entry, bool syntax) {
    std::string out = fmt::format("  File \"{}\", line {}", entry.file, entry.span.line);
    if (!entry.function.empty()) out += ", in " + entry.function;
    out += '\n';
    const std::string_view source = entry.source;
    const std::size_t indent = source.find_first_not_of(" \t\f");
    if (indent == std::string_view::npos) return out;
    const std::size_t last = source.find_last_not_of(" \t\r\n");
    const std::string_view shown = source.substr(indent, last - indent + 1);
    out += fmt::format("    {}\n", shown);

    const auto begin = static_cast<std::size_t>(std::max(entry.span.column, 0));
    const bool one_line = entry.span.end_line == entry.span.line;
    const std::size_t end = one_line ? static_cast<std::size_t>(entry.span.end_column) : last + 1;
    if (begin < indent || begin > last + 1 || end < begin) return out;
    const std::string_view stretch = source.substr(begin, end - begin);
    std::string carets = one_line && !syntax
                             ? underline(stretch)
                             : std::string(std::max<std::size_t>(1, characters(stretch)), '^');
    // Python underlines nothing where it would underline the whole line alike.
    const bool whole = begin <= indent && end >= last + 1;
    if (whole && !syntax && carets.find('~') == std::string::npos) return out;
    const std::size_t from = characters(source.substr(indent, begin - indent));
    return out + "    " + std::string(from, ' ') + carets + '\n';
}

bool same_place(const TraceEntry& a, const TraceEntry& b) {
    return a.file == b.file && a.function == b.function && a.span.line == b.span.line;
}

}  // namespace

std::string ScriptError::traceback() const {
    std::string out;
    if (before && !alone) {
        out = before->traceback();
        out += from ? "\nThe above exception was the direct cause of the following exception:\n\n"
                    : "\nDuring handling of the above exception, another exception occurred:\n\n";
    }
    const bool syntax = !trace.empty() && trace.front().function.empty();
    const bool header = syntax ? trace.size() > 1 : !trace.empty();
    if (header) out += "Traceback (most recent call last):\n";
    constexpr int kShownOfARun = 3;
    for (auto entry = trace.rbegin(); entry != trace.rend();) {
        int run = 0;
        const auto first = entry;
        for (; entry != trace.rend() && same_place(*first, *entry); ++entry, ++run) {
            if (run < kShownOfARun) out += entry_text(*entry, syntax);
        }
        if (run > kShownOfARun) {
            out += fmt::format("  [Previous line repeated {} more time{}]\n", run - kShownOfARun,
                               run - kShownOfARun == 1 ? "" : "s");
        }
    }
    out += line();
    if (!suggestion.empty()) out += fmt::format(". Did you mean: '{}'?", suggestion);
    return out + '\n';
}

}  // namespace engine::script
