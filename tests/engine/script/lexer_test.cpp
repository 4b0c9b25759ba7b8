#include "engine/script/lexer.h"

#include "engine/base/error.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::script {
namespace {

using testing::ElementsAre;

std::vector<std::string> texts(std::string_view line) {
    std::vector<std::string> result;
    for (const Token& token : tokenize(line)) {
        if (token.kind != TokenKind::End && token.kind != TokenKind::Newline)
            result.push_back(token.text);
    }
    return result;
}

TEST(Lexer, CutsALineOfPyTorch) {
    EXPECT_THAT(texts("model.features[0].eval()  # a comment"),
                ElementsAre("model", ".", "features", "[", "0", "]", ".", "eval", "(", ")"));
    EXPECT_THAT(texts("optimizer.param_groups[0]['lr'] = 1_0.5e-3"),
                ElementsAre("optimizer", ".", "param_groups", "[", "0", "]", "[", "lr", "]", "=",
                            "10.5e-3"));
    EXPECT_THAT(texts("a**=b//c"), ElementsAre("a", "**=", "b", "//", "c"));
}

TEST(Lexer, TellsKindsApart) {
    const auto tokens = tokenize("None x 3 .5 'it\\'s'");
    ASSERT_EQ(tokens.size(), 7u);
    EXPECT_EQ(tokens[0].kind, TokenKind::Keyword);
    EXPECT_EQ(tokens[1].kind, TokenKind::Name);
    EXPECT_EQ(tokens[2].kind, TokenKind::Integer);
    EXPECT_EQ(tokens[3].kind, TokenKind::Float);
    EXPECT_EQ(tokens[4].kind, TokenKind::String);
    EXPECT_EQ(tokens[4].text, "it's");
    EXPECT_EQ(tokens[5].kind, TokenKind::Newline);
    EXPECT_EQ(tokens[6].kind, TokenKind::End);
    EXPECT_EQ(tokens[2].span.column, 7);
}

TEST(Lexer, TellsIndentation) {
    std::vector<TokenKind> kinds;
    for (const Token& token : tokenize("if a:\n    b\n\n  # a comment\nc")) {
        kinds.push_back(token.kind);
    }
    using K = TokenKind;
    EXPECT_THAT(kinds, ElementsAre(K::Keyword, K::Name, K::Operator, K::Newline, K::Indent, K::Name,
                                   K::Newline, K::Dedent, K::Name, K::Newline, K::End));
    // Brackets and a backslash join lines.
    EXPECT_THAT(texts("f(1,\n  2)"), ElementsAre("f", "(", "1", ",", "2", ")"));
    EXPECT_THAT(texts("1 + \\\n2"), ElementsAre("1", "+", "2"));
}

struct Refused {
    std::string line;
    std::string message;
};

// Messages as Python 3.11 gives them for the same line.
TEST(Lexer, RefusesAsPythonDoes) {
    const Refused cases[] = {
        {"'open", "unterminated string literal (detected at line 1)"},
        {"3x", "invalid decimal literal"},
        {"1e", "invalid decimal literal"},
        {"model.eval()\xE2\x80\x8B", "invalid character '\xE2\x80\x8B'"},
        {"a ? b", "invalid syntax"},
        {"if a:\n    b\n  c", "unindent does not match any outer indentation level"},
        {"'''a", "unterminated triple-quoted string literal (detected at line 1)"},
        {"0xg", "invalid hexadecimal literal"},
        {"1j", "`complex numbers` is outside the PyTorch subset that Modescope runs"},
        {"007",
         "leading zeros in decimal integer literals are not permitted; use an 0o prefix for "
         "octal integers"},
    };
    for (const Refused& refused : cases) {
        try {
            tokenize(refused.line);
            ADD_FAILURE() << refused.line;
        } catch (const Error& error) {
            EXPECT_TRUE(error.kind() == ErrorKind::SyntaxError ||
                        error.kind() == ErrorKind::IndentationError);
            EXPECT_EQ(error.what(), refused.message);
        }
    }
}

}  // namespace
}  // namespace engine::script
