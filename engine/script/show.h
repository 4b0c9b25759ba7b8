#pragma once

#include "engine/script/object.h"

#include <string>

namespace engine::script {

/// As Python's repr(): what a prompt shows of a value.
std::string repr(const Object& object, const Environment& environment);
/// As Python's str(): what print() writes.
std::string str(const Object& object, const Environment& environment);

}  // namespace engine::script
