#include "engine/script/script_error.h"

#include <algorithm>

namespace engine::script {

namespace {

/// Characters, not bytes: a caret stands under a character.
std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
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
    // Python underlines nothing where it would underline the whole line.
    const bool whole = begin <= indent && end >= last + 1;
    if (begin < indent || begin > last + 1 || end < begin || (whole && !syntax)) return out;
    const std::size_t from = characters(source.substr(indent, begin - indent));
    const std::size_t length =
        std::max<std::size_t>(1, characters(source.substr(begin, end - begin)));
    out += "    " + std::string(from, ' ') + std::string(length, '^') + '\n';
    return out;
}

}  // namespace

std::string ScriptError::line() const {
    if (class_name.empty()) return Error::line();
    const std::string_view message = what();
    return message.empty() ? class_name : fmt::format("{}: {}", class_name, message);
}

std::string ScriptError::traceback() const {
    const bool syntax = !trace.empty() && trace.front().function.empty();
    std::string out = syntax && trace.size() == 1 ? "" : "Traceback (most recent call last):\n";
    for (auto entry = trace.rbegin(); entry != trace.rend(); ++entry) {
        out += entry_text(*entry, syntax);
    }
    return out + line() + '\n';
}

void refuse_syntax(const Span& where, const std::string& words, ErrorKind kind) {
    ScriptError error(kind, words);
    error.trace.push_back({.file = {}, .function = {}, .source = {}, .span = where});
    throw error;
}

void refuse_outside(const Span& where, std::string_view what) {
    refuse_syntax(where,
                  fmt::format("`{}` is outside the PyTorch subset that Modescope runs", what));
}

}  // namespace engine::script
