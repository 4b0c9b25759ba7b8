#include "engine/script/prompt_text.h"

#include "engine/script/parser.h"
#include "engine/script/script_error.h"
#include "engine/script/text_pieces.h"

#include <algorithm>
#include <memory>

namespace engine::script {

namespace {

constexpr std::size_t kIndentation = 4;

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n\f") == std::string_view::npos;
}

int count_lines(std::string_view text) {
    return 1 + static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

bool holds_others(const Statement& statement) {
    using Kind = Statement::Kind;
    switch (statement.kind) {
        case Kind::If:
        case Kind::While:
        case Kind::For:
        case Kind::Def:
        case Kind::Class:
        case Kind::Try:
        case Kind::With:
            return true;
        default:
            return false;
    }
}

/// Whether the text ends with a backslash that continues its line.
bool ends_in_continuation(std::string_view text, const std::vector<Piece>& pieces) {
    if (!text.ends_with('\\')) return false;
    return pieces.empty() || pieces.back().is("\\");
}

/// Where Python would have wanted more when the text ended.
bool wants_more(const ScriptError& error, std::string_view text) {
    const std::string_view words = error.what();
    if (words.starts_with("unterminated triple-quoted")) return true;
    if (words.find("was never closed") != std::string_view::npos) return true;
    if (error.trace.empty()) return false;
    // The text was given one more line end: what stands behind it is its end.
    return error.trace.front().span.line > count_lines(text);
}

std::string_view last_line(std::string_view text) {
    const auto end = text.rfind('\n');
    return end == std::string_view::npos ? text : text.substr(end + 1);
}

}  // namespace

InputState input_state(std::string_view text) {
    const std::vector<Piece> pieces = pieces_of(text);
    const bool something = std::any_of(pieces.begin(), pieces.end(), [](const Piece& piece) {
        return piece.kind != Piece::Kind::Newline && piece.kind != Piece::Kind::Comment;
    });
    if (!something) return InputState::Complete;
    std::shared_ptr<const Program> program;
    try {
        program = parse(std::string(text) + '\n');
    } catch (const ScriptError& error) {
        return wants_more(error, text) ? InputState::Incomplete : InputState::Invalid;
    } catch (const Error&) {
        return InputState::Invalid;
    }
    if (ends_in_continuation(text, pieces)) return InputState::Incomplete;
    const bool block = !program->body.empty() && holds_others(program->body.back());
    return block && !text.ends_with('\n') ? InputState::Incomplete : InputState::Complete;
}

std::vector<std::string> split_statements(std::string_view text) {
    std::shared_ptr<const Program> program;
    try {
        program = parse(text);
    } catch (const Error&) {
        return {std::string(text)};
    }
    // The lines at which statements begin; what `;` joins stays together, decorators belong to
    // what they decorate.
    std::vector<int> starts;
    for (const Statement& statement : program->body) {
        int line = statement.span.line;
        for (const ExprPtr& decorator : statement.decorators) {
            line = std::min(line, decorator->span.line);
        }
        if (starts.empty() || line > starts.back()) starts.push_back(line);
    }
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size());
        lines.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    // Comments above a statement are its own.
    std::vector<int> firsts;
    for (const int start : starts) {
        int first = start;
        while (first > 1) {
            const std::string& above = lines[static_cast<std::size_t>(first) - 2];
            if (!above.starts_with('#')) break;
            --first;
        }
        firsts.push_back(first);
    }
    std::vector<std::string> statements;
    for (std::size_t i = 0; i < firsts.size(); ++i) {
        const auto end =
            i + 1 < firsts.size() ? static_cast<std::size_t>(firsts[i + 1]) - 1 : lines.size();
        std::string statement;
        for (auto line = static_cast<std::size_t>(firsts[i]) - 1; line < end; ++line) {
            if (!statement.empty()) statement += '\n';
            statement += lines[line];
        }
        while (!statement.empty() && is_blank(statement.substr(statement.size() - 1))) {
            statement.pop_back();
        }
        statements.push_back(std::move(statement));
    }
    return statements;
}

std::string next_indentation(std::string_view text) {
    const std::vector<Piece> pieces = pieces_of(text);
    if (!pieces.empty() && pieces.back().kind == Piece::Kind::String && pieces.back().open) {
        return "";
    }
    const std::vector<std::size_t> open = open_brackets(pieces);
    const std::string_view line = last_line(text);
    std::size_t width = std::min(line.find_first_not_of(' '), line.size());
    if (!open.empty()) {
        const Piece& bracket = pieces[open.back()];
        const bool last = open.back() + 1 == pieces.size();
        const std::string_view before = text.substr(0, bracket.begin);
        const std::string_view its_line = last_line(before);
        if (!last) return std::string(its_line.size() + 1, ' ');
        const std::size_t own = std::min(its_line.find_first_not_of(' '), its_line.size());
        return std::string(own + kIndentation, ' ');
    }
    std::size_t last = pieces.size();
    while (last > 0 && (pieces[last - 1].kind == Piece::Kind::Comment)) --last;
    if (last == 0 || pieces[last - 1].kind == Piece::Kind::Newline) return std::string(width, ' ');
    if (pieces[last - 1].is(":")) return std::string(width + kIndentation, ' ');
    std::size_t first = last;
    while (first > 0 && pieces[first - 1].kind != Piece::Kind::Newline) --first;
    static constexpr std::string_view kEnds[] = {"return", "pass", "break", "continue", "raise"};
    const bool ends =
        std::find(std::begin(kEnds), std::end(kEnds), pieces[first].text) != std::end(kEnds);
    if (ends) width -= std::min(width, kIndentation);
    return std::string(width, ' ');
}

}  // namespace engine::script
