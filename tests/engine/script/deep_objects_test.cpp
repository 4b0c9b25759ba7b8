// Long chains of every kind of object that holds another: they go without ending the
// stack. What walks them says RecursionError.
#include "engine/base/error.h"
#include "engine/script/script_error.h"
#include "engine/script/standalone.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace engine::script {
namespace {

constexpr int kMillion = 1'000'000;

struct Chain {
    const char* name;
    const char* first;    ///< binds `a`, and what the step needs
    const char* step;     ///< binds `a` to something that holds the `a` before
    int links = 200'000;  ///< all were seen to go with a million, too
};

class DeepObjects : public testing::TestWithParam<Chain> {
protected:
    std::string after(std::string_view text) {
        try {
            const Result result = run(text, session.environment);
            return result.printed + result.echo;
        } catch (const Error& error) {
            return error.line();
        }
    }
    /// A chain of that many links under the name `a`.
    void make(int links) {
        ASSERT_EQ(after(GetParam().first), "");
        ASSERT_EQ(after("for _ in range(" + std::to_string(links) + "):\n    " + GetParam().step),
                  "");
    }

    Standalone session;
};

TEST_P(DeepObjects, GoWithoutEndingTheStack) {
    make(GetParam().links);
    EXPECT_EQ(after("a = None"), "");
    EXPECT_EQ(after("(lambda v: v + 1)(41)"), "42");
}

const Chain kChains[] = {
    {"List", "a = []", "a = [a]", kMillion},
    {"Tuple", "a = ()", "a = (a,)"},
    {"Dict", "a = {}", "a = {'k': a}"},
    {"DictKey", "a = ()", "a = {(1, 2): a}"},
    {"OrderedDict", "from collections import OrderedDict\na = None", "a = OrderedDict(k=a)"},
    {"DefaultDict", "from collections import defaultdict\na = int",
     "a = defaultdict(a.get if a is not int else int, {1: a})"},
    {"Instance", "class N:\n    def __init__(self, n): self.n = n\na = None", "a = N(a)", kMillion},
    {"NamedTuple", "from collections import namedtuple\nP = namedtuple('P', 'x y')\na = None",
     "a = P(a, 1)"},
    {"Closure", "def wrap(f): return lambda: f\na = None", "a = wrap(a)", kMillion},
    {"Default", "def wrap(f):\n    def g(x=f): return x\n    return g\na = None", "a = wrap(a)"},
    {"FunctionAttribute",
     "def wrap(f):\n    def g(): return 1\n    g.f = f\n    return g\na = None", "a = wrap(a)"},
    {"Cell", "def wrap(f):\n    x = [f]\n    def g(): return x\n    return g\na = None",
     "a = wrap(a)"},
    {"BoundMethod",
     "class N:\n    def m(self): pass\ndef bound(a):\n    n = N()\n    n.a = a\n"
     "    return n.m\na = None",
     "a = bound(a)"},
    {"BoundBuiltin", "a = None", "a = [a].append"},
    {"BoundNative", "t = torch.zeros(1)\na = None", "a = [a, t.add].append"},
    {"Enumerate", "a = iter([])", "a = enumerate(a)"},
    {"Zip", "a = iter([])", "a = zip(a)"},
    {"Map", "a = iter([])", "a = map(str, a)"},
    {"Filter", "a = iter([])", "a = filter(None, a)"},
    {"Generator", "a = iter([])", "a = (v for v in a)", kMillion},
    {"YieldFrom", "def wrap(a): yield from a\na = iter([1])", "a = wrap(a)"},
    {"BegunGenerator", "def wrap(a):\n    x = a\n    yield 1\n    yield x\na = None",
     "a = wrap(a); b = next(a)"},
    {"DictOfOwn", "class D(dict): pass\na = None", "b = D(); b.a = a; a = b"},
    {"Chained", "import itertools\na = [1]", "a = itertools.chain(a)"},
    {"ListIterator", "a = None", "a = iter([a])"},
    {"CallableIterator", "a = None", "a = iter([a].pop, a)"},
    {"DictView", "a = None", "a = {'k': a}.values()"},
    {"Slice", "a = None", "a = slice(a)"},
    {"Property", "a = None", "a = property(a)"},
    {"Partial", "from functools import partial\na = print", "a = partial(a, 1)"},
    {"Module", "a = nn.Identity()", "a = nn.Sequential(a)", kMillion},
    {"ModuleAttribute",
     "def hold(a):\n    m = nn.Identity()\n    m.others = [a]\n    return m\n"
     "a = None",
     "a = hold(a)", 2'000},  // each assignment looks through what it is given
    {"ModuleHook",
     "def hook(a):\n    m = nn.Identity()\n"
     "    m.register_forward_hook(lambda *args: a)\n    return m\na = None",
     "a = hook(a)"},
    {"OwnModule",
     "class M(nn.Module):\n    def __init__(self, a):\n        super().__init__()\n"
     "        self.a = a\na = None",
     "a = M(a)", 2'000},
    {"Graph", "a = torch.ones(1, requires_grad=True)", "a = a + 1", kMillion},
    {"Gradient", "a = torch.ones(1)", "b = torch.ones(1); b.grad = a; a = b"},
    {"TensorHook",
     "def hook(a):\n    t = torch.ones(1, requires_grad=True)\n"
     "    t.register_hook(lambda g: a)\n    return t\na = None",
     "a = hook(a)"},
    {"RaisedFrom", "a = None",
     "try: raise ValueError(1) from a\n    except ValueError as e: a = e"},
    {"ExceptionArgument", "a = None", "a = ValueError(a)"},
    {"Subset", "from torch.utils.data import Subset\na = [1, 2]", "a = Subset(a, [0])"},
};

INSTANTIATE_TEST_SUITE_P(Chains, DeepObjects, testing::ValuesIn(kChains),
                         [](const auto& chain) { return std::string(chain.param.name); });

}  // namespace
}  // namespace engine::script
