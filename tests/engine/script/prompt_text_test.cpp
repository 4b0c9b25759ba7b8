#include "engine/script/prompt_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::script {
namespace {

using testing::ElementsAre;

TEST(PromptText, SplitsAPasteIntoStatementsAndKeepsBlocksWhole) {
    EXPECT_THAT(split_statements("x = 1\ny = 2; z = 3\n\nfor i in range(3):\n    print(i)\n\n    "
                                 "print(x)\n\nprint('end')\n"),
                ElementsAre("x = 1", "y = 2; z = 3",
                            "for i in range(3):\n    print(i)\n\n    print(x)", "print('end')"));
}

TEST(PromptText, DecoratorsAndCommentsStayWithWhatFollowsThem) {
    EXPECT_THAT(split_statements("# first\nx = 1\n# of f\n@torch.no_grad()\ndef f():\n    return "
                                 "(1,\n            2)\ny = f()"),
                ElementsAre("# first\nx = 1",
                            "# of f\n@torch.no_grad()\ndef f():\n    return (1,\n            2)",
                            "y = f()"));
}

TEST(PromptText, WhatIsNoPythonStaysWholeAndSaysWhyWhenItRuns) {
    EXPECT_THAT(split_statements("x = 1\ny = = 2"), ElementsAre("x = 1\ny = = 2"));
}

TEST(PromptText, ANewLineBeginsWherePythonWantsIt) {
    EXPECT_EQ(next_indentation("x = 1"), "");
    EXPECT_EQ(next_indentation("for i in x:"), "    ");
    EXPECT_EQ(next_indentation("for i in x:  # each"), "    ");
    EXPECT_EQ(next_indentation("for i in x:\n    y = i"), "    ");
    EXPECT_EQ(next_indentation("def f():\n    return 1"), "");
    EXPECT_EQ(next_indentation("y = model("), "    ");
    EXPECT_EQ(next_indentation("y = model(x,"), "          ");
    EXPECT_EQ(next_indentation("d = {'a': [1,"), "           ");
    EXPECT_EQ(next_indentation("x = '''a:"), "");
}

TEST(PromptText, AHundredThousandBracketsAreReadToTheirEnd) {
    EXPECT_NE(input_state(std::string(100000, '(')), InputState::Complete);
    EXPECT_NE(input_state(std::string(100000, ':')), InputState::Complete);
}

}  // namespace
}  // namespace engine::script
