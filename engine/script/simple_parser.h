#pragma once

#include "engine/script/import_parser.h"

#include <string>

namespace engine::script {

/// The statements of the grammar that end with their line.
class SimpleParser : public ImportParser {
public:
    using ImportParser::ImportParser;

protected:
    Statement simple();

    int loops_ = 0;       ///< that the statement stands in
    std::string prefix_;  ///< of qualified names: "Net.", "make.<locals>."

private:
    bool line_ends() const;
    /// Whether another `=` of the same statement comes.
    bool second_equals() const;
    /// A `yield` that is all of a statement's value is one that a statement gives.
    Statement with_yield(Statement made);
    ExprPtr list_or_yield();
    Statement return_();
    Statement raise_();
    Statement scope();
    Statement delete_();
    Statement assert_();
    Statement expression_statement();
    static void check_augmented(const Expr& target);
    Statement annotated(Statement made);
};

}  // namespace engine::script
