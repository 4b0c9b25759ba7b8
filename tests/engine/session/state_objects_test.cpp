// Generators, schedulers and loaders that lines make are part of the state.
#include "engine/base/error.h"
#include "engine/script/interpreter.h"
#include "engine/session/state.h"
#include "tests/engine/session/opened_model.h"

#include <gtest/gtest.h>

#include <string_view>
#include <vector>

namespace engine::session {
namespace {

using test::run_lines;

/// A model that ships, and the session's own optimizer of it.
SessionState some_state() {
    SessionState state = test::opened("nested_mlp", Generator(3));
    std::vector<Tensor> parameters;
    for (auto& [name, parameter] : state.model->named_parameters()) parameters.push_back(parameter);
    state.optimizer = optim::Adam(parameters, {.lr = 0.01});
    return state;
}

// What of the engine lines hold: generators, optimizers, schedulers; and loaders in the middle of
// an epoch.
constexpr std::string_view kEngineObjects = R"(
from copy import deepcopy
from torch.utils.data import DataLoader, TensorDataset
g = torch.Generator().manual_seed(3)
again = g
default = torch.default_generator
net = nn.Linear(2, 1)
opt = torch.optim.Adam(net.parameters(), lr=0.1)
groups = opt.param_groups
sched = torch.optim.lr_scheduler.LambdaLR(opt, lambda epoch: 0.5 ** epoch)
own = torch.optim.lr_scheduler.StepLR(optimizer, 2)
loader = DataLoader(TensorDataset(torch.arange(10)), batch_size=2, shuffle=True, generator=g)
walk = iter(loader)
first = next(walk)
draw = g.manual_seed
net(torch.ones(2)).backward()
opt.step()
saved = net.state_dict()
h, k = torch.Generator().manual_seed(1), torch.Generator().manual_seed(1)
assert torch.equal(nn.init.normal_(torch.empty(3), generator=h), torch.empty(3).normal_(generator=k))
)";

TEST(StateObjects, ObjectsOfTheEngineAreForkedHashedAndSaved) {
    SessionState state = some_state();
    run_lines(state, kEngineObjects);
    const Hash128 before = state.hash();
    SessionState fork = state.fork();
    EXPECT_EQ(fork.hash(), before);
    for (const char* line :
         {"g.manual_seed(4)", "torch.rand(1, generator=g)", "opt.step()", "sched.step()",
          "own.step()", "opt.param_groups[0]['lr'] = 7.0", "first = next(walk)", "again = 1",
          "default = g", "loader.collate_fn = len"}) {
        SessionState changed = state.fork();
        try {
            run_lines(changed, line);
        } catch (const Error&) {
            continue;  // a line that is refused changes nothing that counts here
        }
        EXPECT_NE(changed.hash(), before) << line;
        EXPECT_EQ(state.hash(), before) << line;
    }
    constexpr std::string_view kGoesOn = R"(
a = torch.rand(1, generator=again)
sched.step()
assert opt.param_groups[0]['lr'] == 0.05 and groups[0]['lr'] == 0.05
assert sched.optimizer.param_groups[0]['lr'] == 0.05
rest = [batch[0].tolist() for batch in walk]
assert len(rest) == 4
draw(9)
b = torch.rand(1, generator=g)
torch.manual_seed(5)
assert default.initial_seed() == 5
own.step()
own.step()
assert optimizer.param_groups[0]['lr'] == own.get_last_lr()[0]
assert len(list(loader)) == 5
)";
    run_lines(fork, kGoesOn);
    EXPECT_EQ(state.hash(), before);
    const SessionState read = SessionState::restore(state.save(), state);
    EXPECT_EQ(read.hash(), before);
    SessionState goes_on = read.fork();
    run_lines(goes_on, kGoesOn);
    EXPECT_EQ(goes_on.hash(), fork.hash());
}

// One of every kind of object that lines make.
constexpr std::string_view kObjects[] = {
    R"(
from collections import OrderedDict, defaultdict, namedtuple
from dataclasses import dataclass
from functools import partial
class A:
    shared = [1]
    def __init__(self): self.own = {'deep': [1, {'er': [2]}]}
    def method(self): return self.own
    @property
    def value(self): return 1
class B(A): pass
@dataclass
class D:
    x: int = 1
P = namedtuple('P', 'x y')
)",
    R"(
a, b, d, p = A(), B(), D(), P([1], 2)
bound = a.method
def counter():
    n = 0
    def count():
        nonlocal n
        n += 1
        return n
    return count
count = counter()
def default(x=[1]): return x
def tagged(): pass
tagged.tag = 1
part = partial(default, [5])
walk, rows, keys = iter([1, 2, 3]), iter(torch.ones(3, 2)), iter({'a': 1, 'b': 2})
both, many, mapped = zip([1, 2], [3, 4]), enumerate('abc'), map(str, [1, 2])
kept, back, letters = filter(None, [1, 2]), reversed([1, 2]), iter('abc')
numbers, called = iter(range(3)), iter([1, 2].pop, 7)
lazy = (v * 2 for v in [1, 2, 3])
)",
    R"(
items, ordered, counted = {1, 2}, OrderedDict(a=1), defaultdict(list)
view = ordered.values()
error = ValueError([1])
cut = slice(1, 2)
net = nn.Sequential(nn.Linear(2, 2), nn.Dropout(0.5))
net.extra = {'k': [1]}
calls = []
handle = net.register_forward_hook(lambda *args: calls.append(1))
t = torch.ones(2)
alias = t[0:1]
)"};

constexpr const char* kObjectChanges[] = {"a.own['deep'][1]['er'].append(3)",
                                          "a.new = 1",
                                          "del a.own",
                                          "A.shared.append(2)",
                                          "A.shared = 1",
                                          "B.other = 1",
                                          "B.shared = [1]",
                                          "d.x = 2",
                                          "D.x = 3",
                                          "p.x.append(2)",
                                          "bound().clear()",
                                          "count()",
                                          "default().append(2)",
                                          "tagged.tag = 2",
                                          "part().append(1)",
                                          "next(walk)",
                                          "next(rows)",
                                          "next(keys)",
                                          "next(both)",
                                          "next(many)",
                                          "next(mapped)",
                                          "next(kept)",
                                          "next(back)",
                                          "next(letters)",
                                          "next(numbers)",
                                          "next(called)",
                                          "next(lazy)",
                                          "items.add(3)",
                                          "ordered.move_to_end('a') or ordered.update(b=1)",
                                          "counted['k']",
                                          "ordered['a'] = 2",
                                          "error.args[0].append(2)",
                                          "error.note = 1",
                                          "cut = slice(1, 3)",
                                          "net.extra['k'].append(1)",
                                          "net.extra = 1",
                                          "net[1].p = 0.25",
                                          "net[0].eval()",
                                          "net(torch.ones(2))",
                                          "handle.remove()",
                                          "net.register_forward_hook(print)",
                                          "t[1] = 3",
                                          "alias.fill_(2)",
                                          "alias = alias.clone()",
                                          "A.method = len",
                                          "torch.rand(1)",
                                          "net[0].weight.grad = torch.ones(2, 2)",
                                          "net[0].weight.requires_grad = False",
                                          "b.other = a",
                                          "def tagged(): pass",
                                          "class B(A): pass"};

SessionState with_objects() {
    SessionState state = some_state();
    for (const std::string_view lines : kObjects) run_lines(state, lines);
    return state;
}

TEST(StateObjects, EachKindChangedOnceChangesTheHashAndNotTheFork) {
    const SessionState first = with_objects();
    const Hash128 before = first.hash();
    for (const char* line : kObjectChanges) {
        SessionState state = first.fork();
        const SessionState fork = state.fork();
        EXPECT_EQ(fork.hash(), before);
        EXPECT_NO_THROW(run_lines(state, line)) << line;
        EXPECT_NE(state.hash(), before) << line;
        EXPECT_EQ(fork.hash(), before) << line;
        EXPECT_EQ(first.hash(), before) << line;
        // A fork of the changed state has changed alike, and goes its own way.
        SessionState second = state.fork();
        EXPECT_EQ(second.hash(), state.hash()) << line;
    }
}

TEST(StateObjects, EachKindComesBackFromSavedBytes) {
    SessionState state = with_objects();
    run_lines(state, "del lazy");  // a generator that is read back has ended
    const SessionState read = SessionState::restore(state.save(), state);
    EXPECT_EQ(read.hash(), state.hash());
    for (const char* line : kObjectChanges) {
        // A handle is of the tape, and is not saved.
        if (std::string_view(line) == "next(lazy)" || std::string_view(line) == "handle.remove()") {
            continue;
        }
        SessionState here = state.fork(), there = read.fork();
        run_lines(here, line);
        run_lines(there, line);
        EXPECT_EQ(there.hash(), here.hash()) << line;
    }
}

// Generators in the middle of every kind of block, and what each still gives.
constexpr std::string_view kSuspended = R"(
class Door:
    def __init__(self): self.log = []
    def __enter__(self):
        self.log.append('in')
        return self
    def __exit__(self, *error): self.log.append('out')
def plain():
    yield 1
    yield 2
def looped(items):
    total = 0
    for at, item in enumerate(items):
        total += item
        yield at, total
def counted():
    n = 0
    while n < 3:
        n += 1
        got = yield n
        if got: n = got
    else:
        yield 'end'
def opened(door):
    with door as d, torch.no_grad():
        yield list(d.log)
        yield torch.is_grad_enabled()
    yield list(door.log)
def tried():
    try:
        yield 1
        raise ValueError([1])
    except ValueError as error:
        yield error.args[0]
        error.args[0].append(2)
        yield error.args[0]
    finally:
        yield 'last'
def raised(what):
    try:
        try:
            raise ValueError(what)
        except ValueError:
            yield 'handling'
            raise
    except ValueError as error:
        error.args[0].append(3)
        yield error.args[0]
def left(what):
    try:
        try:
            raise ValueError(what)
        finally:
            yield 'leaving'
    except ValueError as error:
        error.args[0].append(4)
        yield error.args[0]
def delegated():
    got = yield from looped([5, 6, 7])
    yield got
def drawn(g):
    yield 0
    yield torch.rand(1, generator=g).item()
    yield torch.rand(1, generator=g).item()
def by_match(value):
    match value:
        case [a, b]:
            yield a
            yield b
            yield value
door = Door()
walks = [plain(), looped([1, 2, 3]), counted(), opened(door), tried(), raised([1]), left([1]),
         delegated(), drawn(torch.Generator().manual_seed(1)), by_match([1, 2]), tried()]
for walk in walks: next(walk)
next(walks[-1])
same = walks[0]
)";

TEST(StateObjects, AGeneratorInTheMiddleIsForkedAndHashed) {
    SessionState state = some_state();
    run_lines(state, kSuspended);
    const Hash128 before = state.hash();
    for (int i = 0; i < 11; ++i) {
        const std::string walk = "walks[" + std::to_string(i) + "]";
        SessionState advanced = state.fork();
        const SessionState fork = advanced.fork();
        ASSERT_EQ(fork.hash(), before);
        run_lines(advanced, "next(" + walk + ")");
        EXPECT_NE(advanced.hash(), before) << walk;
        EXPECT_EQ(fork.hash(), before) << walk;
        EXPECT_EQ(state.hash(), before) << walk;
        SessionState second = advanced.fork();
        EXPECT_EQ(second.hash(), advanced.hash()) << walk;
        // Every one goes on to the same values, and changes nothing of another.
        SessionState third = fork.fork();
        run_lines(advanced, "rest = list(" + walk + ")");
        run_lines(second, "rest = list(" + walk + ")");
        EXPECT_EQ(second.hash(), advanced.hash()) << walk;
        run_lines(third, "next(" + walk + ")\nrest = list(" + walk + ")");
        EXPECT_EQ(third.hash(), advanced.hash()) << walk;
        EXPECT_EQ(fork.hash(), before) << walk;
        EXPECT_EQ(state.hash(), before) << walk;
    }
    run_lines(state, "assert same is walks[0] and next(same) == 2 and not list(walks[0])");
    run_lines(state, "assert list(walks[1]) == [(1, 3), (2, 6)]");
    run_lines(state, "assert walks[2].send(2) == 3 and list(walks[2]) == ['end']");
    run_lines(state, "assert list(walks[3]) == [False, ['in', 'out']] and torch.is_grad_enabled()");
    run_lines(state, "assert list(walks[4]) == [[1, 2], [1, 2], 'last']");
    run_lines(state, "assert list(walks[5]) == [[1, 3]] and list(walks[6]) == [[1, 4]]");
    run_lines(state, "assert list(walks[7]) == [(1, 11), (2, 18), None]");
    run_lines(state,
              "assert list(walks[9]) == [2, [1, 2]] and list(walks[10]) == [[1, 2], 'last']");
}

// An exception that waits in a generator is not always bound to a name.
TEST(StateObjects, AnExceptionThatWaitsInAGeneratorIsTheForksOwn) {
    for (const char* walk : {"walks[5]", "walks[6]"}) {
        SessionState state = some_state();
        run_lines(state, kSuspended);
        const std::string line = "assert next(" + std::string(walk) + ")[1:] in ([3], [4])";
        SessionState fork = state.fork();
        run_lines(fork, line);
        run_lines(state, line);
        EXPECT_EQ(fork.hash(), state.hash());
    }
    SessionState one = some_state(), other = some_state();
    const std::string functions(kSuspended);
    run_lines(one, functions + "\nwalk = left([1])\nnext(walk)");
    run_lines(other, functions + "\nwalk = left([1])\nnext(walk)");
    EXPECT_EQ(one.hash(), other.hash());
    for (SessionState* state : {&one, &other}) {
        const char* what = state == &one ? "a" : "b";
        run_lines(*state, std::string("def quiet():\n    try:\n        raise ValueError(") +
                              "letters.pop())\n    finally:\n        yield 1\nletters = ['" + what +
                              "']\nwalk = quiet()\nnext(walk)");
    }
    EXPECT_NE(one.hash(), other.hash());
}

// What a file keeps of a generator is its variables, not its place: it has ended.
TEST(StateObjects, AGeneratorThatIsReadBackHasEnded) {
    SessionState state = some_state();
    run_lines(state, kSuspended);
    SessionState read = SessionState::restore(state.save(), state);
    run_lines(read, "assert [list(walk) for walk in walks] == [[]] * 11 and door.log == ['in']");
    run_lines(state, "assert next(same) == 2");
}

}  // namespace
}  // namespace engine::session
