#pragma once

#include "engine/nn/hook.h"
#include "engine/nn/module.h"

#include <memory>
#include <vector>

namespace engine::nn {

/// The full backward hooks of one call of a module: the tensors that go in and those that come out
/// pass through identity nodes, which meet the gradients on their way back.
class BackwardHooks {
public:
    /// Takes the hooks of both kinds as they are now.
    BackwardHooks(Module& module, std::vector<Hook> hooks);

    /// The arguments, those that require grad behind a BackwardHookFunctionBackward node.
    std::vector<Value> wrap_inputs(std::vector<Value> args);
    /// The same of the output, a tensor or a tuple; other outputs are left alone.
    Value wrap_output(Value output);

    struct Call;

private:
    std::shared_ptr<Call> call_;
};

}  // namespace engine::nn
