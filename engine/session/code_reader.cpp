#include "engine/session/code_reader.h"

#include "engine/script/lexer.h"
#include "engine/script/script_error.h"

#include <algorithm>
#include <utility>

namespace engine::session {

namespace {

using script::Token;
using script::TokenKind;

std::vector<CodeLine> lines_of(std::string_view source) {
    std::vector<CodeLine> lines;
    while (!source.empty()) {
        const std::size_t end = std::min(source.find('\n'), source.size());
        std::string_view line = source.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        lines.push_back({std::string(line), {}});
        source.remove_prefix(std::min(source.size(), end + 1));
    }
    return lines;
}

/// Marks of the layout, which stand for no text.
bool is_layout(TokenKind kind) {
    return kind == TokenKind::Newline || kind == TokenKind::Indent || kind == TokenKind::Dedent ||
           kind == TokenKind::End;
}

std::optional<CodeKind> kind_of(const Token& token, const Token* before) {
    switch (token.kind) {
        case TokenKind::Keyword:
            return CodeKind::Keyword;
        case TokenKind::String:
        case TokenKind::FormatString:
            return CodeKind::String;
        case TokenKind::Integer:
        case TokenKind::Float:
            return CodeKind::Number;
        case TokenKind::Name:
            if (before && before->kind == TokenKind::Keyword &&
                (before->text == "def" || before->text == "class")) {
                return CodeKind::Definition;
            }
            return std::nullopt;
        default:
            return std::nullopt;
    }
}

/// Colours by the tokens; a comment is what begins with # where no token stands.
class Painter {
public:
    explicit Painter(std::vector<CodeLine>& lines) : lines_(lines), free_from_(lines.size(), 0) {}

    void paint(const std::vector<Token>& tokens) {
        const Token* before = nullptr;
        for (const Token& token : tokens) {
            if (is_layout(token.kind)) continue;
            cover(token, kind_of(token, before));
            before = &token;
        }
        for (std::size_t i = 0; i < lines_.size(); ++i) comment(i);
    }

private:
    /// A token may reach over several lines, as a docstring does.
    void cover(const Token& token, std::optional<CodeKind> kind) {
        const auto& span = token.span;
        for (int line = span.line; line <= span.end_line; ++line) {
            const auto index = static_cast<std::size_t>(line - 1);
            if (line < 1 || index >= lines_.size()) continue;
            const int length = static_cast<int>(lines_[index].text.size());
            const int begin = line == span.line ? std::min(span.column, length) : 0;
            const int end = line == span.end_line ? std::min(span.end_column, length) : length;
            free_from_[index] = end;
            if (kind && begin < end) lines_[index].stretches.push_back({begin, end, *kind});
        }
    }

    void comment(std::size_t index) {
        const std::string& text = lines_[index].text;
        const std::size_t at = text.find('#', static_cast<std::size_t>(free_from_[index]));
        if (at == std::string::npos) return;
        lines_[index].stretches.push_back(
            {static_cast<int>(at), static_cast<int>(text.size()), CodeKind::Comment});
    }

    std::vector<CodeLine>& lines_;
    std::vector<int> free_from_;  // byte of each line where its last token ends
};

/// Finds classes, their forward and what their methods bind to self.
class ClassFinder {
public:
    explicit ClassFinder(const std::vector<Token>& tokens) : tokens_(tokens) {}

    std::vector<CodeClass> find() {
        for (at_ = 0; at_ < tokens_.size(); ++at_) {
            const Token& token = tokens_[at_];
            if (token.kind == TokenKind::Indent) {
                ++depth_;
            } else if (token.kind == TokenKind::Dedent) {
                --depth_;
                close();
            } else if (token.kind == TokenKind::Newline) {
                // `class Empty(nn.Module): pass` has no block of its own.
                if (!is(1, TokenKind::Indent)) close();
            } else if (token.kind != TokenKind::End) {
                last_line_ = token.span.end_line;
                if (begins_statement()) statement(token);
            }
        }
        return std::move(classes_);
    }

private:
    struct Open {
        std::size_t index;  // in classes_
        int depth;          // of its `class` or `def`
        bool is_class;
        bool is_forward = false;
    };

    bool is(std::size_t ahead, TokenKind kind, std::string_view text = {}) const {
        if (at_ + ahead >= tokens_.size()) return false;
        const Token& token = tokens_[at_ + ahead];
        return token.kind == kind && (text.empty() || token.text == text);
    }

    bool begins_statement() const { return at_ == 0 || is_layout(tokens_[at_ - 1].kind); }

    void statement(const Token& token) {
        if (token.kind == TokenKind::Keyword && is(1, TokenKind::Name)) {
            const Token& name = tokens_[at_ + 1];
            if (token.text == "class") {
                classes_.push_back({name.text, token.span.line, 0, 0, 0, {}});
                open_.push_back({classes_.size() - 1, depth_, true});
            } else if (token.text == "def" && !open_.empty()) {
                define(name.text, token.span.line);
            }
            return;
        }
        const bool assigns = token.kind == TokenKind::Name && token.text == "self" &&
                             is(1, TokenKind::Operator, ".") && is(2, TokenKind::Name) &&
                             is(3, TokenKind::Operator, "=");
        if (assigns && !open_.empty() && !open_.back().is_class) {
            classes_[open_.back().index].bindings.push_back(
                {tokens_[at_ + 2].text, token.span.line, end_of_statement()});
        }
    }

    void define(std::string_view name, int line) {
        const Open around = open_.back();
        Open inner{around.index, depth_, false};
        CodeClass& owner = classes_[around.index];
        if (around.is_class && name == "forward") {
            inner.is_forward = true;
            owner.forward = line;
        }
        open_.push_back(inner);
    }

    int end_of_statement() const {
        std::size_t end = at_;
        while (end + 1 < tokens_.size() && !is_layout(tokens_[end + 1].kind)) ++end;
        return tokens_[end].span.end_line;
    }

    /// Ends what stands as deep as we are now.
    void close() {
        for (; !open_.empty() && open_.back().depth >= depth_; open_.pop_back()) {
            CodeClass& owner = classes_[open_.back().index];
            if (open_.back().is_class) owner.end = last_line_;
            if (open_.back().is_forward) owner.forward_end = last_line_;
        }
    }

    const std::vector<Token>& tokens_;
    std::size_t at_ = 0;
    int depth_ = 0, last_line_ = 0;
    std::vector<Open> open_;
    std::vector<CodeClass> classes_;
};

/// What the modules of one mode, or the functions, of one line did in one way.
struct Tally {
    int line = 0;
    nn::ModeEffect::Kind kind{};
    std::optional<bool> training;
    int calls = 0;
    int64_t dropped = 0, total = 0, sloped = 0;
};

std::string words_of(const Tally& tally) {
    using Kind = nn::ModeEffect::Kind;
    const std::string times = tally.calls > 1 ? " ×" + std::to_string(tally.calls) : "";
    const auto of_all = [&](int64_t count) {
        return std::to_string(count) + " of " + std::to_string(tally.total);
    };
    switch (tally.kind) {
        case Kind::Passed:
            return "nothing dropped" + times;
        case Kind::Dropped:
            return of_all(tally.dropped) + " dropped";
        case Kind::BatchStatistics:
            return "batch stats used" + times;
        case Kind::RunningStatistics:
            return "running stats used" + times;
        case Kind::InstanceStatistics:
            return "each sample's stats used" + times;
        case Kind::RandomSlopes:
            return of_all(tally.sloped) + " random slopes";
        case Kind::MeanSlope:
            return "one slope" + times;
    }
    return {};
}

}  // namespace

const CodeClass* CodeText::class_named(std::string_view name) const {
    const auto found = std::find_if(classes.rbegin(), classes.rend(),
                                    [&](const CodeClass& each) { return each.name == name; });
    return found == classes.rend() ? nullptr : &*found;
}

CodeTextPtr read_code(std::string file, std::string source) {
    auto code = std::make_shared<CodeText>();
    code->file = std::move(file);
    code->lines = lines_of(source);
    try {
        const std::vector<Token> tokens = script::tokenize(source);
        Painter(code->lines).paint(tokens);
        code->classes = ClassFinder(tokens).find();
    } catch (const Error&) {
        // Refused text is never the session's; shown as it is, should it ever come.
    }
    code->source = std::move(source);
    return code;
}

CodeProblem problem_of(const Error& error, std::string_view file) {
    CodeProblem problem{.words = error.line()};
    const auto* const raised = dynamic_cast<const script::ScriptError*>(&error);
    if (raised == nullptr) return problem;
    const auto& levels = raised->trace;  // innermost first
    const auto level = std::find_if(levels.begin(), levels.end(),
                                    [&](const auto& each) { return each.file == file; });
    if (level == levels.end()) return problem;
    const script::Span& at = level->span;
    problem.line = at.line;
    problem.column = at.column;
    // What goes on below is underlined to the end of its first line.
    problem.end_column =
        at.end_line > at.line ? static_cast<int>(level->source.size()) : at.end_column;
    return problem;
}

int line_of(const Trace& trace, std::size_t index) {
    const TraceEvent* event = &trace.events[index];
    while (event->line == 0 && event->parent >= 0) {
        event = &trace.events[static_cast<std::size_t>(event->parent)];
    }
    return event->line;
}

void tell_pass(CodeView& view, const Trace& trace, const std::string& error) {
    std::vector<Tally> tallies;
    for (std::size_t i = 0; i < trace.events.size(); ++i) {
        const TraceEvent& event = trace.events[i];
        const int line = line_of(trace, i);
        if (line == 0) continue;
        view.ran.push_back(line);
        if (!event.effect) continue;
        const nn::ModeEffect& effect = *event.effect;
        const std::optional<bool> training =
            event.is_function ? std::nullopt : std::optional(event.training);
        auto tally = std::find_if(tallies.begin(), tallies.end(), [&](const Tally& each) {
            return each.line == line && each.kind == effect.kind && each.training == training;
        });
        if (tally == tallies.end()) {
            tallies.push_back({.line = line, .kind = effect.kind, .training = training});
            tally = tallies.end() - 1;
        }
        ++tally->calls;
        tally->dropped += effect.dropped;
        tally->sloped += effect.sloped;
        tally->total += effect.total;
    }
    std::sort(view.ran.begin(), view.ran.end());
    view.ran.erase(std::unique(view.ran.begin(), view.ran.end()), view.ran.end());
    std::stable_sort(tallies.begin(), tallies.end(),
                     [](const Tally& a, const Tally& b) { return a.line < b.line; });
    for (const Tally& tally : tallies) {
        view.notes.push_back({tally.line, tally.training, words_of(tally)});
    }
    const int raised = trace.raised();
    if (!error.empty() && raised >= 0) {
        view.problem =
            CodeProblem{.line = line_of(trace, static_cast<std::size_t>(raised)), .words = error};
    }
}

}  // namespace engine::session
