#pragma once

#include "engine/nn/value.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace engine::script {

struct Expr;
using ExprPtr = std::unique_ptr<Expr>;

/// An expression of the subset. One struct for all kinds: a line has a handful of nodes.
struct Expr {
    enum class Kind {
        Literal,    ///< literal
        Name,       ///< text
        Attribute,  ///< items[0] . text
        Subscript,  ///< items[0] [ items[1] ]
        Call,       ///< items[0] ( items[1...], keywords )
        Unary,      ///< text ("-", "+", "not") items[0]
        Binary,     ///< items[0] text items[1]
        Compare,    ///< items[0] text items[1]
        And,        ///< items[0] and items[1]
        Or,         ///< items[0] or items[1]
        Tuple,      ///< items
        List,       ///< items
        Slice,      ///< items[0] : items[1] : items[2]
    };
    Kind kind = Kind::Literal;
    int column = 0;
    int height = 0;  ///< of the tree below it: 0 for a leaf
    std::string text;
    nn::Value literal;
    std::vector<ExprPtr> items;
    std::vector<std::pair<std::string, ExprPtr>> keywords;
};

/// A statement of the subset: `value`, `target = value` or `target op= value`.
struct Statement {
    ExprPtr target;  ///< null: an expression alone; else a Name, Attribute or Subscript
    std::string op;  ///< of an augmented assignment: "+"; empty: plain
    ExprPtr value;   ///< null: nothing at all (an empty line or a comment)
};

}  // namespace engine::script
