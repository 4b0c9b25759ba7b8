#pragma once

#include "engine/nn/value.h"

#include <string>

namespace engine::script {

class Machine;

/// What pprint() writes: dicts by the order of their keys, and broken where a line of 80 is full.
std::string pretty(Machine& machine, const nn::Value& value);

}  // namespace engine::script
