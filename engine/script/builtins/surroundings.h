#pragma once

#include "engine/script/object.h"

#include <span>

// Tables of what a program asks the machine it runs on.
namespace engine::script {

std::span<const Builtin> random_functions();
std::span<const Builtin> time_functions();
std::span<const Builtin> sys_functions();

}  // namespace engine::script
