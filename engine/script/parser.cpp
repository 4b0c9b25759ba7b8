#include "engine/script/parser.h"

#include "engine/base/utf8.h"
#include "engine/script/pattern_parser.h"
#include "engine/script/resolver.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace engine::script {
namespace {

constexpr int kMaxBlocks = 60;

class Parser : public PatternParser {
public:
    Parser(std::vector<Token> tokens, Program& program)
        : PatternParser(std::move(tokens), program) {}

    /// The last token read: where what is refused without a place of its own was met.
    Span reached() const { return tokens_.last().line > 0 ? tokens_.last() : tokens_.peek().span; }

    Block file() {
        Block body;
        while (!tokens_.at(TokenKind::End)) {
            if (tokens_.accept(TokenKind::Newline)) continue;
            if (tokens_.at(TokenKind::Indent)) bad_indent();
            statement(body);
        }
        return body;
    }

private:
    [[noreturn]] void bad_indent() {
        tokens_.take();
        Span line = tokens_.peek().span;
        line.column = line.end_column = 0;  // nothing is underlined
        refuse_syntax(line, "unexpected indent", ErrorKind::IndentationError);
    }

    void statement(Block& into) {
        const Token& next = tokens_.peek();
        if (next.kind == TokenKind::Keyword) {
            if (next.text == "if") return into.push_back(if_());
            if (next.text == "while") return into.push_back(while_());
            if (next.text == "for") return into.push_back(for_());
            if (next.text == "def") return into.push_back(def({}, next.span));
            if (next.text == "class") return into.push_back(class_({}, next.span));
            if (next.text == "try") return into.push_back(try_());
            if (next.text == "with") return into.push_back(with());
            if (next.text == "async") refuse_outside(next.span, "async");
        }
        if (tokens_.at("@")) return into.push_back(decorated());
        if (at_match()) return into.push_back(match());
        do {
            if (tokens_.at(TokenKind::Newline) || tokens_.at(TokenKind::End)) break;
            into.push_back(simple());
        } while (tokens_.accept(";"));
        end_of_line();
    }

    void end_of_line() {
        if (tokens_.accept(TokenKind::Newline) || tokens_.at(TokenKind::End)) return;
        const Token& next = tokens_.peek();
        if (tokens_.at(")") || tokens_.at("]") || tokens_.at("}")) {
            refuse_syntax(next.span, fmt::format("unmatched '{}'", next.text));
        }
        if (tokens_.at(":=")) tokens_.invalid();
        tokens_.invalid();
    }

    // --- Statements that hold others.

    /// Python asks for the colon where a line ends without it, and behind some words always.
    [[noreturn]] void no_colon(std::string_view after) {
        static constexpr std::string_view kAlways[] = {"function", "'try'", "'else'", "'finally'"};
        const bool always = std::any_of(std::begin(kAlways), std::end(kAlways),
                                        [&](auto word) { return after.starts_with(word); });
        if (tokens_.at("=")) tokens_.invalid(kEqualsHint);
        tokens_.invalid(always || tokens_.at(TokenKind::Newline) ? "expected ':'"
                                                                 : "invalid syntax");
    }

    Block block(std::string_view after, int line) {
        const Nesting nesting(blocks_, kMaxBlocks, "too many statically nested blocks");
        if (!tokens_.accept(":")) no_colon(after);
        Block body;
        if (!tokens_.accept(TokenKind::Newline)) {
            do {
                if (tokens_.at(TokenKind::Newline) || tokens_.at(TokenKind::End)) break;
                body.push_back(simple());
            } while (tokens_.accept(";"));
            end_of_line();
            if (body.empty()) tokens_.invalid();
            return body;
        }
        if (!tokens_.accept(TokenKind::Indent)) {
            Span begin = tokens_.peek().span;
            begin.end_line = begin.line;
            begin.end_column = begin.column + 1;
            refuse_syntax(
                begin, fmt::format("expected an indented block after {} on line {}", after, line),
                ErrorKind::IndentationError);
        }
        while (!tokens_.accept(TokenKind::Dedent)) {
            if (tokens_.at(TokenKind::End)) break;
            if (tokens_.at(TokenKind::Indent)) bad_indent();
            statement(body);
        }
        return body;
    }

    Block else_block() {
        const int line = tokens_.peek().span.line;
        return tokens_.accept("else") ? block("'else' statement", line) : Block();
    }

    template <class Body>
    auto in_loop(Body body) {
        ++loops_;
        auto made = body();
        --loops_;
        return made;
    }

    /// `if x = 3`: says what was meant.
    ExprPtr condition() {
        ExprPtr test = expression();
        if (!tokens_.at("=")) return test;
        if (test->kind != Expr::Kind::Name) {
            check_target(*test);
            const std::string_view what =
                test->kind == Expr::Kind::Attribute ? "attribute"
                : test->kind == Expr::Kind::Subscript
                    ? "subscript"
                    : (test->kind == Expr::Kind::Tuple ? "tuple" : "expression");
            refuse_syntax(test->span,
                          fmt::format("cannot assign to {} here. Maybe you meant '==' instead of "
                                      "'='?",
                                      what));
        }
        tokens_.take();
        binary(0);
        refuse_syntax(tokens_.since(test->span), std::string(kEqualsHint));
    }

    Statement if_() {
        Statement made = make(Statement::Kind::If, tokens_.peek().span);
        bool first = true;
        while (tokens_.at("if") || tokens_.at("elif")) {
            if (!first && tokens_.at("if")) break;
            const Token word = tokens_.take();
            Branch branch;
            branch.test = condition();
            if (first) made.span = tokens_.since(made.span);
            branch.body = block(fmt::format("'{}' statement", word.text), word.span.line);
            made.branches.push_back(std::move(branch));
            first = false;
        }
        made.orelse = else_block();
        return made;
    }

    Statement while_() {
        Statement made = make(Statement::Kind::While, tokens_.take().span);
        const int line = made.span.line;
        made.value = condition();
        made.span = tokens_.since(made.span);
        made.body = in_loop([&] { return block("'while' statement", line); });
        made.orelse = else_block();
        return made;
    }

    Statement for_() {
        Statement made = make(Statement::Kind::For, tokens_.take().span);
        const int line = made.span.line;
        made.targets.push_back(target_list());
        if (!tokens_.accept("in")) tokens_.invalid();
        made.value = expression_list();
        made.span = tokens_.since(made.span);
        made.body = in_loop([&] { return block("'for' statement", line); });
        made.orelse = else_block();
        return made;
    }

    Statement try_() {
        Statement made = make(Statement::Kind::Try, tokens_.take().span);
        made.body = block("'try' statement", made.span.line);
        while (tokens_.at("except")) {
            const Span at = tokens_.take().span;
            if (tokens_.at("*")) refuse_outside(at, "except*");
            Handler handler;
            if (!tokens_.at(":")) {
                handler.types = expression();
                if (tokens_.at(",")) {
                    tokens_.invalid("multiple exception types must be parenthesized");
                }
                if (tokens_.accept("as")) {
                    if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
                    handler.target = name(tokens_.take());
                }
            } else if (tokens_.at("except")) {
                refuse_syntax(at, "default 'except:' must be last");
            }
            handler.body = std::make_shared<Block>(block("'except' statement", at.line));
            if (!made.handlers.empty() && !made.handlers.back().types) {
                refuse_syntax(at, "default 'except:' must be last");
            }
            made.handlers.push_back(std::move(handler));
        }
        if (!made.handlers.empty()) made.orelse = else_block();
        const int line = tokens_.peek().span.line;
        if (tokens_.accept("finally")) {
            made.last = block("'finally' statement", line);
        } else if (made.handlers.empty()) {
            tokens_.invalid("expected 'except' or 'finally' block");
        }
        return made;
    }

    Statement with() {
        Statement made = make(Statement::Kind::With, tokens_.take().span);
        const int line = made.span.line;
        // `with (a as b, c as d):` only where brackets hold an `as`.
        const bool brackets = tokens_.at("(") && brackets_hold_as();
        if (brackets) tokens_.take();
        do {
            if (brackets && tokens_.at(")")) break;
            made.items.push_back(expression());
            made.targets.push_back(nullptr);
            if (tokens_.accept("as")) {
                made.targets.back() = target_list_item();
            }
        } while (tokens_.accept(","));
        if (brackets && !tokens_.accept(")")) tokens_.invalid();
        made.span = tokens_.since(made.span);
        made.body = block("'with' statement", line);
        return made;
    }

    Statement match() {
        Statement made = make(Statement::Kind::Match, tokens_.take().span);
        made.value = expression_list();
        made.span = tokens_.since(made.span);
        tokens_.take();  // the colon, the line's end and the indent: at_match() has seen them
        tokens_.take();
        tokens_.take();
        while (!tokens_.accept(TokenKind::Dedent)) {
            if (tokens_.at(TokenKind::End)) break;
            const Token word = tokens_.peek();
            if (word.kind != TokenKind::Name || word.text != "case") tokens_.invalid();
            tokens_.take();
            Case one;
            one.pattern = patterns();
            if (tokens_.accept("if")) one.guard = expression();
            one.body = block("'case' statement", word.span.line);
            made.cases.push_back(std::move(one));
        }
        return made;
    }

    bool brackets_hold_as() const {
        int depth = 0;
        for (std::size_t ahead = 0;; ++ahead) {
            const Token& token = tokens_.peek(ahead);
            if (token.kind == TokenKind::End || token.kind == TokenKind::Newline) return false;
            if (tokens_.at("(", ahead) || tokens_.at("[", ahead) || tokens_.at("{", ahead)) ++depth;
            if (tokens_.at(")", ahead) || tokens_.at("]", ahead) || tokens_.at("}", ahead)) {
                if (--depth == 0) return false;
            }
            if (depth == 1 && tokens_.at("as", ahead)) return true;
        }
    }

    ExprPtr target_list_item() {
        ExprPtr target = expression();
        check_target(*target);
        return target;
    }

    Statement decorated() {
        const Span start = tokens_.peek().span;
        std::vector<ExprPtr> decorators;
        while (tokens_.accept("@")) {
            decorators.push_back(expression());
            if (!tokens_.accept(TokenKind::Newline)) tokens_.invalid();
        }
        if (tokens_.at("def")) return def(std::move(decorators), start);
        if (tokens_.at("class")) return class_(std::move(decorators), start);
        if (tokens_.at("async")) refuse_outside(tokens_.peek().span, "async");
        tokens_.invalid();
    }

    /// Runs `body` with the loops and functions around it as they count inside.
    template <class Body>
    auto apart(int functions, Body body) {
        const int loops = std::exchange(loops_, 0);
        const int outer = std::exchange(functions_, functions);
        const bool may_yield = std::exchange(may_yield_, functions > 0);
        const auto yields = std::exchange(yields_, {});
        auto made = body();
        if (!yields_.empty()) refuse_outside(yields_[0], "yield inside an expression");
        loops_ = loops;
        functions_ = outer;
        may_yield_ = may_yield;
        yields_ = yields;
        return made;
    }

    Statement def(std::vector<ExprPtr> decorators, const Span& start) {
        Statement made = make(Statement::Kind::Def, start);
        made.decorators = std::move(decorators);
        const int line = tokens_.take().span.line;
        if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
        const Token token = tokens_.take();
        made.targets.push_back(name(token));
        made.function = std::make_unique<FunctionCode>();
        FunctionCode& code = number(*made.function);
        code.name = token.text;
        const std::string prefix = prefix_;
        code.qualified_name = prefix + code.name;
        if (!tokens_.accept("(")) tokens_.invalid("expected '('");
        code.parameters = parameters(")");
        if (!tokens_.accept(")")) tokens_.invalid();
        if (tokens_.accept("->")) made.annotation = expression();
        code.span = made.span = tokens_.since(start);
        prefix_ = code.qualified_name + ".<locals>.";
        code.body =
            apart(functions_ + 1, [&] { return block(fmt::format("function definition"), line); });
        code.yields = mark_yields(code.body);
        prefix_ = prefix;
        take_doc(code.body, code.doc, code.has_doc);
        return made;
    }

    /// Whether a statement of a block gives a value of a generator; marks those that hold one.
    static bool mark_yields(Block& body) {
        bool any = false;
        for (Statement& one : body) {
            if (one.kind == Statement::Kind::Def || one.kind == Statement::Kind::Class) continue;
            bool inside = false;
            for (Block* const block : {&one.body, &one.orelse, &one.last}) {
                inside |= mark_yields(*block);
            }
            for (Branch& branch : one.branches) inside |= mark_yields(branch.body);
            for (Handler& handler : one.handlers) inside |= mark_yields(*handler.body);
            for (Case& choice : one.cases) inside |= mark_yields(choice.body);
            one.yields |= inside;
            any |= one.yields;
        }
        return any;
    }

    static void take_doc(const Block& body, std::string& doc, bool& has_doc) {
        if (body.empty() || body[0].kind != Statement::Kind::Expression) return;
        const Expr& first = *body[0].value;
        if (first.kind != Expr::Kind::Literal || first.literal.text() == nullptr) return;
        doc = *first.literal.text();
        has_doc = true;
    }

    Statement class_(std::vector<ExprPtr> decorators, const Span& start) {
        Statement made = make(Statement::Kind::Class, start);
        made.decorators = std::move(decorators);
        const int line = tokens_.take().span.line;
        if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
        const Token token = tokens_.take();
        made.targets.push_back(name(token));
        made.text = prefix_ + token.text;
        if (tokens_.at("(")) made.value = call(name(token));
        made.span = tokens_.since(start);
        const std::string prefix = std::exchange(prefix_, made.text + ".");
        made.body = apart(0, [&] { return block("class definition", line); });
        prefix_ = prefix;
        return made;
    }

    int blocks_ = 0;
};

/// Python reads UTF-8 alone, unless a file says otherwise, which is outside the subset.
void refuse_other_encodings(std::string_view text, std::string_view file) {
    const std::size_t good = utf8_prefix(text);
    if (good == text.size()) return;
    const auto before = text.substr(0, good);
    const int line = 1 + static_cast<int>(std::count(before.begin(), before.end(), '\n'));
    refuse_syntax({.line = line, .column = 0, .end_line = line, .end_column = 0},
                  fmt::format("Non-UTF-8 code starting with '\\x{:02x}' in file {} on line {}, but "
                              "no encoding declared; see https://peps.python.org/pep-0263/ for "
                              "details",
                              static_cast<unsigned char>(text[good]), file, line));
}

}  // namespace

std::shared_ptr<const Program> parse(std::string_view text, std::string file) {
    auto program = std::make_shared<Program>();
    program->file = std::move(file);
    program->text = text;
    Span reached{.line = 1, .column = 0, .end_line = 1, .end_column = 0};
    try {
        refuse_other_encodings(text, program->file);
        Parser parser(tokenize(text), *program);
        try {
            program->body = parser.file();
        } catch (const ScriptError&) {
            throw;
        } catch (const Error& error) {
            reached = parser.reached();
            throw ScriptError(error.kind(), error.what());
        }
        resolve(*program);
    } catch (ScriptError& error) {
        if (error.trace.empty())
            error.trace.push_back({.file = {}, .function = {}, .source = {}, .span = reached});
        for (TraceEntry& entry : error.trace) {
            entry.file = program->file;
            entry.source = program->line(entry.span.line);
            if (!is_utf8(entry.source)) entry.source.clear();
        }
        throw;
    }
    return program;
}

}  // namespace engine::script
