#pragma once

#include "engine/optim/optimizer.h"

namespace engine::optim {

extern const Rule kAdadeltaRule;
extern const Rule kAdagradRule;
extern const Rule kAdamRule;
extern const Rule kAdamWRule;
extern const Rule kAdamaxRule;
extern const Rule kNadamRule;
extern const Rule kRadamRule;
extern const Rule kRmspropRule;
extern const Rule kSgdRule;

/// Every class of optimizers: one more is one more row.
inline constexpr const Rule* kRules[] = {
    &kSgdRule,      &kAdamRule,   &kAdamWRule, &kRmspropRule, &kAdagradRule,
    &kAdadeltaRule, &kAdamaxRule, &kNadamRule, &kRadamRule,
};

}  // namespace engine::optim
