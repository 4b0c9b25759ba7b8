#pragma once

#include "engine/script/ast.h"

#include <array>
#include <cstddef>
#include <string_view>

namespace fuzz {

using namespace engine::script;

/// Which kinds of statements and expressions the parser made.
class Coverage {
public:
    void add(const Program& program) {
        for (const Statement& one : program.body) add(one);
        for (const FunctionCode* code : program.functions) {
            if (code->value) add(code->value.get());
        }
    }

    std::array<std::size_t, 22> statements{};
    std::array<std::size_t, 26> expressions{};

private:
    void add(const Block& body) {
        for (const Statement& one : body) add(one);
    }
    void add(const Expr* expr) {
        if (expr == nullptr) return;
        ++expressions.at(static_cast<std::size_t>(expr->kind));
        for (const ExprPtr& item : expr->items) add(item.get());
        for (const auto& [name, value] : expr->keywords) add(value.get());
        for (const Clause& clause : expr->clauses) add(clause.iterable.get());
    }
    void add(const Statement& one) {
        ++statements.at(static_cast<std::size_t>(one.kind));
        for (const ExprPtr& target : one.targets) add(target.get());
        for (const ExprPtr& item : one.items) add(item.get());
        add(one.value.get());
        add(one.cause.get());
        if (one.function) add(one.function->body);
        for (const Branch& branch : one.branches) {
            add(branch.test.get());
            add(branch.body);
        }
        for (const Handler& handler : one.handlers) add(*handler.body);
        for (const Case& held : one.cases) {
            add(held.guard.get());
            add(held.body);
        }
        add(one.body);
        add(one.orelse);
        add(one.last);
    }
};

inline constexpr std::string_view kStatementNames[] = {
    "expression", "assign", "augmented", "annotated", "if",     "while",  "for",  "break",
    "continue",   "pass",   "return",    "def",       "class",  "import", "from", "raise",
    "try",        "with",   "assert",    "del",       "global", "match"};
inline constexpr std::string_view kExpressionNames[] = {"literal",
                                                        "name",
                                                        "attribute",
                                                        "subscript",
                                                        "slice",
                                                        "call",
                                                        "unary",
                                                        "binary",
                                                        "comparison",
                                                        "and",
                                                        "or",
                                                        "conditional",
                                                        "tuple",
                                                        "list",
                                                        "set",
                                                        "dict",
                                                        "starred",
                                                        "lambda",
                                                        "list comprehension",
                                                        "set comprehension",
                                                        "dict comprehension",
                                                        "generator",
                                                        "f-string",
                                                        "f-string field",
                                                        ":=",
                                                        "yield"};

}  // namespace fuzz
