#include "engine/session/model_header.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>

namespace engine::session {

namespace {

constexpr std::size_t kLongestLine = 400;
constexpr int kMostLines = 40;

std::string_view trimmed(std::string_view text) {
    const auto begin = text.find_first_not_of(" \t\r\f");
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\f") - begin + 1);
}

std::string_view next_line(std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
}

/// The lines of the comment at the top, without their marks.
std::vector<std::string> comment_lines(std::string_view source) {
    std::vector<std::string> lines;
    for (int i = 0; i < kMostLines && !source.empty(); ++i) {
        const std::string_view line = trimmed(next_line(source));
        if (line.starts_with("#!") || line.starts_with("# -*-")) continue;
        if (!line.starts_with('#')) {
            if (line.empty() && lines.empty()) continue;
            break;
        }
        const std::string_view words = trimmed(line.substr(
            line.find_first_not_of('#') == line.npos ? line.size() : line.find_first_not_of('#')));
        if (words.size() <= kLongestLine) lines.emplace_back(words);
    }
    return lines;
}

/// The lines of the docstring at the top.
std::vector<std::string> docstring_lines(std::string_view source) {
    source = trimmed(source);
    while (source.starts_with('\n')) source = trimmed(source.substr(1));
    if (source.starts_with('r') || source.starts_with('R')) source.remove_prefix(1);
    const std::string_view mark = source.substr(0, 3);
    if (mark != "\"\"\"" && mark != "'''") return {};
    source.remove_prefix(3);
    const auto end = source.find(mark);
    if (end == std::string_view::npos) return {};
    source = source.substr(0, end);
    std::vector<std::string> lines;
    for (int i = 0; i < kMostLines && !source.empty(); ++i) {
        const std::string_view line = trimmed(next_line(source));
        if (line.size() <= kLongestLine) lines.emplace_back(line);
    }
    return lines;
}

std::string joined(const std::vector<std::string>& lines, std::size_t from) {
    std::string text;
    for (std::size_t i = from; i < lines.size(); ++i) {
        if (lines[i].empty() && text.empty()) continue;
        if (lines[i].empty()) break;  // a paragraph is enough
        text += (text.empty() ? "" : " ") + lines[i];
    }
    return text;
}

/// What stands between `begin` and the full stop after it; the rest of the text where none stands.
std::string after(std::string_view text, std::string_view begin) {
    const auto at = text.find(begin);
    if (at == std::string_view::npos) return {};
    text.remove_prefix(at + begin.size());
    std::size_t end = 0;
    // A stop inside a number or a name ("0.5") ends nothing.
    while (end < text.size() &&
           !(text[end] == '.' && (end + 1 == text.size() || text[end + 1] == ' '))) {
        ++end;
    }
    return std::string(trimmed(text.substr(0, end)));
}

std::optional<int64_t> number_at(std::string_view text) {
    int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end == text.data()) return std::nullopt;
    return value;
}

/// (1, 28, 28) of "grey pictures of shape (N, 1, 28, 28)".
std::vector<int64_t> shape_in(std::string_view words) {
    const auto open = words.find('(');
    const auto close = words.find(')', open == words.npos ? 0 : open);
    if (open == words.npos || close == words.npos) return {};
    std::string_view inside = words.substr(open + 1, close - open - 1);
    std::vector<int64_t> shape;
    bool first = true;
    while (!inside.empty()) {
        const std::string_view part = trimmed(inside.substr(0, inside.find(',')));
        inside.remove_prefix(std::min(
            inside.size(), inside.find(',') == inside.npos ? inside.size() : inside.find(',') + 1));
        const bool batch =
            first && !part.empty() && std::isalpha(static_cast<unsigned char>(part[0]));
        first = false;
        if (batch) continue;
        const auto size = number_at(part);
        const bool name = !part.empty() && std::isalpha(static_cast<unsigned char>(part[0]));
        if (!size && !name) return {};
        if (size && (*size < 1 || *size > 1'000'000)) return {};
        shape.push_back(size.value_or(0));
    }
    return shape;
}

int64_t count_before(std::string_view text, std::string_view word) {
    const auto at = text.find(word);
    if (at == text.npos || at == 0) return 0;
    const auto digit = [&](std::size_t i) {
        return std::isdigit(static_cast<unsigned char>(text[i])) != 0;
    };
    std::size_t end = at;
    while (end > 0 && text[end - 1] == ' ') --end;
    std::size_t begin = end;
    while (begin > 0 && digit(begin - 1)) --begin;
    return number_at(text.substr(begin, end - begin)).value_or(0);
}

}  // namespace

ModelHeader read_header(std::string_view source) {
    if (source.starts_with("\xEF\xBB\xBF")) source.remove_prefix(3);
    std::vector<std::string> lines = comment_lines(source);
    const bool comment = !lines.empty();
    if (!comment) lines = docstring_lines(source);
    std::erase_if(lines, [first = true](const std::string& line) mutable {
        return first && (first = line.empty());
    });
    ModelHeader header;
    if (lines.empty()) return header;
    header.title = lines.front();
    if (header.title.ends_with('.')) header.title.pop_back();
    std::string rest = joined(lines, 1);
    const auto input = rest.find("Input: ");
    const auto data = rest.find("Suggested data: ");
    header.input = after(rest, "Input: ");
    header.data = after(rest, "Suggested data: ");
    header.sentence = std::string(trimmed(rest.substr(0, std::min(input, data))));
    header.sample_shape = shape_in(header.input);
    if (const auto below = header.input.find("below "); below != std::string::npos) {
        header.tokens_below =
            number_at(std::string_view(header.input).substr(below + 6)).value_or(0);
    }
    for (const char* const word : {" classes", " targets"}) {
        if (header.classes == 0) header.classes = count_before(header.data, word);
    }
    return header;
}

}  // namespace engine::session
