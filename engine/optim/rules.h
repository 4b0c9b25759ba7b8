#pragma once

#include "engine/optim/optimizer.h"

namespace engine::optim {

extern const Rule kSgdRule;
extern const Rule kAdamRule;

/// Every class of optimizers: one more is one more row.
inline constexpr const Rule* kRules[] = {&kSgdRule, &kAdamRule};

}  // namespace engine::optim
