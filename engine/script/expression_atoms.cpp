// What expressions are made of: names, numbers, texts, and everything in brackets.
#include "engine/script/expression_parser.h"

#include "engine/script/integer_object.h"

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace engine::script {
namespace {

nn::Value integer(const Token& token) {
    std::string_view digits = token.text;
    int radix = 10;
    if (digits.size() > 2 && digits[0] == '0' &&
        std::isalpha(static_cast<unsigned char>(digits[1]))) {
        const int letter = std::tolower(static_cast<unsigned char>(digits[1]));
        radix = letter == 'x' ? 16 : letter == 'o' ? 8 : 2;
        digits.remove_prefix(2);
    }
    errno = 0;
    const long long value = std::strtoll(std::string(digits).c_str(), nullptr, radix);
    if (errno == ERANGE) return whole_value(*BigInteger::of_digits(digits, radix));
    return int64_t{value};
}

}  // namespace

ExprPtr ExpressionParser::literal(const Token& token, nn::Value value) const {
    ExprPtr expr = make(Expr::Kind::Literal, token.span);
    expr->literal = std::move(value);
    return expr;
}

ExprPtr ExpressionParser::atom() {
    // Brackets in brackets come by here, whatever stands between them.
    const Nesting nesting(depth_, kMostNested, kNestedTooDeep);
    const Token& next = tokens_.peek();
    switch (next.kind) {
        case TokenKind::Name:
            return name(tokens_.take());
        case TokenKind::Integer: {
            const Token token = tokens_.take();
            return literal(token, integer(token));
        }
        case TokenKind::Float: {
            const Token token = tokens_.take();
            return literal(token, std::strtod(token.text.c_str(), nullptr));
        }
        case TokenKind::String:
        case TokenKind::FormatString:
            return strings();
        case TokenKind::Keyword: {
            if (next.text == "None") return literal(tokens_.take(), nn::Value());
            if (next.text == "True" || next.text == "False") {
                const Token token = tokens_.take();
                return literal(token, token.text == "True");
            }
            if (next.text == "await" || next.text == "async") {
                refuse_outside(next.span, next.text);
            }
            tokens_.invalid();
        }
        case TokenKind::Operator: {
            if (next.text == "(") return parenthesis(tokens_.take());
            if (next.text == "[") return list(tokens_.take());
            if (next.text == "{") return braces(tokens_.take());
            if (next.text == "...") return literal(tokens_.take(), nn::Ellipsis{});
            if (open_.empty() && (next.text == ")" || next.text == "]" || next.text == "}")) {
                refuse_syntax(next.span, fmt::format("unmatched '{}'", next.text));
            }
            if (!open_.empty() && (next.text == ")" || next.text == "]" || next.text == "}")) {
                const std::string& open = open_.back().text;
                const std::string_view close = open == "(" ? ")" : open == "[" ? "]" : "}";
                if (next.text != close) {
                    refuse_syntax(next.span,
                                  fmt::format("closing parenthesis '{}' does not match opening "
                                              "parenthesis '{}'",
                                              next.text, open));
                }
            }
            tokens_.invalid();
        }
        default:
            if (!open_.empty()) {
                refuse_syntax(open_.back().span,
                              fmt::format("'{}' was never closed", open_.back().text));
            }
            tokens_.invalid();
    }
}

// (a), (a,), (a, b), (a for a in b)
ExprPtr ExpressionParser::parenthesis(const Token& open) {
    open_.push_back(open);
    if (tokens_.at(")")) {
        ExprPtr empty = make(Expr::Kind::Tuple, open.span);
        expect_close(")", open);
        return finish(std::move(empty));
    }
    if (tokens_.at("yield")) {
        ExprPtr made = yield();
        expect_close(")", open);
        return made;
    }
    const Span inside = tokens_.peek().span;
    ExprPtr first = star_or_expression();
    if (tokens_.at("for")) {
        ExprPtr made = generator(std::move(first), open.span);
        expect_close(")", open);
        return finish(std::move(made));
    }
    if (!tokens_.at(",")) {
        if (first->kind == Expr::Kind::Starred) {
            refuse_syntax(inside, "cannot use starred expression here");
        }
        expect_close(")", open);
        return first;
    }
    ExprPtr tuple = make(Expr::Kind::Tuple, open.span);
    add(*tuple, std::move(first));
    while (tokens_.accept(",")) {
        if (tokens_.at(")")) break;
        add(*tuple, star_or_expression());
    }
    expect_close(")", open);
    return finish(std::move(tuple));
}

// [a, b], [a for a in b]
ExprPtr ExpressionParser::list(const Token& open) {
    open_.push_back(open);
    ExprPtr made = make(Expr::Kind::List, open.span);
    while (!tokens_.at("]")) {
        add(*made, star_or_expression());
        if (tokens_.at("for") && made->items.size() == 1) {
            made->kind = Expr::Kind::ListComp;
            made->clauses = clauses(*made);
            break;
        }
        if (!tokens_.accept(",")) break;
    }
    expect_close("]", open);
    return finish(std::move(made));
}

// {a: b}, {**a}, {a, b}, and comprehensions
ExprPtr ExpressionParser::braces(const Token& open) {
    open_.push_back(open);
    ExprPtr made = make(Expr::Kind::Dict, open.span);
    bool any = false;
    while (!tokens_.at("}")) {
        if (tokens_.accept("**")) {
            if (made->kind == Expr::Kind::Set) tokens_.invalid();
            add(*made, nullptr);
            add(*made, binary(0));
        } else {
            ExprPtr key = star_or_expression();
            const bool pair = tokens_.accept(":");
            if (!any && !pair) made->kind = Expr::Kind::Set;
            if (pair != (made->kind == Expr::Kind::Dict)) {
                tokens_.invalid(pair ? "invalid syntax" : "':' expected after dictionary key");
            }
            add(*made, std::move(key));
            if (pair) add(*made, expression());
            if (!any && tokens_.at("for")) {
                made->kind = pair ? Expr::Kind::DictComp : Expr::Kind::SetComp;
                made->clauses = clauses(*made);
                break;
            }
        }
        any = true;
        if (!tokens_.accept(",")) break;
    }
    expect_close("}", open);
    return finish(std::move(made));
}

std::vector<Clause> ExpressionParser::clauses(Expr& expr) {
    std::vector<Clause> list;
    while (tokens_.accept("for")) {
        Clause clause;
        clause.target = target_list();
        if (!tokens_.accept("in")) tokens_.invalid();
        clause.iterable = disjunction();
        expr.height = std::max(expr.height, clause.iterable->height + 1);
        while (tokens_.accept("if")) {
            clause.conditions.push_back(disjunction());
            expr.height = std::max(expr.height, clause.conditions.back()->height + 1);
        }
        list.push_back(std::move(clause));
    }
    if (tokens_.at("async")) refuse_outside(tokens_.peek().span, "async");
    return list;
}

// The first iterable is evaluated where the generator is made, all else when it is asked.
ExprPtr ExpressionParser::generator(ExprPtr element, const Span& start) {
    ExprPtr made = make(Expr::Kind::Generator, start);
    made->function = std::make_unique<FunctionCode>();
    FunctionCode& code = number(*made->function);
    code.name = code.qualified_name = "<genexpr>";
    code.span = start;
    code.value = std::move(element);
    made->clauses = clauses(*made);
    made->height = std::max(made->height, code.value->height + 1);
    add(*made, std::move(made->clauses[0].iterable));
    return finish(std::move(made));
}

// Neighbours join, as in Python.
ExprPtr ExpressionParser::strings() {
    const Span start = tokens_.peek().span;
    ExprPtr made = make(Expr::Kind::Format, start);
    while (tokens_.at(TokenKind::String) || tokens_.at(TokenKind::FormatString)) {
        const Token token = tokens_.take();
        if (token.kind == TokenKind::String) {
            add(*made, literal(token, token.text));
        } else {
            format_parts(token, token.text, token.body_column, *made, 0);
        }
    }
    const bool plain = std::all_of(made->items.begin(), made->items.end(), [](const ExprPtr& item) {
        return item->kind == Expr::Kind::Literal;
    });
    if (!plain) return finish(std::move(made));
    std::string text;
    for (const ExprPtr& item : made->items) text += *item->literal.text();
    ExprPtr joined = make(Expr::Kind::Literal, start);
    joined->literal = std::move(text);
    return finish(std::move(joined));
}

void ExpressionParser::format_parts(const Token& token, std::string_view body, int column,
                                    Expr& into, int level) {
    std::string text;
    const auto flush = [&] {
        if (text.empty()) return;
        add(into, literal(token, token.raw ? text : unescape(text, token.span)));
        text.clear();
    };
    for (std::size_t at = 0; at < body.size();) {
        const char c = body[at];
        const bool twice = at + 1 < body.size() && body[at + 1] == c;
        if ((c == '{' || c == '}') && twice && level == 0) {
            text += c;
            at += 2;
        } else if (c == '{') {
            flush();
            add(into, format_field(token, body, column, ++at, into, level));
        } else if (c == '}') {
            refuse_syntax(token.span, "f-string: single '}' is not allowed");
        } else {
            text += c;
            ++at;
        }
    }
    flush();
    if (into.items.empty()) add(into, literal(token, ""));
}

/// `expression !r :format }` with `at` behind the opening brace, and behind the closing one after.
ExprPtr ExpressionParser::format_field(const Token& token, std::string_view body, int column,
                                       std::size_t& at, Expr&, int level) {
    if (level > 1) refuse_syntax(token.span, "f-string: expressions nested too deeply");
    const std::size_t begin = at;
    std::string nested;
    char quote = '\0';
    std::size_t end = std::string_view::npos;
    for (; at < body.size(); ++at) {
        const char c = body[at];
        if (quote != '\0') {
            if (c == quote) quote = '\0';
            continue;
        }
        if (c == '\\') {
            refuse_syntax(token.span, "f-string expression part cannot include a backslash");
        }
        if (c == '#') refuse_syntax(token.span, "f-string expression part cannot include '#'");
        if (c == '\'' || c == '"') {
            quote = c;
        } else if (c == '(' || c == '[' || c == '{') {
            nested += c;
        } else if (!nested.empty() && (c == ')' || c == ']' || c == '}')) {
            nested.pop_back();
        } else if (nested.empty()) {
            const bool comparison = at + 1 < body.size() && body[at + 1] == '=';
            if (c == '!' && comparison) {
                ++at;
            } else if (c == '}' || c == ':' || c == '!') {
                end = at;
                break;
            }
        }
    }
    if (end == std::string_view::npos) refuse_syntax(token.span, "f-string: expecting '}'");
    std::string_view source = body.substr(begin, end - begin);
    if (source.find_first_not_of(" \t\n\r\f") == std::string_view::npos) {
        refuse_syntax(token.span, "f-string: empty expression not allowed");
    }

    ExprPtr field = make(Expr::Kind::Formatted, token.span);
    // f'{x=}' writes the expression, too.
    const std::size_t last = source.find_last_not_of(" \t");
    std::string shown;
    if (source[last] == '=' && last > 0 &&
        std::string_view("=!<>").find(source[last - 1]) == std::string_view::npos) {
        shown = std::string(source);
        source = source.substr(0, last);
        field->text = "r";
    }
    // The expression is read with the columns that it has in its line.
    const bool one_line = token.span.line == token.span.end_line;
    const int indent = one_line ? column + static_cast<int>(begin) : 0;
    std::string line = "(" + std::string(source) + ")";
    std::vector<Token> inner = tokenize(line);
    for (Token& one : inner) {
        one.span.line = one.span.end_line = token.span.line;
        one.span.column += indent - 1;
        one.span.end_column += indent - 1;
        one.body_column += indent - 1;
    }
    ExpressionParser reader(std::move(inner), program_);
    reader.depth_ = depth_ + 1;
    add(*field, reader.only_expression());

    if (body[at] == '!') {
        const std::string_view conversion = body.substr(at + 1, 1);
        if (conversion != "r" && conversion != "s" && conversion != "a") {
            refuse_syntax(token.span,
                          "f-string: invalid conversion character: expected 's', 'r', or 'a'");
        }
        field->text = conversion;
        at += 2;
    }
    if (at < body.size() && body[at] == ':') {
        const std::size_t start = ++at;
        int braces = 0;
        for (; at < body.size() && (braces > 0 || body[at] != '}'); ++at) {
            if (body[at] == '{') ++braces;
            if (body[at] == '}') --braces;
        }
        if (!shown.empty()) field->text.clear();
        ExprPtr format = make(Expr::Kind::Format, token.span);
        format_parts(token, body.substr(start, at - start), column + static_cast<int>(start),
                     *format, level + 1);
        add(*field, std::move(format));
    } else {
        add(*field, nullptr);
    }
    if (at >= body.size() || body[at] != '}') {
        refuse_syntax(token.span, "f-string: expecting '}'");
    }
    ++at;
    if (shown.empty()) return field;
    ExprPtr both = make(Expr::Kind::Format, token.span);
    add(*both, literal(token, shown));
    add(*both, std::move(field));
    return both;
}

}  // namespace engine::script
