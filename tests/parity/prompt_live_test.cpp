// When a prompt opens a second line: beside Python's own codeop.
#include "engine/script/prompt_text.h"
#include "tests/parity/live_torch.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <string_view>

namespace parity {
namespace {

using engine::script::InputState;

constexpr std::string_view kTexts[] = {
    "",
    "   ",
    "# only a comment",
    "x = 1",
    "x = 1\n",
    "x =",
    "x = (1,",
    "x = (1,\n2)",
    "print(",
    "print(1)",
    "print(1",
    "print(1 2",
    "a b",
    "a = = b",
    "for i in range(3):",
    "for i in range(3):\n",
    "for i in range(3):\n    print(i)",
    "for i in range(3):\n    print(i)\n",
    "for i in range(3):\n    print(i)\n    ",
    "for i in range(3): print(i)",
    "for i in range(3): print(i)\n",
    "for i in range(3):\nprint(i)",
    "for i in range(3",
    "for i in",
    "for",
    "for i in range(3)",
    "if x:",
    "if x:\n    y\nelse:",
    "if x:\n    y\nelse:\n    z",
    "if x:\n    y\nelse:\n    z\n",
    "if x:\n    y\nelif",
    "if x: y\nelse: z\n",
    "if x",
    "if",
    "while True:",
    "while True:\n    break\n",
    "def f():",
    "def f(",
    "def f(a,\n      b):",
    "def f(a):\n    return a",
    "def f(a):\n    return a\n",
    "def f(a) -> int:",
    "def",
    "def f",
    "class A:",
    "class A(nn.Module):",
    "class A(nn.Module):\n    def f(self):",
    "class A(nn.Module):\n    def f(self):\n        pass",
    "class A(nn.Module):\n    def f(self):\n        pass\n",
    "class A",
    "class A(",
    "@staticmethod",
    "@staticmethod\n",
    "@torch.no_grad()\ndef f():",
    "@torch.no_grad()\ndef f():\n    pass\n",
    "@",
    "\"\"\"abc",
    "\"\"\"abc\ndef",
    "\"\"\"abc\"\"\"",
    "'abc",
    "'abc'",
    "'''a",
    "x = '''a\n'''",
    "f'''{x}",
    "f'{x}'",
    "[1, 2,",
    "[1, 2]",
    "{",
    "{'a': 1,",
    "{'a': 1}",
    "{'a':",
    "x[",
    "x[0",
    "x[0]",
    "x[0]]",
    ")",
    "(]",
    "model.",
    "model.eval(",
    "model.eval()",
    "1 +",
    "1 + \\",
    "1 + \\\n2",
    "x = 1 \\",
    "x = 1; y = 2",
    "x = 1;",
    ";",
    "try:",
    "try:\n    x",
    "try:\n    x\nexcept:",
    "try:\n    x\nexcept ValueError:\n    pass\n",
    "try:\n    x\n",
    "try:\n    x\nfinally:\n    y\n",
    "with torch.no_grad():",
    "with torch.no_grad():\n    y = model(x)\n",
    "with",
    "with torch.no_grad()",
    "lambda x:",
    "lambda x: x",
    "x if y",
    "x if y else",
    "not",
    "import torch",
    "import",
    "from torch import",
    "from torch import (nn,",
    "from torch import nn",
    "from",
    "return 1",
    "break",
    "return",
    "pass",
    "del x",
    "del",
    "assert",
    "raise",
    "raise ValueError(",
    "x: int",
    "x: int = 3",
    "x +=",
    "x += 1",
    "print('a',\n      'b')",
    "y = model(\n    x\n",
    "y = model(\n    x\n)",
    "[i for i in",
    "[i for i in x]",
    "[i for i in x",
    "# a\nx = 1",
    "# a\nfor i in x:",
    "    x = 1",
    "if x:\n  y\n z",
    "if x:\n    if y:\n        z",
    "if x:\n    if y:\n        z\n",
    "def f():\n    '''doc",
    "def f():\n    '''doc\n    '''",
    "def f():\n    '''doc\n    '''\n",
    "def f():\n    x = (1,",
    "def f():\n\n    x",
    "for i in x:\n    # comment",
    "for i in x:\n    # comment\n",
    "for i in x:\n    pass\n\n",
    "x = [\n  1,\n\n  2",
    "x = 'a' 'b'",
    "x = 0x",
    "1.5e",
    "x = $",
    "x?",
};

const char* word(InputState state) {
    return state == InputState::Complete     ? "complete"
           : state == InputState::Incomplete ? "incomplete"
                                             : "invalid";
}

TEST(PromptLive, ASecondLineOpensWhereCodeopOpensOne) {
    // Several statements at once are an error to codeop, and none to a prompt of ours.
    std::string program = R"python(
import codeop, warnings
warnings.simplefilter('ignore')
def state(text):
    try:
        return 'incomplete' if codeop.compile_command(text) is None else 'complete'
    except SyntaxError as error:
        return 'complete' if 'multiple statements' in str(error) else 'invalid'
    except (ValueError, OverflowError):
        return 'invalid'
)python";
    for (const std::string_view text : kTexts) {
        program += "print(state(bytes.fromhex('";
        for (const char c : text) program += fmt::format("{:02x}", static_cast<unsigned char>(c));
        program += "').decode()))\n";
    }
    std::string output;
    if (!run_torch(program, output)) NO_LIVE_TORCH();
    std::istringstream lines(output);
    for (const std::string_view text : kTexts) {
        std::string expected;
        ASSERT_TRUE(std::getline(lines, expected));
        EXPECT_EQ(word(engine::script::input_state(text)), expected) << text;
    }
}

}  // namespace
}  // namespace parity
