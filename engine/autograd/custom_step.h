#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "engine/autograd/node.h"

namespace engine {

/// A step whose gradient somebody outside of the engine writes: torch.autograd.Function.
struct CustomStep final : NodeExtra {
    /// The inputs' gradients, one each (undefined for none), of what was saved and of the outputs'
    /// gradients. In grad mode (create_graph) what it does is recorded.
    using Backward = std::function<std::vector<Tensor>(const std::vector<Tensor>& saved,
                                                       const std::vector<Tensor>& gradients)>;
    std::string name;  ///< "MyReLUBackward"
    Backward backward;
    bool zeros = true;  ///< in the place of gradients that did not come
    OpInfo info{};
    std::vector<int64_t> saved_outputs{};  ///< which output a saved tensor is, or -1
};

/// Gives the outputs, which were computed without a history, this step's. They must not be views
/// that somebody else writes to. Does nothing where nothing needs a gradient.
void record_custom(std::shared_ptr<CustomStep> step, std::span<const Tensor> inputs,
                   std::span<Tensor> outputs, std::span<const Tensor> saved);

}  // namespace engine
