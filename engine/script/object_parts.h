#pragma once

#include "engine/nn/value.h"

#include <functional>

namespace engine::script {

/// Every reference that an object holds to another, as often as it holds it; through lists, tuples
/// and dicts of the engine that nobody else holds, too.
void visit_parts(const nn::Object& object, const std::function<void(const nn::Object&)>& visit);

/// Lets go of everything that an object holds.
void clear_parts(nn::Object& object);

}  // namespace engine::script
