#include "engine/script/parser.h"

#include "engine/base/error.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace engine::script {
namespace {

// A tree as text, so that a table can hold it: (op left right).
std::string show(const Expr& expr) {
    using Kind = Expr::Kind;
    const auto inside = [&](std::string head) {
        for (const auto& item : expr.items) head += " " + (item ? show(*item) : "_");
        for (const auto& [key, value] : expr.keywords) head += " " + key + "=" + show(*value);
        return "(" + head + ")";
    };
    const std::string op(symbol_of(expr.op));
    switch (expr.kind) {
        case Kind::Literal:
            return expr.literal.repr();
        case Kind::Name:
            return expr.text;
        case Kind::Attribute:
            return show(*expr.items[0]) + "." + expr.text;
        case Kind::Subscript:
            return inside("[]");
        case Kind::Call:
            return inside("call");
        case Kind::Unary:
        case Kind::Binary:
            return inside(op);
        case Kind::Compare: {
            std::string words;
            for (const Op one : expr.ops) words += std::string(symbol_of(one)) + ",";
            words.pop_back();
            return inside(words);
        }
        case Kind::And:
            return inside("and");
        case Kind::Or:
            return inside("or");
        case Kind::Conditional:
            return inside("if");
        case Kind::Tuple:
            return inside("tuple");
        case Kind::List:
            return inside("list");
        case Kind::Set:
            return inside("set");
        case Kind::Dict:
            return inside("dict");
        case Kind::Slice:
            return inside("slice");
        case Kind::Starred:
            return inside("*");
        case Kind::Format:
            return inside("format");
        case Kind::Formatted:
            return inside("field" + expr.text);
        case Kind::Lambda:
            return "(lambda " + show(*expr.function->value) + ")";
        case Kind::ListComp:
            return inside("for");
        default:
            return inside("?");
    }
}

struct Case {
    std::string line;
    std::string tree;
};

TEST(Parser, ReadsLinesAsPythonDoes) {
    const Case cases[] = {
        {"model.features[0].eval()", "(call ([] model.features 0).eval)"},
        {"f(1, k=2)", "(call f 1 k=2)"},
        {"1 + 2 * 3", "(+ 1 (* 2 3))"},
        {"1 - 2 - 3", "(- (- 1 2) 3)"},
        {"-2 ** 2", "(- (** 2 2))"},
        {"2 ** -1", "(** 2 (- 1))"},
        {"not a or b and c", "(or (not a) (and b c))"},
        {"a < b + 1", "(< a (+ b 1))"},
        {"(1)", "1"},
        {"(1,)", "(tuple 1)"},
        {"1, 2", "(tuple 1 2)"},
        {"[1, [2], ()]", "(list 1 (list 2) (tuple))"},
        {"'a' \"b\"", "'ab'"},
        {"None", "None"},
        {"x[1:, ..., None, ::2]", "([] x (tuple (slice 1 _ _) Ellipsis None (slice _ _ 2)))"},
        {"a < b <= c", "(<,<= a b c)"},
        {"a not in b", "(not in a b)"},
        {"a is not None", "(is not a None)"},
        {"a if b else c", "(if a b c)"},
        {"a | b ^ c & d << 1", "(| a (^ b (& c (<< d 1))))"},
        {"f(*a, k=1, **d)", "(call f (* a) k=1 =d)"},
        {"{1: 2, **d}", "(dict 1 2 _ d)"},
        {"{1, 2}", "(set 1 2)"},
        {"lambda x, y=1: x + y", "(lambda (+ x y))"},
        {"f'a{x!r:>{w}}b'", "(format 'a' (fieldr x (format '>' (field w _))) 'b')"},
        {"[i for i in x if i]", "(for i)"},
        {"0x1F + 0b11 + 1_000", "(+ (+ 31 3) 1000)"},
    };
    for (const Case& c : cases) {
        const auto program = parse(c.line);
        ASSERT_EQ(program->body.size(), 1u) << c.line;
        ASSERT_EQ(program->body[0].kind, Statement::Kind::Expression) << c.line;
        EXPECT_EQ(show(*program->body[0].value), c.tree) << c.line;
    }
}

TEST(Parser, ReadsAssignments) {
    const auto plain = parse("model.drop.p = 0.3");
    EXPECT_EQ(show(*plain->body[0].targets[0]), "model.drop.p");
    EXPECT_EQ(show(*plain->body[0].value), "0.3");
    const auto augmented = parse("optimizer.param_groups[0]['lr'] *= 0.1");
    EXPECT_EQ(augmented->body[0].op, Op::Mul);
    EXPECT_EQ(show(*augmented->body[0].targets[0]), "([] ([] optimizer.param_groups 0) 'lr')");
    EXPECT_EQ(parse("a = b, *c = 1, 2")->body[0].targets.size(), 2u);
    EXPECT_TRUE(parse("   # nothing")->body.empty());
}

TEST(Parser, RefusesInPythonsWordsOrNamesWhatItLacks) {
    const Case cases[] = {
        {"model.eval(", "'(' was never closed"},
        {"model.eval)", "unmatched ')'"},
        {"model.features[0)", "closing parenthesis ')' does not match opening parenthesis '['"},
        {"f(a b)", "invalid syntax. Perhaps you forgot a comma?"},
        {"f() = 1", "cannot assign to function call here. Maybe you meant '==' instead of '='?"},
        {"True = 1", "cannot assign to True"},
        {"1 = 2", "cannot assign to literal here. Maybe you meant '==' instead of '='?"},
        {"f(k=1, 2)", "positional argument follows keyword argument"},
        {"f(k=1, k=2)", "keyword argument repeated: k"},
        {"model eval", "invalid syntax"},
        {"model.", "invalid syntax"},
        {"async def f(): pass", "`async` is outside the PyTorch subset that Modescope runs"},
        {"def f():\n    yield 1\nyield 2", "'yield' outside function"},
        {"x = await f()", "`await` is outside the PyTorch subset that Modescope runs"},
        {"try:\n    f()\nexcept* ValueError:\n    g()",
         "`except*` is outside the PyTorch subset that Modescope runs"},
        {"type X = int", "invalid syntax"},
        {"if x\n    y", "expected ':'"},
        {"if x:\ny", "expected an indented block after 'if' statement on line 1"},
        {"return 1", "'return' outside function"},
        {"break", "'break' outside loop"},
        {"def f(a, a): pass", "duplicate argument 'a' in function definition"},
        {"f'{x'", "f-string: expecting '}'"},
        {std::string(5000, '('), "too many nested parentheses"},
        {std::string(5000, '-') + "1", "too many nested parentheses"},
    };
    for (const Case& c : cases) {
        try {
            parse(c.line);
            ADD_FAILURE() << "not refused: " << c.line;
        } catch (const Error& error) {
            EXPECT_TRUE(error.kind() == ErrorKind::SyntaxError ||
                        error.kind() == ErrorKind::IndentationError)
                << c.line;
            EXPECT_EQ(error.what(), c.tree) << c.line;
        }
    }
}

// Without brackets, too, a line must not grow a tree that recursion cannot walk.
TEST(Parser, RefusesChainsWithoutEnd) {
    for (const char* piece : {"+1", "*1", "**1", ".a", "[0]", "()", " and 1", " or 1"}) {
        std::string line = "a";
        for (int i = 0; i < 100'000; ++i) line += piece;
        EXPECT_THROW(parse(line), Error) << piece;
    }
    std::string line = "a";
    for (int i = 0; i < 300; ++i) line += "+1";
    EXPECT_NO_THROW(parse(line));
}

// Whatever comes, a line is read or refused as a SyntaxError (or an integer too large to hold).
TEST(Parser, SurvivesRandomLines) {
    const std::string alphabet = "model.eval()[0]'lr'=+-*/<>,:#\"\\ \t{}~@;TrueNone1e9_\xC3\xA9";
    std::mt19937 random(1);
    int read = 0;
    int refused = 0;
    for (int round = 0; round < 20000; ++round) {
        std::string line;
        for (int n = static_cast<int>(random() % 24); n > 0; --n) {
            line += alphabet[random() % alphabet.size()];
        }
        try {
            parse(line);
            ++read;
        } catch (const Error& error) {
            ASSERT_TRUE(error.kind() == ErrorKind::SyntaxError ||
                        error.kind() == ErrorKind::IndentationError)
                << line << ": " << error.what();
            ++refused;
        }
    }
    EXPECT_GT(read, 500);
    EXPECT_GT(refused, 500);
}

TEST(Parser, RefusesWhatIsNotUtf8InPythonsWords) {
    for (const auto& [text, code] :
         {std::pair("y = 1\nx = '\xff'\n", "xff"), std::pair("y = 1\n# caf\xe9 1\n", "xe9"),
          std::pair("\n\xc0\xaf = 1", "xc0"), std::pair("\nx = '\xed\xa0\x80'", "xed"),
          std::pair("1\n\xf5\x80\x80\x80", "xf5"), std::pair("1\n'\xe2\x82", "xe2")}) {
        try {
            parse(text, "net.py");
            ADD_FAILURE() << text;
        } catch (const ScriptError& error) {
            EXPECT_EQ(error.line(), std::string("SyntaxError: Non-UTF-8 code starting with '\\") +
                                        code +
                                        "' in file net.py on line 2, but no encoding declared; see "
                                        "https://peps.python.org/pep-0263/ for details");
            EXPECT_EQ(error.trace.front().span.line, 2);
            EXPECT_EQ(error.trace.front().source, "");
        }
    }
    EXPECT_NO_THROW(parse("x = 'caf\xc3\xa9 \xf0\x9f\x99\x82'  # \xe2\x82\xac"));
}

}  // namespace
}  // namespace engine::script
