// Lines of the subset, beside a real Python with the real PyTorch: what a prompt prints of each, or
// the exception's last line, word for word.
#include "engine/base/error.h"
#include "engine/script/interpreter.h"
#include "tests/engine/session/opened_model.h"
#include "tests/parity/live_torch.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace parity {
namespace {

using namespace engine;

// Run in this order by both, in one session each. A line that returns its own module is assigned,
// since a console of ours shows the result line in its place.
const char* const kLines[] = {
    "model.training",
    "_ = model.backbone.eval()",
    "model.backbone.block2.drop.training",
    "_ = model.backbone[0].train()",
    "model.backbone.block1.drop.training",
    "model.backbone.training = True",
    "model.backbone.block2.training",
    "model.backbone.block1.drop.p = 0.3",
    "model.backbone.block1",
    "print(model)",
    "print(model.backbone.block1.bn.momentum, model.head.in_features, None, 'x', 1e-05)",
    "model.backbone.block1.bn.running_mean",
    "model.backbone.block1.bn.num_batches_tracked",
    "model.head.bias",
    "model.head.weight[0]",
    "len(model.backbone)",
    "model.get_submodule('backbone.block1.act')",
    "_ = model.backbone.requires_grad_(False)",
    "model.backbone.block1.fc.weight.requires_grad",
    "optimizer.param_groups[0]['lr']",
    "optimizer.param_groups[0]['lr'] *= 0.5",
    "optimizer.param_groups[0]['lr']",
    "_ = torch.manual_seed(3)",
    "torch.rand(3)",
    "torch.randn(2, 3)",
    "x = torch.ones(4, 2)",
    "_ = model.eval()",
    "model(x)",
    "loss = model(x).sum()",
    "loss",
    "loss.item()",
    "loss.backward()",
    "model.head.bias.grad",
    "optimizer.zero_grad()",
    "_ = torch.set_grad_enabled(False)",
    "torch.is_grad_enabled()",
    "model(x)",
    "_ = torch.set_grad_enabled(True)",
    "x + 1",
    "1 - x[0]",
    "x @ x",
    "x.numel(), x.dim(), (3,), [1, 'a']",
    "7 // -2, -7 % 3, 2 ** 10, 2 ** -1, 7 / 2, 5.5 // 2, -5.5 % 2",
    "0.1 + 0.2, 1e22, 1e-7, 100000.0, 1e16, 123456789.123",
    "not 0, 0 or 'a', 1 and 2, 3 >= 3.0, 'a' == 'b', True + 1",
    "1 / 0",
    "1 // 0",
    "1.0 % 0",
    "nosuch",
    "model.nosuch.eval()",
    "model.backbone[5].eval()",
    "model.backbone['a']",
    "model[0]",
    "model.eval(1)",
    "model.train(1)",
    "model.train(True, False)",
    "model.train(mood=True)",
    "model.train(True, mode=True)",
    "model.get_submodule()",
    "model.get_submodule('backbone.nosuch')",
    "model.training()",
    "1 + 'a'",
    "1 < 'a'",
    "-'a'",
    "len(3)",
    "optimizer.param_groups[0]['nosuch']",
    "optimizer.param_groups[3]",
    "model.backbone = 3",
    "model.head.weight = 3",
    "model.backbone.block1.bn.running_mean = 'a'",
    "model.head.weight[0].zero_()",
    "model(torch.ones(4, 3))",
    "loss.backward()",
    "x.backward()",
    "model.eval(",
    "model.eval)",
    "model.backbone[0)",
    "f(a b)",
    "f() = 1",
    "1 = 2",
    "f(k=1, 2)",
    "f(k=1, k=2)",
    "'open",
    "3x",
    "model eval",
};

/// Ours, as the prompt of the program below prints it.
class Prompt {
public:
    Prompt() {
        std::vector<Tensor> parameters;
        for (auto& [name, parameter] : model_->named_parameters()) parameters.push_back(parameter);
        optimizer_ = optim::Adam(parameters, {.lr = 0.01});
    }

    std::string line(std::string_view text) {
        script::Environment environment{model_,
                                        optimizer_.get(),
                                        generator_,
                                        grad_enabled_,
                                        tensor_defaults_,
                                        names_,
                                        context_,
                                        {},
                                        ""};
        try {
            const script::Result result = script::run(text, environment);
            return result.printed + (result.echo.empty() ? "" : result.echo + "\n");
        } catch (const Error& error) {
            return error.line() + "\n";
        }
    }

private:
    Generator generator_{7};
    session::SessionState opened_ = test::opened("nested_mlp", generator_);
    nn::ModulePtr model_ = opened_.model;
    std::shared_ptr<optim::Optimizer> optimizer_;
    bool grad_enabled_ = true;
    TensorDefaults tensor_defaults_;
    nn::OrderedMap<nn::Value> names_;
    nn::CallContext context_{generator_};
};

TEST(Lines, PrintWhatARealPromptPrints) {
    std::string program =
        "import runpy\n"
        "torch.manual_seed(7)\n"
        "path = '" MODESCOPE_SOURCE_DIR
        "/assets/models/nested_mlp.py'\n"
        "model = runpy.run_path(path)['model']\n"
        "space = {'torch': torch, 'model': model,\n"
        "         'optimizer': torch.optim.Adam(model.parameters(), lr=0.01)}\n"
        "import io, sys, contextlib\n"
        "def prompt(line):\n"
        "    out = io.StringIO()\n"
        "    with contextlib.redirect_stdout(out):\n"
        "        try: exec(compile(line, 'line', 'single'), space)\n"
        "        except SyntaxError as e: print('SyntaxError: ' + e.msg)\n"
        "        except Exception as e: print(type(e).__name__ + ': ' + str(e))\n"
        "    print('>>> ' + line); print(out.getvalue(), end='')\n";
    Prompt prompt;
    std::string ours;
    for (const char* line : kLines) {
        program += fmt::format("prompt({})\n", nn::Value(line).repr());
        ours += fmt::format(">>> {}\n{}", line, prompt.line(line));
    }
    std::string theirs;
    if (!run_torch(program, theirs)) NO_LIVE_TORCH();
    EXPECT_EQ(ours, theirs);
}

}  // namespace
}  // namespace parity
