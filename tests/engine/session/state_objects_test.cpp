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

}  // namespace
}  // namespace engine::session
