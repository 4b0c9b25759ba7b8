#include "engine/session/state.h"

#include "engine/autograd/backward.h"
#include "engine/autograd/ops.h"
#include "engine/base/error.h"
#include "engine/nn/lazy_modules.h"
#include "engine/nn/linear.h"
#include "engine/script/interpreter.h"
#include "tests/engine/session/opened_model.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <functional>
#include <string>

namespace engine::session {
namespace {

using test::run_lines;

/// A state with something in every field: two moons' model after one step on random numbers.
SessionState some_state() {
    SessionState state = test::opened("nested_mlp", Generator(3));
    state.model->register_buffer("scratch", Tensor::from({1.0, 2.0}, {2}), false);
    state.model->attributes.set("note", nn::Value::list({1, 2.5, "text", nn::Value()}));
    std::vector<Tensor> parameters;
    for (auto& [name, parameter] : state.model->named_parameters()) parameters.push_back(parameter);
    state.optimizer = optim::Adam(parameters, {.lr = 0.01});
    const Tensor x = Tensor::from({0.1, 0.2, -0.3, 0.4, 0.5, -0.6, 0.7, 0.8}, {4, 2});
    const Tensor y = Tensor::from({0, 1, 1, 0}, {4}, DType::Int64);
    const Tensor loss = cross_entropy(test::forward(state, x), y);
    backward(loss);
    state.optimizer->step();
    state.model->hooks.add(nn::HookKind::Forward, nn::Value());
    state.model->hooks.add(nn::HookKind::FullBackward, nn::Value());
    state.model->add_module("lazy", nn::LazyLinear(2));
    state.names.set("x", x);
    state.names.set("loss", loss);  // a result with history
    state.names.set("kept", nn::Value::list({state.model->get_submodule("head"), 1}));
    const auto dict = std::make_shared<nn::Dict>();
    dict->items = {{"k", nn::Value(2)}, {"t", nn::Value(Tensor::zeros({2}))}};
    state.names.set("table", dict);
    const Tensor rows = Tensor::zeros({2, 2});
    state.names.set("rows", rows);
    state.names.set("row", select(rows, 0, 0));
    state.loader.order =
        std::make_shared<const std::vector<int64_t>>(std::vector<int64_t>{2, 0, 1});
    state.step = 1;
    return state;
}

nn::Module& at(SessionState& state, const char* path) {
    return *state.model->get_submodule(path);
}

struct Change {
    const char* what;
    std::function<void(SessionState&)> make;
};
const Change kChanges[] = {
    {"parameter value",
     [](SessionState& s) { at(s, "head").parameter("weight").mutable_data<float>()[0] += 1; }},
    {"requires_grad", [](SessionState& s) { at(s, "head").requires_grad_(false); }},
    {"grad",
     [](SessionState& s) { at(s, "head").parameter("bias").grad().mutable_data<float>()[0] += 1; }},
    {"no grad", [](SessionState& s) { at(s, "head").parameter("bias").set_grad({}); }},
    {"buffer",
     [](SessionState& s) {
         at(s, "backbone.block1.bn").buffer("running_mean").mutable_data<float>()[0] += 1;
     }},
    {"non-persistent buffer",
     [](SessionState& s) { s.model->buffer("scratch").mutable_data<float>()[1] = 7; }},
    {"persistence", [](SessionState& s) { s.model->buffers.find("scratch")->persistent = true; }},
    {"flag", [](SessionState& s) { at(s, "backbone.block1.drop").training = false; }},
    {"attribute", [](SessionState& s) { at(s, "backbone.block1.drop").set_attribute("p", 0.25); }},
    {"inside of a list attribute",
     [](SessionState& s) {
         std::get<std::shared_ptr<nn::Sequence>>(s.model->attributes.find("note")->data())
             ->items[0] = 5;
     }},
    {"flag of the root", [](SessionState& s) { s.model->training = false; }},
    {"kind of an attribute",
     [](SessionState& s) { at(s, "backbone.block1.drop").attributes.set("p", 0); }},
    {"attribute deleted", [](SessionState& s) { s.model->delete_attribute("note"); }},
    {"attribute that is a tensor",
     [](SessionState& s) { s.model->attributes.set("t", Tensor::zeros({1})); }},
    {"parameter that is None",
     [](SessionState& s) { at(s, "head").parameters.set("bias", Tensor()); }},
    {"parameter deleted", [](SessionState& s) { at(s, "head").delete_attribute("bias"); }},
    {"buffer that is None",
     [](SessionState& s) { s.model->buffers.find("scratch")->tensor = Tensor(); }},
    {"child deleted", [](SessionState& s) { s.model->delete_attribute("head"); }},
    {"child that is None", [](SessionState& s) { s.model->children.set("head", nullptr); }},
    {"child met twice",
     [](SessionState& s) { s.model->children.set("again", s.model->get_submodule("head")); }},
    {"optimizer steps",
     [](SessionState& s) {
         s.optimizer->state[1].find("step")->tensor().mutable_data<float>()[0] += 1;
     }},
    {"optimizer state forgotten", [](SessionState& s) { s.optimizer->state[0].clear(); }},
    {"parameters of the optimizer",
     [](SessionState& s) {
         s.optimizer->groups[0].parameters.pop_back();
         s.optimizer->state.pop_back();
     }},
    {"group of the optimizer",
     [](SessionState& s) {
         s.optimizer->groups.push_back({s.optimizer->groups[0].options, {}});
     }},
    {"no optimizer", [](SessionState& s) { s.optimizer = nullptr; }},
    {"optimizer option", [](SessionState& s) { s.optimizer->groups[0].options.set("lr", 0.5); }},
    {"optimizer state",
     [](SessionState& s) {
         s.optimizer->state[0].find("exp_avg")->tensor().mutable_data<float>()[0] += 1;
     }},
    {"generator", [](SessionState& s) { s.generator.random(); }},
    {"normal that waits in the generator",
     [](SessionState& s) {
         // The same words drawn, the second normal of the pair used or not.
         float one = 0, two[2];
         Generator other = s.generator;
         other.normal_scalar_path({&one, 1});
         s.generator.normal_scalar_path(two);
         Hasher a, b;
         other.hash_into(a);
         s.generator.hash_into(b);
         EXPECT_NE(a.digest(), b.digest());
         EXPECT_EQ(other.random(), Generator(s.generator).random());
     }},
    {"seed of the same stream",
     [](SessionState& s) {
         Generator other(3 + (uint64_t{1} << 40));
         s.generator.manual_seed(3);
         EXPECT_EQ(Generator(other).random(), Generator(s.generator).random());
         const Hash128 same_stream = s.hash();
         s.generator = other;
         EXPECT_NE(s.hash(), same_stream);
     }},
    {"grad mode", [](SessionState& s) { s.grad_enabled = false; }},
    {"default dtype", [](SessionState& s) { s.tensor_defaults.dtype = DType::Float64; }},
    {"scientific", [](SessionState& s) { s.tensor_defaults.scientific = 1; }},
    {"precision", [](SessionState& s) { s.tensor_defaults.precision = 2; }},
    {"threshold", [](SessionState& s) { s.tensor_defaults.threshold = 10; }},
    {"edge items", [](SessionState& s) { s.tensor_defaults.edge_items = 1; }},
    {"line width", [](SessionState& s) { s.tensor_defaults.line_width = 120; }},
    {"anomaly", [](SessionState& s) { s.tensor_defaults.anomaly = true; }},
    {"anomaly NaN", [](SessionState& s) { s.tensor_defaults.anomaly_nan = false; }},
    {"source", [](SessionState& s) { s.source += "\n"; }},
    {"loop kind", [](SessionState& s) { s.loop_kind = LoopKind::Textbook; }},
    {"epoch", [](SessionState& s) { ++s.loop.epoch; }},
    {"batch", [](SessionState& s) { ++s.loop.batch; }},
    {"line", [](SessionState& s) { ++s.loop.line; }},
    {"loader order",
     [](SessionState& s) {
         s.loader.order =
             std::make_shared<const std::vector<int64_t>>(std::vector<int64_t>{0, 2, 1});
     }},
    {"loader without an epoch", [](SessionState& s) { s.loader.order = nullptr; }},
    {"loader position", [](SessionState& s) { ++s.loader.position; }},
    {"step", [](SessionState& s) { ++s.step; }},
    {"bound name", [](SessionState& s) { s.names.set("k", 1); }},
    {"name forgotten", [](SessionState& s) { s.names.erase("x"); }},
    {"name of a module", [](SessionState& s) { s.names.set("m", s.model->get_submodule("head")); }},
    {"list behind a name",
     [](SessionState& s) {
         std::get<std::shared_ptr<nn::Sequence>>(s.names.find("kept")->data())->items.pop_back();
     }},
    {"list that is a tuple",
     [](SessionState& s) {
         std::get<std::shared_ptr<nn::Sequence>>(s.names.find("kept")->data())->is_tuple = true;
     }},
    {"module in a list",
     [](SessionState& s) {
         std::get<std::shared_ptr<nn::Sequence>>(s.names.find("kept")->data())->items[0] =
             s.model->get_submodule("backbone");
     }},
    {"value in a dict",
     [](SessionState& s) {
         std::get<std::shared_ptr<nn::Dict>>(s.names.find("table")->data())->items[0].second = 3;
     }},
    {"key of a dict",
     [](SessionState& s) {
         std::get<std::shared_ptr<nn::Dict>>(s.names.find("table")->data())->items[0].first = "l";
     }},
    {"tensor in a dict",
     [](SessionState& s) {
         const auto& dict = std::get<std::shared_ptr<nn::Dict>>(s.names.find("table")->data());
         dict->items[1].second.tensor().mutable_data<float>()[0] = 1;
     }},
    {"row that a view shows",
     [](SessionState& s) { s.names.set("row", select(s.names.find("rows")->tensor(), 0, 1)); }},
    {"view that is a copy",
     [](SessionState& s) { s.names.set("row", s.names.find("row")->tensor().copy()); }},
    {"dtype",
     [](SessionState& s) {
         s.names.set("rows", Tensor::zeros({2, 2}, DType::Int32));
     }},
    {"shape",
     [](SessionState& s) {
         s.names.set("x", Tensor::zeros({2, 4}));
     }},
    {"value behind a name",
     [](SessionState& s) { s.names.find("x")->tensor().mutable_data<float>()[0] = 9; }},
    {"child replaced",
     [](SessionState& s) {
         Generator generator(1);
         s.model->children.set("head",
                               nn::Linear({.in_features = 16, .out_features = 2}, generator));
     }},
    {"hook",
     [](SessionState& s) {
         at(s, "head").hooks.add(nn::HookKind::Forward, nn::Value("a callable"));
     }},
    {"id of the next hook", [](SessionState& s) { ++at(s, "head").hooks.next_id; }},
    {"kind of a hook",
     [](SessionState& s) { s.model->hooks.list[0].kind = nn::HookKind::ForwardPre; }},
    {"callable of a hook", [](SessionState& s) { s.model->hooks.list[0].callable = 3; }},
    {"hook removed", [](SessionState& s) { s.model->hooks.remove(0); }},
    {"order of a dict",
     [](SessionState& s) {
         std::get<std::shared_ptr<nn::Dict>>(s.names.find("table")->data())->ordered = true;
     }},
    {"metadata of a dict",
     [](SessionState& s) {
         std::get<std::shared_ptr<nn::Dict>>(s.names.find("table")->data())->metadata =
             std::make_shared<nn::Dict>();
     }},
    {"tensor that is a parameter",
     [](SessionState& s) { s.names.find("rows")->tensor().mark_parameter(); }},
    {"tensor on the meta device",
     [](SessionState& s) {
         s.names.set("rows", Tensor::meta({2, 2}));
     }},
    {"tensor without sizes yet",
     [](SessionState& s) { s.names.find("rows")->tensor().mark_uninitialized(); }},
    {"lazy module that was called",
     [](SessionState& s) {
         nn::CallContext context{s.generator};
         nn::call(at(s, "lazy"), context, Tensor::zeros({1, 2}));
     }},
    {"tied weights",
     [](SessionState& s) {
         nn::Module& head = at(s, "head");
         const Tensor same = head.parameter("bias").copy();
         head.parameters.set("twin", same);
         const Hash128 equal = s.hash();
         head.parameters.set("twin", head.parameter("bias"));
         EXPECT_NE(s.hash(), equal) << "equal and tied are not the same";
     }},
};

class StateField : public testing::TestWithParam<Change> {};

TEST_P(StateField, ChangedOnceChangesTheHashAndNotTheFork) {
    SessionState state = some_state();
    const Hash128 before = state.hash();
    const SessionState fork = state.fork();
    ASSERT_EQ(fork.hash(), before);
    GetParam().make(state);
    EXPECT_NE(state.hash(), before);
    EXPECT_EQ(fork.hash(), before);
}

TEST_P(StateField, ChangedInAForkStaysThere) {
    const SessionState state = some_state();
    const Hash128 before = state.hash();
    SessionState fork = state.fork();
    GetParam().make(fork);
    EXPECT_NE(fork.hash(), before);
    EXPECT_EQ(state.hash(), before);
}

TEST_P(StateField, ComesBackFromSavedBytes) {
    const SessionState like = some_state();
    SessionState state = like.fork();
    GetParam().make(state);
    // A replaced child has the class that stood there; its weights are the saved ones.
    EXPECT_EQ(SessionState::restore(state.save(), like).hash(), state.hash());
}

INSTANTIATE_TEST_SUITE_P(Each, StateField, testing::ValuesIn(kChanges), [](const auto& test) {
    std::string name = test.param.what;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
    return name;
});

/// One more field in any of these does not compile: visit_state() has to learn of it, and kChanges.
TEST(State, HasTheFieldsThatAreWalked) {
    const SessionState state = some_state();
    [[maybe_unused]] const auto& [heap, source, model, optimizer, generator, grad_enabled,
                                  tensor_defaults, loop_kind, loop, loader, step, names] = state;
    [[maybe_unused]] const auto& [epoch, batch, line] = loop;
    [[maybe_unused]] const auto& [order, position] = loader;
    [[maybe_unused]] const auto& [dtype, scientific, precision, threshold, edge_items, line_width,
                                  anomaly, anomaly_nan] = state.tensor_defaults;
    [[maybe_unused]] const auto& [options, parameters] = optimizer->groups[0];
    [[maybe_unused]] const auto& [tensor, persistent] = *model->buffers.find("scratch");
    [[maybe_unused]] const auto& [items, is_tuple, tuple_class] =
        *std::get<std::shared_ptr<nn::Sequence>>(names.find("kept")->data());
    const auto& [entries, ordered, metadata] =
        *std::get<std::shared_ptr<nn::Dict>>(names.find("table")->data());
    EXPECT_EQ(entries.size(), 2U);
    // These keep some of theirs private; a new size is the sign to look.
    struct ModuleFields : std::enable_shared_from_this<ModuleFields> {
        bool training;
        nn::ObjectPtr python_class;
        nn::OrderedMap<Tensor> parameters;
        nn::OrderedMap<nn::Buffer> buffers;
        nn::OrderedMap<nn::ModulePtr> children;
        nn::OrderedMap<nn::Value> attributes;
        nn::Hooks hooks;
        const nn::Behaviour* behaviour;
        std::string class_name;
    };
    EXPECT_EQ(sizeof(nn::Module), sizeof(ModuleFields));
    struct OptimizerFields : std::enable_shared_from_this<OptimizerFields> {
        std::vector<optim::ParamGroup> groups;
        std::vector<nn::OrderedMap<nn::Value>> state;
        nn::OrderedMap<nn::Value> defaults;
        int64_t steps;
        const optim::Rule* rule;
    };
    EXPECT_EQ(sizeof(optim::Optimizer), sizeof(OptimizerFields));
}

constexpr std::string_view kObjects = R"(
class A:
    kind = [1, 2]
    def __init__(self, n):
        self.n = n
        self.d = {1: 'a', 'b': n}
    def read(self):
        return super().__repr__() and self.n
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc = nn.Linear(2, 2)
    def forward(self, x):
        return self.fc(x)
a = A(3)
again = a
method = a.read
step = counter()
walk = iter([1, 2, 3])
keys = {(1, 2), 'k'}
function = len
kinds = [int, A, nn.Linear]
)";

TEST(State, ObjectsOfScriptsAreForkedHashedAndSaved) {
    SessionState state = some_state();
    run_lines(state, kObjects);
    run_lines(state, "first = next(walk)\nfirst = step()");
    const Hash128 before = state.hash();
    SessionState fork = state.fork();
    EXPECT_EQ(fork.hash(), before);
    for (const char* line : {"a.n = 4", "a.d[1] = 'z'", "A.kind.append(3)", "first = step()",
                             "first = next(walk)", "keys.add(7)", "A.other = 1", "again = A(3)"}) {
        SessionState changed = state.fork();
        run_lines(changed, line);
        EXPECT_NE(changed.hash(), before) << line;
        EXPECT_EQ(state.hash(), before) << line;
    }
    // In the fork, too, one object under two names is one.
    run_lines(fork, "again.n = 9\nassert a.n == 9 and method() == 9 and step() == 2");
    run_lines(fork, "assert isinstance(a, A) and type(a) is kinds[1]");
    const SessionState read = SessionState::restore(state.save(), state);
    EXPECT_EQ(read.hash(), before);
    SessionState goes_on = read.fork();
    run_lines(goes_on,
              "assert step() == 2 and next(walk) == 2 and method() == 3 and a.d[1] == 'a'");
}

TEST(State, ANameKeepsItsModuleInAFork) {
    const SessionState state = some_state();
    const SessionState fork = state.fork();
    const auto& kept = std::get<std::shared_ptr<nn::Sequence>>(fork.names.find("kept")->data());
    EXPECT_EQ(std::get<nn::ModulePtr>(kept->items[0].data()), fork.model->get_submodule("head"));
    EXPECT_NE(fork.model->get_submodule("head"), state.model->get_submodule("head"));
    fill_(fork.names.find("rows")->tensor(), 4);
    EXPECT_EQ(fork.names.find("row")->tensor().to_vector<float>(), (std::vector<float>{4, 4}));
    EXPECT_EQ(state.names.find("row")->tensor().to_vector<float>(), (std::vector<float>{0, 0}));
}

TEST(State, TwoOfOneRecipeAreEqual) {
    EXPECT_EQ(some_state().hash(), some_state().hash());
}

TEST(State, AForkTrainsOnWithItsOwnParameters) {
    const SessionState state = some_state();
    const Hash128 before = state.hash();
    SessionState fork = state.fork();
    fork.optimizer->step();
    EXPECT_EQ(state.hash(), before);
    EXPECT_NE(fork.hash(), before);
    EXPECT_TRUE(
        fork.optimizer->groups[0].parameters[0].is(fork.model->named_parameters()[0].second));
}

TEST(State, BytesThatAreNoSuchStateAreRefused) {
    const SessionState state = some_state();
    const std::string bytes = state.save();
    const auto refused = [&](std::string_view text) {
        try {
            SessionState::restore(text, state);
        } catch (const Error& error) {
            return error.kind() == ErrorKind::ValueError;
        }
        return false;
    };
    EXPECT_TRUE(refused(""));
    EXPECT_TRUE(refused("hello"));
    EXPECT_TRUE(refused(bytes + "x"));
    // Every length is refused; a prime stride keeps the test short.
    for (std::size_t size = 0; size < bytes.size(); size += 97) {
        EXPECT_TRUE(refused(std::string_view(bytes).substr(0, size))) << size;
    }
    SessionState other = some_state();
    other.model = test::opened("fashion_cnn").model;
    EXPECT_THROW(SessionState::restore(bytes, other), Error);
}

}  // namespace
}  // namespace engine::session
