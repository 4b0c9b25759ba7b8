// Steps, depth, memory, the stop button: whatever a script does, the session goes on.
#include "engine/base/error.h"
#include "engine/nn/module.h"
#include "engine/script/heap.h"
#include "engine/script/memory.h"
#include "engine/script/script_error.h"
#include "engine/script/standalone.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

namespace engine::script {
namespace {

class Limits : public testing::Test {
protected:
    std::string after(std::string_view text) {
        try {
            const Result result = run(text, session.environment);
            return result.printed + result.echo;
        } catch (const Error& error) {
            return error.kind() == ErrorKind::Cancelled ? error.what() : error.line();
        }
    }
    void expect_alive() { EXPECT_EQ(after("(lambda v: v + 1)(41)"), "42"); }

    Standalone session;
};

TEST_F(Limits, StepsEndWhatDoesNotEnd) {
    session.environment.step_limit = 10'000;
    for (const std::string_view text :
         {"while True: pass", "for i in range(10 ** 12): pass", "sum(range(10 ** 12))",
          "[i for i in range(10 ** 12)]", "x = torch.ones(2, 2)\nwhile True: x = x @ x",
          "list(map(lambda v: v, range(10 ** 12)))", "sorted(i for i in range(10 ** 12))",
          "any(False for _ in range(10 ** 12))", "'-'.join(str(i) for i in range(10 ** 12))",
          "dict(zip(range(10 ** 12), range(10 ** 12)))", "-1 in (i for i in range(10 ** 12))",
          "list(iter(lambda: 1, 2))", "a, *b = iter(int, 1)", "print(*iter(int, 1))",
          "all(zip(iter(lambda: 1, 2)))"}) {
        EXPECT_EQ(after(text), "stopped after 10000 steps") << text;
        expect_alive();
    }
}

TEST_F(Limits, StopEndsAScriptFromOutside) {
    for (const std::string_view text :
         {"while True: pass", "x = torch.ones(64, 64)\nwhile True: x = x @ x * 0",
          "[i for i in range(10 ** 12) if i < 0]", "sum(range(10 ** 12))",
          "list(filter(None, iter(int, 1)))",
          "any(zip(iter(int, 1), iter(int, 1))) and False or len(list(iter(int, 1)))",
          "','.join(iter(str, 1))", "try:\n    while True: pass\nfinally:\n    while True: pass",
          "while True:\n    try: 1 / 0\n    except: pass"}) {
        std::atomic<bool> stop{false};
        session.context.cancel = &stop;
        std::thread finger([&] {
            std::this_thread::sleep_for(std::chrono::milliseconds(30));
            stop = true;
        });
        EXPECT_EQ(after(text), "stopped") << text;
        finger.join();
        session.context.cancel = nullptr;
        expect_alive();
    }
}

TEST_F(Limits, DepthIsARecursionError) {
    const std::string_view words = "RecursionError: maximum recursion depth exceeded";
    for (const std::string_view text :
         {"def f(n): return f(n + 1)\nf(0)", "f = lambda: f()\nf()",
          "class A:\n    def __getattr__(self, name): return self.other\nA().x",
          "class A:\n    def __init__(self): A()\nA()",
          "class A:\n    def __repr__(self): return repr(self)\nA()",
          "class A:\n    def __eq__(self, other): return self == other\nA() == 1",
          "class A:\n    def __add__(self, other): return self + other\nA() + 1",
          "class A:\n    def __iter__(self): return iter(self)\nlist(A())",
          "class A:\n    @property\n    def x(self): return self.x\nA().x",
          "class N(nn.Module):\n    def forward(self, x): return self(x)\nN()(1)",
          "a = []\nfor i in range(5000): a = [a]\nrepr(a)",
          "a = {}\nfor i in range(5000): a = {'k': a}\nstr(a)",
          "a, b = [], []\nfor i in range(5000): a, b = [a], [b]\na == b",
          "a = ()\nfor i in range(5000): a = (a,)\nhash(a)",
          "import copy\na = []\nfor i in range(5000): a = [a]\ncopy.deepcopy(a)",
          "g = (v for v in [1])\nfor i in range(5000): g = (v for v in g)\nlist(g)",
          "def w(a): yield from a\ng = iter([1])\nfor i in range(50000): g = w(g)\nlist(g)"}) {
        EXPECT_TRUE(after(text).starts_with(words)) << text << " gives " << after(text);
        expect_alive();
    }
}

TEST_F(Limits, WalksOfWhatIsVeryDeepSayWhatTheyWereDoing) {
    after(
        "import copy, dataclasses\nfrom functools import partial\n"
        "class N:\n    def __init__(self, n): self.n = n\nm = nn.Identity()");
    const auto deep = [&](std::string_view first, std::string_view step) {
        after(
            fmt::format("a = {0}\nfor i in range(100000): a = {1}\n"
                        "b = None",
                        first, step));
    };
    const auto expect = [&](std::string_view text, std::string_view doing) {
        const std::string words = "RecursionError: maximum recursion depth exceeded";
        EXPECT_EQ(after(text), doing.empty() ? words : words + " " + std::string(doing)) << text;
        expect_alive();
    };
    const std::string_view repr = "while getting the repr of an object";
    const std::string_view str = "while getting the str of an object";
    const std::string_view calling = "while calling a Python object";
    const std::string_view comparing = "in comparison";
    deep("[]", "[a]");
    after("b = []\nfor i in range(100000): b = [b]");
    for (const std::string_view text : {"a == b", "a < b", "a in [b]", "sorted([a, b])"}) {
        expect(text, comparing);
    }
    deep("[]", "[a]");
    for (const std::string_view text : {"repr(a)", "str(a)", "f'{a}'", "'%s' % (a,)"}) {
        expect(text, repr);
    }
    expect("copy.deepcopy(a)", calling);
    deep("{}", "{'k': a}");
    expect("repr(a)", repr);
    for (const std::string_view text :
         {"copy.deepcopy(a)", "torch.cat(a)", "m(a)", "m.load_state_dict(a)", "torch.zeros(a)"}) {
        expect(text, calling);
    }
    deep("()", "(a,)");
    expect("repr(a)", repr);
    expect("{a: 1}", calling);
    deep("None", "N(a)");
    expect("copy.deepcopy(a)", calling);
    deep("None", "slice(a)");
    expect("repr(a)", repr);
    deep("None", "ValueError(a)");
    expect("repr(a)", repr);
    expect("str(a)", str);
    deep("print", "partial(a, 1)");
    expect("a()", "");
    deep("nn.Identity()", "nn.Sequential(a)");
    expect("repr(a)", repr);
    for (const std::string_view text : {"a.train()", "a(torch.ones(1))", "a.state_dict()",
                                        "list(a.modules())", "copy.deepcopy(a)"}) {
        expect(text, calling);
    }
    expect("a.apply(print)", "");
}

TEST_F(Limits, WhatIsDeepGoesWithoutEndingTheStack) {
    for (const std::string_view text :
         {"a = []\nfor i in range(100000): a = [a]\ndel a",
          "a = ()\nfor i in range(100000): a = (a,)\na = 1",
          "a = {}\nfor i in range(100000): a = {'k': a}\na = 1",
          "class N:\n    def __init__(self, n): self.n = n\na = None\n"
          "for i in range(100000): a = N(a)\na = 1",
          "def f():\n    a = []\n    for i in range(100000): a = [{'k': (a,)}]\nf()"}) {
        EXPECT_EQ(after(text), "") << text;
        expect_alive();
    }
}

TEST_F(Limits, BracketsInBracketsAreRefused) {
    const auto nested = [](std::string_view open, std::string_view close, int depth) {
        std::string text;
        for (int i = 0; i < depth; ++i) text += open;
        text += "1";
        for (int i = 0; i < depth; ++i) text += close;
        return text;
    };
    for (const auto& [open, close] :
         {std::pair("(", ")"), std::pair("[", "]"), std::pair("{1: ", "}"), std::pair("f(", ")"),
          std::pair("-", ""), std::pair("not ", ""), std::pair("lambda: ", ""),
          std::pair("1 if 1 else ", ""), std::pair("2 ** ", "")}) {
        EXPECT_EQ(after(nested(open, close, 100'000)), "SyntaxError: too many nested parentheses")
            << open;
    }
    EXPECT_TRUE(after(nested("1 + ", "", 100'000)).starts_with("RecursionError")) << "1 + 1 + ...";
    EXPECT_EQ(after(nested("(", ")", 50)), "1");
    expect_alive();
}

TEST_F(Limits, MemoryEndsBeforeTheMachinesDoes) {
    pretend_free_memory(std::size_t{256} << 20);  // the machine's own takes minutes to fill
    for (const std::string_view text :
         {"[0] * 10 ** 12", "set(range(10 ** 12))", "sorted(range(10 ** 12))", "'ab' * 10 ** 12",
          "list(range(10 ** 12))", "(1,) * (1 << 40)", "s = 'ab'\nwhile True: s = s + s",
          "a = [1]\nwhile True: a = a + a", "a = [1]\nwhile True: a += a",
          "a = [1]\nwhile True: a.extend(a)", "f'{1:>999999999999}'", "'%999999999d' % 1"}) {
        const std::string said = after(text);
        EXPECT_TRUE(said.starts_with("MemoryError") || said.starts_with("ValueError"))
            << text << " gives " << said;
        expect_alive();
    }
    pretend_free_memory(0);
    session.names.clear();
}

TEST_F(Limits, AListWithoutEndEndsWhereLittleIsFree) {
    pretend_free_memory(1);
    EXPECT_EQ(after("a = []\nwhile True: a.append(0)"), "MemoryError");
    EXPECT_EQ(after("d = {}\nwhile True: d[len(d)] = 'x' * 100"), "MemoryError");
    EXPECT_EQ(after("[i for i in range(10 ** 12)]"), "MemoryError");
    pretend_free_memory(0);
    session.names.clear();
    expect_alive();
    EXPECT_EQ(after("try:\n    x = [0] * 10 ** 12\nexcept MemoryError: print('caught')"),
              "caught\n");
}

TEST_F(Limits, RingsDoNotLiveForEver) {
    for (int i = 0; i < 50; ++i) {
        after("for i in range(1000):\n    a = []\n    d = {'me': None}\n    d['me'] = d");
    }
    EXPECT_LT(session.environment.heap->watched(), 8'000u);
    after("class Node: pass\nfor i in range(20000):\n    n = Node(); n.me = n");
    session.environment.heap->collect();
    session.environment.heap->collect();  // the places of what the first has freed
    EXPECT_LT(session.environment.heap->watched(), 100u);
}

TEST_F(Limits, RingsThroughModulesDoNotLiveForEver) {
    after(
        "class M(nn.Module):\n    def __init__(self, how):\n        super().__init__()\n"
        "        self.fc = nn.Linear(2, 2)\n"
        "        if how == 0: self.fc.register_forward_hook(self.hook)\n"
        "        if how == 1: self.act = self.hook\n"
        "        if how == 2: self.all = [self.hook]\n"
        "        if how == 3: self.table = {'me': self}\n"
        "        if how == 4: self.fc.register_forward_pre_hook(lambda *args: [self, None][1])\n"
        "        if how == 5: self.fc.register_full_backward_hook(self.eval)\n"
        "        if how == 6: self.walk = iter([self.hook])\n"
        "    def hook(self, *args): pass\n");
    for (int how = 0; how < 7; ++how) {
        after(fmt::format("m = M({})", how));
        const std::weak_ptr<nn::Module> model =
            std::get<nn::ModulePtr>(session.names.find("m")->data());
        session.environment.heap->collect();
        ASSERT_FALSE(model.expired()) << how;
        EXPECT_EQ(after("m.fc(torch.ones(2)).shape"), "torch.Size([2])") << how;
        after("m = None");
        session.environment.heap->collect();
        EXPECT_TRUE(model.expired()) << how;
    }
}

TEST_F(Limits, RingsOfListsAloneDoNotLiveForEver) {
    for (const std::string_view text :
         {"a = []\na.append(a)", "a = [0]\na[0] = a", "a = []\na += [a]", "a = []\na.extend([a])",
          "a = []\na.insert(0, a)", "a = [1, 2]\na[:1] = [a]", "a = [1, 2]\na[::2] = [a]",
          "a = [[]]\na[0].append(a)", "a = []\na.append((1, a))",
          "import copy\nb = []\nb.append(b)\na = copy.deepcopy(b)\nb = None"}) {
        after(text);
        const std::weak_ptr<nn::Sequence> list =
            std::get<std::shared_ptr<nn::Sequence>>(session.names.find("a")->data());
        session.environment.heap->collect();
        ASSERT_FALSE(list.expired()) << text;
        EXPECT_NE(after("a[-1]"), "") << text;
        after("a = None");
        session.environment.heap->collect();
        EXPECT_TRUE(list.expired()) << text;
    }
}

TEST_F(Limits, WhatAMethodChangesWhileItIsAskedIsNoHarm) {
    after(
        "class E:\n    def __eq__(self, other):\n        a.clear()\n        return False\n"
        "    def __repr__(self):\n        a.clear()\n        return 'E'\n"
        "    def __hash__(self):\n        return 1");
    for (const std::string_view text :
         {"a = [E()] * 9\na.index(1)", "a = [E()] * 9\na.count(1)", "a = [E()] * 9\na.remove(1)",
          "a = [E()] * 9\na == [1] * 9", "a = [E()] * 9\nrepr(a)", "a = [E()] * 9\n1 in a",
          "a = {E(): E()}\nrepr(a)",
          "a = {i: E() for i in range(20)}\na == {i: 1 for i in range(20)}",
          "a = {E(): 1 for i in range(20)}\nE() in a",
          "a = [3, 1, 2]\na.sort(key=lambda v: a.clear() or v)"}) {
        after(text);
        expect_alive();
    }
}

}  // namespace
}  // namespace engine::script
