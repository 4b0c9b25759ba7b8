#pragma once

#include "engine/optim/optimizer.h"
#include "engine/session/recipe.h"

#include <memory>
#include <string>

namespace engine::session {

/// The recipe's optimizer over every parameter of the model.
/// throws  ValueError "optimizer got an empty parameter list"
std::shared_ptr<optim::Optimizer> optimizer_of(const Recipe& recipe, nn::Module& model);
/// The line that makes it: "optimizer = torch.optim.Adam(model.parameters(), lr=0.01)".
std::string optimizer_line(const Recipe& recipe);

/// The same optimizer over a model that was made anew after `before`: parameters that kept name and
/// shape keep their group and their state (momentum, moments); new ones join the first group.
std::shared_ptr<optim::Optimizer> optimizer_for(nn::Module& model, nn::Module& before,
                                                const std::shared_ptr<optim::Optimizer>& optimizer);

}  // namespace engine::session
