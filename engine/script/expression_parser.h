#pragma once

#include "engine/script/token_reader.h"

#include <string>
#include <vector>

namespace engine::script {

// A line nests as deep as a person types; a file from a stranger may try more. Each bracket counts
// twice: as an atom, and as the expression in it.
inline constexpr int kMostNested = 200;
inline constexpr std::string_view kNestedTooDeep = "too many nested parentheses";

inline constexpr std::string_view kEqualsHint =
    "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";

/// "function call", "literal": how Python calls what cannot be assigned to.
std::string_view words_for_target(const Expr& target);

/// The expressions of the grammar, loosest first.
class ExpressionParser {
public:
    ExpressionParser(std::vector<Token> tokens, Program& program)
        : tokens_(std::move(tokens)), program_(program) {}

    /// `a, *b, c` or one expression.
    ExprPtr expression_list();
    ExprPtr expression();
    /// The only expression of the text between the braces of an f-string.
    ExprPtr only_expression();

protected:
    ExprPtr make(Expr::Kind kind, const Span& start) const;
    ExprPtr finish(ExprPtr expr) const;
    /// Every operand comes in by here.
    static void add(Expr& expr, ExprPtr item);
    ExprPtr name(const Token& token) const;
    std::vector<Parameter> parameters(std::string_view close);
    /// Targets of for and del: names, attributes, subscripts, and lists of them.
    ExprPtr target_list();
    /// throws  SyntaxError "cannot assign to literal"; with a hint where it stands `alone` before
    /// `=`
    static void check_target(const Expr& target, std::string_view verb = "assign to",
                             bool alone = false);
    FunctionCode& number(FunctionCode& code);
    bool never_closes(std::string_view close) const;
    void expect_close(std::string_view close, const Token& open);
    ExprPtr call(ExprPtr callee);
    ExprPtr binary(std::size_t level);
    ExprPtr unary();
    /// `yield`, `yield a, b`, `yield from a`
    ExprPtr yield();

    TokenReader tokens_;
    Program& program_;
    int depth_ = 0;
    bool may_yield_ = false;    ///< inside a def
    std::vector<Span> yields_;  ///< read in this def and not yet part of a statement

private:
    ExprPtr star_or_expression();
    ExprPtr lambda();
    ExprPtr disjunction();
    ExprPtr conjunction();
    ExprPtr negation();
    ExprPtr comparison();
    bool comparison_operator(Op& op);
    ExprPtr postfix();
    ExprPtr index();
    ExprPtr index_part();
    void argument(Expr& call);
    ExprPtr atom();
    ExprPtr literal(const Token& token, nn::Value value) const;
    ExprPtr strings();
    ExprPtr parenthesis(const Token& open);
    ExprPtr list(const Token& open);
    ExprPtr braces(const Token& open);
    std::vector<Clause> clauses(Expr& expr);
    ExprPtr generator(ExprPtr element, const Span& start);
    void format_parts(const Token& token, std::string_view body, int column, Expr& into, int level);
    ExprPtr format_field(const Token& token, std::string_view body, int column, std::size_t& at,
                         Expr& into, int level);

    std::vector<Token> open_;  // brackets that wait for their other half, innermost last
};

}  // namespace engine::script
