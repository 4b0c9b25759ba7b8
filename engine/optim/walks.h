#pragma once

#include "engine/nn/fork.h"
#include "engine/nn/hash.h"
#include "engine/optim/optimizer.h"

#include <memory>

namespace engine::optim {

/// A copy that holds the copies of the parameters: fork the model with the same context.
std::unique_ptr<Optimizer> fork(const Optimizer& optimizer, nn::ForkContext& context);

/// Class, groups with every option, which parameters they hold, and the state of each.
void hash_into(nn::HashContext& context, const Optimizer& optimizer);

}  // namespace engine::optim
