#pragma once

#include "engine/optim/scheduler.h"

namespace engine::optim {

extern const SchedulerRule kConstantLRRule;
extern const SchedulerRule kCosineAnnealingLRRule;
extern const SchedulerRule kCosineAnnealingWarmRestartsRule;
extern const SchedulerRule kExponentialLRRule;
extern const SchedulerRule kLambdaLRRule;
extern const SchedulerRule kLinearLRRule;
extern const SchedulerRule kMultiStepLRRule;
extern const SchedulerRule kMultiplicativeLRRule;
extern const SchedulerRule kOneCycleLRRule;
extern const SchedulerRule kPolynomialLRRule;
extern const SchedulerRule kReduceLROnPlateauRule;
extern const SchedulerRule kStepLRRule;

/// Options by name and value: what a rule's `defaults` gives.
inline Options options_of(std::initializer_list<std::pair<std::string_view, nn::Value>> list) {
    Options options;
    for (const auto& [name, value] : list) options.set(name, value);
    return options;
}

}  // namespace engine::optim
