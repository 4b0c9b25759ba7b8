#include "engine/session/python_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace engine::session {
namespace {

using testing::ElementsAre;

TEST(PythonText, IsIndentedButForWhatStandsInStrings) {
    EXPECT_EQ(indented("x = 1", 4), "    x = 1\n");
    EXPECT_EQ(indented("if x:\n    y = 2\n\n    z = 3\n", 4),
              "    if x:\n        y = 2\n\n        z = 3\n");
    EXPECT_EQ(indented("s = '''a\n  b\n\nc'''\nt = (1,\n     2)\n", 4),
              "    s = '''a\n  b\n\nc'''\n    t = (1,\n         2)\n");
    EXPECT_EQ(indented("s = f'''{x}\ny'''\nz = 1", 2), "  s = f'''{x}\ny'''\n  z = 1\n");
    EXPECT_EQ(indented("def f():\n    \"\"\"Two\n    lines.\"\"\"\n", 4),
              "    def f():\n        \"\"\"Two\n    lines.\"\"\"\n");
    EXPECT_EQ(indented("", 4), "");
}

TEST(PythonText, TellsTheNamesThatItUses) {
    EXPECT_THAT(names_in("optimizer.step()\nloss = f'{step:>3}'  # epoch\n"),
                testing::UnorderedElementsAre("optimizer", "loss", "step", "3"));
    EXPECT_THAT(names_in("x = 'loader'"), ElementsAre("x"));
    EXPECT_THAT(names_in("x = 'never closed"), ElementsAre());
}

TEST(PythonText, StandsInAnotherFileWithoutWhatBelongsAtItsTop) {
    const Embedded plain = embedded("# A comment\r\nx = 1");
    EXPECT_EQ(plain.text, "# A comment\r\nx = 1\n");
    EXPECT_THAT(plain.futures, ElementsAre());
    const Embedded future = embedded(
        "\xEF\xBB\xBF\"\"\"Words.\"\"\"\nfrom __future__ import (annotations,\n    division)\nx = "
        "1\n");
    EXPECT_EQ(
        future.text,
        "\"\"\"Words.\"\"\"\n# from __future__ import (annotations,\n#     division)\nx = 1\n");
    EXPECT_THAT(future.futures, ElementsAre("from __future__ import (annotations,\n    division)"));
}

}  // namespace
}  // namespace engine::session
