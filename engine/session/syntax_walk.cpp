#include "engine/session/syntax_walk.h"

#include <algorithm>

namespace engine::session {

namespace {

using script::Block;
using script::Expr;
using script::ExprPtr;
using script::FunctionCode;
using script::Statement;
using Visit = std::function<void(const Expr&)>;

void walk(const ExprPtr& expr, const Visit& visit) {
    if (expr) for_each_expression(*expr, visit);
}

void walk(const std::vector<ExprPtr>& list, const Visit& visit) {
    for (const ExprPtr& each : list) walk(each, visit);
}

void walk(const FunctionCode& function, const Visit& visit) {
    for (const script::Parameter& parameter : function.parameters) walk(parameter.fallback, visit);
    for_each_expression(function.body, visit);
    walk(function.value, visit);
}

void walk(const Statement& statement, const Visit& visit) {
    walk(statement.decorators, visit);
    walk(statement.targets, visit);
    walk(statement.items, visit);
    if (statement.kind == Statement::Kind::Class && statement.value) {
        // The parser keeps the bases as arguments of a call, which nobody wrote.
        for (std::size_t i = 1; i < statement.value->items.size(); ++i) {
            walk(statement.value->items[i], visit);
        }
    } else {
        walk(statement.value, visit);
    }
    walk(statement.cause, visit);
    for (const script::Branch& branch : statement.branches) {
        walk(branch.test, visit);
        for_each_expression(branch.body, visit);
    }
    for (const script::Handler& handler : statement.handlers) {
        walk(handler.types, visit);
        if (handler.body) for_each_expression(*handler.body, visit);
    }
    for (const Block* const block : {&statement.body, &statement.orelse, &statement.last}) {
        for_each_expression(*block, visit);
    }
    if (statement.function) walk(*statement.function, visit);
}

}  // namespace

void for_each_expression(const Block& block, const Visit& visit) {
    for (const Statement& statement : block) walk(statement, visit);
}

void for_each_expression(const Expr& expr, const Visit& visit) {
    visit(expr);
    walk(expr.items, visit);
    for (const auto& [name, value] : expr.keywords) walk(value, visit);
    for (const script::Clause& clause : expr.clauses) {
        walk(clause.target, visit);
        walk(clause.iterable, visit);
        walk(clause.conditions, visit);
    }
    if (expr.function) walk(*expr.function, visit);
}

std::string text_at(const script::Program& program, const script::Span& span) {
    std::string out;
    for (int line = span.line; line <= span.end_line; ++line) {
        const std::string_view whole = program.line(line);
        const std::size_t begin = line == span.line ? static_cast<std::size_t>(span.column) : 0;
        const std::size_t end =
            line == span.end_line ? static_cast<std::size_t>(span.end_column) : whole.size();
        if (begin > whole.size() || end < begin) break;
        if (!out.empty()) out += ' ';
        out += whole.substr(begin, std::min(end, whole.size()) - begin);
    }
    return out;
}

std::string dotted(const Expr& expr) {
    if (expr.kind == Expr::Kind::Name) return expr.text;
    if (expr.kind != Expr::Kind::Attribute) return {};
    const std::string left = dotted(*expr.items[0]);
    return left.empty() ? left : left + "." + expr.text;
}

}  // namespace engine::session
