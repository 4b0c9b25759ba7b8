#include "engine/script/simple_parser.h"

#include <utility>

namespace engine::script {

Statement SimpleParser::simple() {
    const Token& next = tokens_.peek();
    const Span start = next.span;
    if (next.kind == TokenKind::Keyword) {
        using Kind = Statement::Kind;
        const std::string word = next.text;
        if (word == "pass" || word == "break" || word == "continue") {
            tokens_.take();
            if (word != "pass" && loops_ == 0) {
                refuse_syntax(start, word == "break" ? "'break' outside loop"
                                                     : "'continue' not properly in loop");
            }
            return make(word == "pass"    ? Kind::Pass
                        : word == "break" ? Kind::Break
                                          : Kind::Continue,
                        start);
        }
        if (word == "return") return return_();
        if (word == "raise") return raise_();
        if (word == "global" || word == "nonlocal") return scope();
        if (word == "del") return delete_();
        if (word == "assert") return assert_();
        if (word == "import") return import();
        if (word == "from") return from();
    }
    return expression_statement();
}

bool SimpleParser::line_ends() const {
    return tokens_.at(TokenKind::Newline) || tokens_.at(TokenKind::End) || tokens_.at(";");
}

Statement SimpleParser::return_() {
    Statement made = make(Statement::Kind::Return, tokens_.take().span);
    if (!line_ends()) made.value = expression_list();
    if (functions_ == 0) {
        refuse_syntax(tokens_.since(made.span), "'return' outside function");
    }
    return finish(with_yield(std::move(made)));
}

ExprPtr SimpleParser::list_or_yield() {
    return tokens_.at("yield") ? yield() : expression_list();
}

Statement SimpleParser::with_yield(Statement made) {
    if (made.value && made.value->kind == Expr::Kind::Yield) {
        made.yields = true;
        yields_.pop_back();
    }
    return made;
}

Statement SimpleParser::raise_() {
    Statement made = make(Statement::Kind::Raise, tokens_.take().span);
    if (!line_ends()) {
        made.value = expression();
        if (tokens_.accept("from")) made.cause = expression();
    }
    return finish(std::move(made));
}

Statement SimpleParser::scope() {
    Statement made = make(Statement::Kind::Scope, tokens_.peek().span);
    made.nonlocal = tokens_.take().text == "nonlocal";
    if (made.nonlocal && prefix_.empty()) {
        refuse_syntax(made.span, "nonlocal declaration not allowed at module level");
    }
    do {
        if (!tokens_.at(TokenKind::Name)) tokens_.invalid();
        made.names.push_back(tokens_.take().text);
    } while (tokens_.accept(","));
    return finish(std::move(made));
}

Statement SimpleParser::delete_() {
    Statement made = make(Statement::Kind::Delete, tokens_.take().span);
    ExprPtr what = expression_list();
    check_target(*what, "delete");
    made.targets.push_back(std::move(what));
    return finish(std::move(made));
}

Statement SimpleParser::assert_() {
    Statement made = make(Statement::Kind::Assert, tokens_.take().span);
    made.value = expression();
    if (tokens_.accept(",")) made.cause = expression();
    return finish(std::move(made));
}

Statement SimpleParser::expression_statement() {
    Statement made = make(Statement::Kind::Expression, tokens_.peek().span);
    made.value = list_or_yield();
    const bool word = tokens_.at(TokenKind::String) || tokens_.at(TokenKind::FormatString) ||
                      tokens_.at(TokenKind::Name) || tokens_.at(TokenKind::Integer);
    if (word && made.value->kind == Expr::Kind::Name &&
        (made.value->text == "print" || made.value->text == "exec")) {
        const std::string name = made.value->text;
        expression_list();
        refuse_syntax(
            tokens_.since(made.span),
            fmt::format("Missing parentheses in call to '{}'. Did you mean {}(...)?", name, name));
    }
    static constexpr std::pair<std::string_view, Op> kAugmented[] = {
        {"+=", Op::Add},       {"-=", Op::Sub},   {"*=", Op::Mul},    {"/=", Op::Div},
        {"//=", Op::FloorDiv}, {"%=", Op::Mod},   {"**=", Op::Pow},   {"@=", Op::MatMul},
        {"&=", Op::BitAnd},    {"|=", Op::BitOr}, {"^=", Op::BitXor}, {"<<=", Op::Left},
        {">>=", Op::Right}};
    for (const auto& [text, op] : kAugmented) {
        if (!tokens_.accept(text)) continue;
        made.kind = Statement::Kind::Augmented;
        made.op = op;
        if (made.value->kind == Expr::Kind::Tuple || made.value->kind == Expr::Kind::List) {
            refuse_syntax(made.value->span,
                          fmt::format("'{}' is an illegal expression for augmented assignment",
                                      made.value->kind == Expr::Kind::Tuple ? "tuple" : "list"));
        }
        check_augmented(*made.value);
        made.targets.push_back(std::move(made.value));
        made.value = expression_list();
        return finish(std::move(made));
    }
    if (tokens_.accept(":")) return annotated(std::move(made));
    while (tokens_.accept("=")) {
        made.kind = Statement::Kind::Assign;
        check_target(*made.value, "assign to", made.targets.empty() && !second_equals());
        made.targets.push_back(std::move(made.value));
        made.value = list_or_yield();
    }
    return finish(with_yield(std::move(made)));
}

void SimpleParser::check_augmented(const Expr& target) {
    try {
        check_target(target);
    } catch (ScriptError&) {
        std::string what = target.kind == Expr::Kind::Call ? "function call"
                           : target.kind == Expr::Kind::Literal
                               ? (target.literal.is_none() ? "None" : "literal")
                               : "expression";
        refuse_syntax(target.span,
                      fmt::format("'{}' is an illegal expression for augmented assignment", what));
    }
}

Statement SimpleParser::annotated(Statement made) {
    made.kind = Statement::Kind::Annotated;
    if (made.value->kind == Expr::Kind::Tuple || made.value->kind == Expr::Kind::List) {
        refuse_syntax(made.value->span,
                      fmt::format("only single target (not {}) can be annotated",
                                  made.value->kind == Expr::Kind::Tuple ? "tuple" : "list"));
    }
    if (made.value->kind != Expr::Kind::Name && made.value->kind != Expr::Kind::Attribute &&
        made.value->kind != Expr::Kind::Subscript) {
        refuse_syntax(made.value->span, "illegal target for annotation");
    }
    made.targets.push_back(std::move(made.value));
    made.annotation = expression();
    if (tokens_.accept("=")) made.value = list_or_yield();
    return finish(with_yield(std::move(made)));
}

bool SimpleParser::second_equals() const {
    int depth = 0;
    for (std::size_t ahead = 0;; ++ahead) {
        const Token& token = tokens_.peek(ahead);
        if (token.kind == TokenKind::End || token.kind == TokenKind::Newline) return false;
        if (token.kind != TokenKind::Operator) continue;
        if (token.text == "(" || token.text == "[" || token.text == "{") ++depth;
        if (token.text == ")" || token.text == "]" || token.text == "}") --depth;
        if (depth == 0 && token.text == "=") return true;
    }
}

}  // namespace engine::script
