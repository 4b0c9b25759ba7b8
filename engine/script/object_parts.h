#pragma once

#include "engine/nn/value.h"

#include <functional>

namespace engine::script {

/// Whether a value may hold others: an object, a list or tuple, a dict, a slice, a module.
bool holds_parts(const nn::Value& value);
/// Its identity, and how many references to it there are; of what holds_parts().
const void* identity_of(const nn::Value& value);
long references_of(const nn::Value& value);

/// Every reference that such a value holds to another of the kind, as often as it holds it.
void visit_parts(const nn::Value& value, const std::function<void(const nn::Value&)>& visit);

/// Lets go of everything that it holds.
void clear_parts(const nn::Value& value);

}  // namespace engine::script
