#include "engine/script/expression_parser.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <utility>

namespace engine::script {
namespace {

// 1+1+1... and a.b.c... need no brackets to grow a tree that is walked, and freed, by recursion.
constexpr int kMaxHeight = 500;

struct BinaryOperator {
    std::string_view text;
    Op op;
};
// Loosest first.
const std::vector<std::vector<BinaryOperator>> kLevels = {
    {{"|", Op::BitOr}},
    {{"^", Op::BitXor}},
    {{"&", Op::BitAnd}},
    {{"<<", Op::Left}, {">>", Op::Right}},
    {{"+", Op::Add}, {"-", Op::Sub}},
    {{"*", Op::Mul}, {"/", Op::Div}, {"//", Op::FloorDiv}, {"%", Op::Mod}, {"@", Op::MatMul}},
};

}  // namespace

ExprPtr ExpressionParser::make(Expr::Kind kind, const Span& start) const {
    auto expr = std::make_unique<Expr>();
    expr->kind = kind;
    expr->span = start;
    return expr;
}

ExprPtr ExpressionParser::finish(ExprPtr expr) const {
    expr->span = tokens_.since(expr->span);
    return expr;
}

void ExpressionParser::add(Expr& expr, ExprPtr item) {
    if (item) expr.height = std::max(expr.height, item->height + 1);
    if (expr.height > kMaxHeight) {
        raise(ErrorKind::RecursionError, "maximum recursion depth exceeded during compilation");
    }
    expr.items.push_back(std::move(item));
}

ExprPtr ExpressionParser::name(const Token& token) const {
    ExprPtr expr = make(Expr::Kind::Name, token.span);
    expr->text = token.text;
    return expr;
}

FunctionCode& ExpressionParser::number(FunctionCode& code) {
    code.ordinal = static_cast<uint32_t>(program_.functions.size());
    code.program = &program_;
    program_.functions.push_back(&code);
    return code;
}

/// Whether the rest of the text has no bracket for the one that is open.
bool ExpressionParser::never_closes(std::string_view close) const {
    int depth = 0;
    for (std::size_t ahead = 0; tokens_.peek(ahead).kind != TokenKind::End; ++ahead) {
        if (tokens_.at("(", ahead) || tokens_.at("[", ahead) || tokens_.at("{", ahead)) ++depth;
        if (tokens_.at(")", ahead) || tokens_.at("]", ahead) || tokens_.at("}", ahead)) {
            if (depth == 0) return !tokens_.at(close, ahead);
            --depth;
        }
    }
    return true;
}

void ExpressionParser::expect_close(std::string_view close, const Token& open) {
    open_.pop_back();
    if (tokens_.accept(close)) return;
    const Token& next = tokens_.peek();
    if (next.kind == TokenKind::End || next.kind == TokenKind::Newline ||
        next.kind == TokenKind::Dedent) {
        refuse_syntax(open.span, fmt::format("'{}' was never closed", open.text));
    }
    if (tokens_.at(")") || tokens_.at("]") || tokens_.at("}")) {
        refuse_syntax(next.span,
                      fmt::format("closing parenthesis '{}' does not match opening parenthesis "
                                  "'{}'{}",
                                  next.text, open.text,
                                  open.span.line == next.span.line
                                      ? ""
                                      : fmt::format(" on line {}", open.span.line)));
    }
    if (next.span.line > open.span.line && never_closes(close)) {
        refuse_syntax(open.span, fmt::format("'{}' was never closed", open.text));
    }
    if (tokens_.at("=")) tokens_.invalid(kEqualsHint);
    if (tokens_.at(TokenKind::Operator)) tokens_.invalid();
    tokens_.invalid("invalid syntax. Perhaps you forgot a comma?");
}

ExprPtr ExpressionParser::only_expression() {
    ExprPtr expr = expression_list();
    tokens_.accept(TokenKind::Newline);
    if (!tokens_.at(TokenKind::End)) tokens_.invalid("f-string: invalid syntax");
    return expr;
}

ExprPtr ExpressionParser::star_or_expression() {
    if (!tokens_.at("*")) return expression();
    ExprPtr starred = make(Expr::Kind::Starred, tokens_.take().span);
    add(*starred, binary(0));
    return finish(std::move(starred));
}

ExprPtr ExpressionParser::expression_list() {
    const Span start = tokens_.peek().span;
    ExprPtr first = star_or_expression();
    if (!tokens_.at(",")) {
        if (first->kind == Expr::Kind::Starred && !tokens_.at("=")) {
            refuse_syntax(first->span, "can't use starred expression here");
        }
        return first;
    }
    ExprPtr tuple = make(Expr::Kind::Tuple, start);
    add(*tuple, std::move(first));
    while (tokens_.accept(",")) {
        static constexpr std::string_view kEnds[] = {"=", ")", "]", "}", ":", "in", ";"};
        const bool over = tokens_.at(TokenKind::Newline) || tokens_.at(TokenKind::End) ||
                          std::any_of(std::begin(kEnds), std::end(kEnds),
                                      [this](std::string_view end) { return tokens_.at(end); });
        if (over) break;
        add(*tuple, star_or_expression());
    }
    return finish(std::move(tuple));
}

ExprPtr ExpressionParser::expression() {
    const Nesting nesting(depth_, kMostNested, kNestedTooDeep);
    if (tokens_.at("lambda")) return lambda();
    const Span start = tokens_.peek().span;
    ExprPtr value = disjunction();
    if (tokens_.at(":=")) {
        if (value->kind != Expr::Kind::Name) {
            refuse_syntax(value->span, fmt::format("cannot use assignment expressions with {}",
                                                   words_for_target(*value)));
        }
        tokens_.take();
        ExprPtr assigned = make(Expr::Kind::Assigned, start);
        add(*assigned, std::move(value));
        add(*assigned, expression());
        return finish(std::move(assigned));
    }
    if (!tokens_.at("if")) return value;
    tokens_.take();
    ExprPtr test = disjunction();
    if (!tokens_.accept("else")) tokens_.invalid("expected 'else' after 'if' expression");
    ExprPtr choice = make(Expr::Kind::Conditional, start);
    add(*choice, std::move(value));
    add(*choice, std::move(test));
    add(*choice, expression());
    return finish(std::move(choice));
}

ExprPtr ExpressionParser::lambda() {
    ExprPtr expr = make(Expr::Kind::Lambda, tokens_.take().span);
    expr->function = std::make_unique<FunctionCode>();
    FunctionCode& code = number(*expr->function);
    code.name = code.qualified_name = "<lambda>";
    code.span = expr->span;
    code.parameters = parameters(":");
    if (!tokens_.accept(":")) tokens_.invalid();
    code.value = expression();
    expr->height = code.value->height + 1;
    return finish(std::move(expr));
}

ExprPtr ExpressionParser::yield() {
    ExprPtr made = make(Expr::Kind::Yield, tokens_.take().span);
    if (tokens_.accept("from")) {
        made->text = "from";
        add(*made, expression());
    } else {
        const bool bare = tokens_.at(TokenKind::Newline) || tokens_.at(TokenKind::End) ||
                          tokens_.at(")") || tokens_.at("]") || tokens_.at("}") ||
                          tokens_.at(";") || tokens_.at("=") || tokens_.at(",");
        if (!bare) add(*made, expression_list());
    }
    made = finish(std::move(made));
    if (!may_yield_) refuse_syntax(made->span, "'yield' outside function");
    yields_.push_back(made->span);
    return made;
}

ExprPtr ExpressionParser::disjunction() {
    const Span start = tokens_.peek().span;
    ExprPtr left = conjunction();
    while (tokens_.accept("or")) {
        ExprPtr both = make(Expr::Kind::Or, start);
        add(*both, std::move(left));
        add(*both, conjunction());
        left = finish(std::move(both));
    }
    return left;
}

ExprPtr ExpressionParser::conjunction() {
    const Span start = tokens_.peek().span;
    ExprPtr left = negation();
    while (tokens_.accept("and")) {
        ExprPtr both = make(Expr::Kind::And, start);
        add(*both, std::move(left));
        add(*both, negation());
        left = finish(std::move(both));
    }
    return left;
}

ExprPtr ExpressionParser::negation() {
    if (!tokens_.at("not")) return comparison();
    const Nesting nesting(depth_, kMostNested, kNestedTooDeep);
    ExprPtr expr = make(Expr::Kind::Unary, tokens_.take().span);
    expr->op = Op::Not;
    add(*expr, negation());
    return finish(std::move(expr));
}

bool ExpressionParser::comparison_operator(Op& op) {
    static constexpr std::pair<std::string_view, Op> kOperators[] = {
        {"==", Op::Eq}, {"!=", Op::Ne}, {"<", Op::Lt},  {"<=", Op::Le},
        {">", Op::Gt},  {">=", Op::Ge}, {"in", Op::In}, {"is", Op::Is}};
    if (tokens_.at("not") && tokens_.at("in", 1)) {
        tokens_.take();
        tokens_.take();
        op = Op::NotIn;
        return true;
    }
    for (const auto& [text, found] : kOperators) {
        if (!tokens_.accept(text)) continue;
        op = found;
        if (op == Op::Is && tokens_.accept("not")) op = Op::IsNot;
        return true;
    }
    return false;
}

ExprPtr ExpressionParser::comparison() {
    const Span start = tokens_.peek().span;
    ExprPtr left = binary(0);
    Op op{};
    if (!comparison_operator(op)) return left;
    ExprPtr chain = make(Expr::Kind::Compare, start);
    add(*chain, std::move(left));
    do {
        chain->ops.push_back(op);
        add(*chain, binary(0));
    } while (comparison_operator(op));
    return finish(std::move(chain));
}

ExprPtr ExpressionParser::binary(std::size_t level) {
    if (level == kLevels.size()) return unary();
    const Span start = tokens_.peek().span;
    ExprPtr left = binary(level + 1);
    for (;;) {
        const auto& operators = kLevels[level];
        const auto found =
            std::find_if(operators.begin(), operators.end(),
                         [this](const BinaryOperator& one) { return tokens_.at(one.text); });
        if (found == operators.end()) return left;
        tokens_.take();
        ExprPtr both = make(Expr::Kind::Binary, start);
        both->op = found->op;
        add(*both, std::move(left));
        add(*both, binary(level + 1));
        left = finish(std::move(both));
    }
}

ExprPtr ExpressionParser::unary() {
    const Span start = tokens_.peek().span;
    const std::optional<Op> op = tokens_.at("-")   ? std::optional(Op::Neg)
                                 : tokens_.at("+") ? std::optional(Op::Pos)
                                 : tokens_.at("~") ? std::optional(Op::Invert)
                                                   : std::nullopt;
    if (op) {
        const Nesting nesting(depth_, kMostNested, kNestedTooDeep);
        tokens_.take();
        ExprPtr expr = make(Expr::Kind::Unary, start);
        expr->op = *op;
        add(*expr, unary());
        return finish(std::move(expr));
    }
    ExprPtr base = postfix();
    if (!tokens_.at("**")) return base;
    const Nesting nesting(depth_, kMostNested, kNestedTooDeep);
    tokens_.take();
    ExprPtr power = make(Expr::Kind::Binary, start);
    power->op = Op::Pow;
    add(*power, std::move(base));
    add(*power, unary());  // binds to the right
    return finish(std::move(power));
}

}  // namespace engine::script
