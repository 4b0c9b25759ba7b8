#pragma once

#include "engine/nn/ordered_map.h"
#include "engine/nn/value.h"
#include "engine/script/script_error.h"

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace engine::script {

struct Expr;
struct FunctionCode;
struct Pattern;
struct Program;
struct Statement;
using ExprPtr = std::unique_ptr<Expr>;
using PatternPtr = std::unique_ptr<Pattern>;
using Block = std::vector<Statement>;

enum class Op : uint8_t {
    // of two operands
    Add,
    Sub,
    Mul,
    Div,
    FloorDiv,
    Mod,
    Pow,
    MatMul,
    BitAnd,
    BitOr,
    BitXor,
    Left,
    Right,
    // comparisons
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    Is,
    IsNot,
    In,
    NotIn,
    // of one operand
    Neg,
    Pos,
    Invert,
    Not,
};

/// "+", "<=", "not in"
std::string_view symbol_of(Op op);

/// Where a name's value stands, found once before a program runs.
struct Binding {
    enum class Where : uint8_t {
        Global,  ///< by name: the session's names, then the built-in ones
        Class,   ///< by name: the class body that is run, then as Global
        Local,   ///< a slot of the frame
        Cell,    ///< a cell of the frame: a function made here uses it too
        Free,    ///< a cell of the function around
    };
    Where where = Where::Global;
    uint32_t slot = 0;
};

/// `for targets in iterable if ...` inside a comprehension.
struct Clause {
    ExprPtr target;
    ExprPtr iterable;
    std::vector<ExprPtr> conditions;
};

/// An expression. One struct for all kinds: simple to walk, and programs are small.
struct Expr {
    enum class Kind : uint8_t {
        Literal,      ///< literal
        Name,         ///< text, binding
        Attribute,    ///< items[0] . text
        Subscript,    ///< items[0] [ items[1] ]
        Slice,        ///< items[0] : items[1] : items[2]; null where nothing stands
        Call,         ///< items[0] ( items[1...], keywords ); a keyword "" is **mapping
        Unary,        ///< op items[0]
        Binary,       ///< items[0] op items[1]
        Compare,      ///< items[0] ops[0] items[1] ops[1] items[2] ...
        And,          ///< items[0] and items[1]
        Or,           ///< items[0] or items[1]
        Conditional,  ///< items[0] if items[1] else items[2]
        Tuple,        ///< items
        List,         ///< items
        Set,          ///< items
        Dict,         ///< items[0]: items[1], ...; a null key is **mapping
        Starred,      ///< * items[0]
        Lambda,       ///< function
        ListComp,     ///< items[0] clauses
        SetComp,      ///< items[0] clauses
        DictComp,     ///< items[0]: items[1] clauses
        Generator,    ///< function, whose clauses are here; the first iterable is items[0]
        Format,       ///< f-string: items are literals and Formatted
        Formatted,    ///< items[0] and, of its format, items[1] (or null); text: "r", "s", "a"
        Assigned,     ///< items[0] := items[1]
        Yield,        ///< yield items[0], if there is one; text: "from"
    };
    Kind kind = Kind::Literal;
    Op op = Op::Add;
    int height = 0;  ///< of the tree below it: 0 for a leaf
    Binding binding;
    Span span;
    std::string text;
    nn::Value literal;
    std::vector<ExprPtr> items;
    std::vector<Op> ops;
    std::vector<std::pair<std::string, ExprPtr>> keywords;
    std::vector<Clause> clauses;
    std::unique_ptr<FunctionCode> function;
    std::vector<uint32_t> fresh_cells;  ///< of a comprehension: its own, made anew each time
    /// Where a global name was found last.
    mutable std::atomic<uint32_t> hint{0};
};

struct Parameter {
    enum class Kind : uint8_t { Plain, Rest, KeywordOnly, Keywords };
    std::string name;
    Kind kind = Kind::Plain;
    ExprPtr fallback;
    Binding binding;
};

/// A def, a lambda or a generator expression.
struct FunctionCode {
    std::string name;
    std::string qualified_name;
    std::vector<Parameter> parameters;
    Block body;
    ExprPtr value;  ///< of a lambda or generator: what stands for a body
    std::string doc;
    bool has_doc = false;
    Span span;
    uint32_t ordinal = 0;  ///< its place in Program::functions
    const Program* program = nullptr;

    // Found by resolve().
    uint32_t slots = 0;
    std::vector<std::string> slot_names;
    uint32_t cells = 0;
    std::vector<std::string> cell_names;
    /// Cells of the function around that this one uses, and how they are called.
    struct Free {
        bool own = false;  ///< a cell of that function, else one that it has from outside
        uint32_t index = 0;
        std::string name;
    };
    std::vector<Free> free;
    bool simple = false;  ///< plain parameters only, none of them a cell
    bool yields = false;  ///< a call makes a generator
};

/// `except types as name: body`
struct Handler {
    ExprPtr types;   ///< null: all
    ExprPtr target;  ///< null: no name
    std::shared_ptr<Block> body;
};

struct Branch {
    ExprPtr test;
    Block body;
};

/// What stands behind `case`.
struct Pattern {
    enum class Kind : uint8_t {
        Value,     ///< equal to value
        Same,      ///< None, True, False: is value
        Capture,   ///< anything, bound to target (null: `_`)
        Sequence,  ///< parts, at most one of them a Star
        Star,      ///< what is left of a sequence, bound to target (null: `*_`)
        Mapping,   ///< keys and their parts; the rest of it bound to target (null: not asked)
        Class,     ///< an object of value: parts by place, then by names
        Or,        ///< any of parts
    };
    Kind kind = Kind::Value;
    Span span;
    ExprPtr value;
    ExprPtr target;
    ExprPtr as;  ///< `pattern as name`, or null
    std::vector<ExprPtr> keys;
    std::vector<PatternPtr> parts;
    std::vector<std::string> names;
};

/// `case pattern if guard: body`
struct Case {
    PatternPtr pattern;
    ExprPtr guard;
    Block body;
};

struct Imported {
    std::string name;  ///< "torch.nn"
    ExprPtr target;
    bool whole = false;  ///< `import a.b` binds a
};

struct Statement {
    enum class Kind : uint8_t {
        Expression,  ///< value
        Assign,      ///< targets = value
        Augmented,   ///< targets[0] op= value
        Annotated,   ///< targets[0]: annotation = value (or null)
        If,          ///< branches, orelse
        While,       ///< value, body, orelse
        For,         ///< targets[0] in value, body, orelse
        Break,
        Continue,
        Pass,
        Return,  ///< value or null
        Def,     ///< targets[0], decorators, function, annotation
        Class,   ///< targets[0], decorators, value: a call whose arguments are the bases; body
        Import,  ///< imports
        From,    ///< text: the module; imports
        Raise,   ///< value, cause
        Try,     ///< body, handlers, orelse, last
        With,    ///< targets (null: no name), items; body
        Assert,  ///< value, cause: the message
        Delete,  ///< targets
        Scope,   ///< global, nonlocal: nothing to run
        Match,   ///< value, cases
    };
    Kind kind = Kind::Pass;
    Op op = Op::Add;
    Span span;
    std::string text;
    std::vector<ExprPtr> targets;
    std::vector<ExprPtr> items;
    ExprPtr value;
    ExprPtr cause;
    ExprPtr annotation;
    Block body, orelse, last;
    std::vector<Branch> branches;
    std::vector<Handler> handlers;
    std::vector<Case> cases;
    std::vector<Imported> imports;
    std::vector<ExprPtr> decorators;
    std::unique_ptr<FunctionCode> function;
    std::vector<std::string> names;  ///< of global and nonlocal
    bool nonlocal = false;
    bool yields = false;  ///< it, or a statement in it, gives a value of a generator
};

/// A file or a prompt's text, read and resolved. Functions made by it keep it.
struct Program : std::enable_shared_from_this<Program> {
    std::string file;
    std::string text;
    /// The names of a library, which its functions see in place of those of whoever calls them.
    const nn::OrderedMap<nn::Value>* names = nullptr;
    Block body;
    uint32_t slots = 0;  ///< of its frame: variables of comprehensions
    uint32_t cells = 0;
    std::vector<FunctionCode*> functions;  ///< in the order in which they stand

    /// A line of the text, from 1, without its end.
    std::string_view line(int number) const;
};

}  // namespace engine::script
