#pragma once

#include "engine/nn/value.h"

#include <string>
#include <string_view>
#include <vector>

// "Did you mean: 'weight'?", as Python's tracebacks ask.
namespace engine::script {

struct Frame;
class Machine;

/// The candidate that a typing mistake may have meant, by CPython's own measure; empty when none is
/// near enough.
std::string nearest_name(std::string_view wrong, const std::vector<std::string>& candidates);
/// Among a frame's variables, the program's names and the built-in ones.
std::string nearest_variable(const Machine& machine, const Frame& frame, std::string_view wrong);
/// Among the attributes that a value has; looks only.
std::string nearest_attribute(Machine& machine, const nn::Value& value, std::string_view wrong);

/// What the AttributeError that is about to be raised with these words may have meant, for the
/// traceback that takes it up.
void keep_suggestion(std::string words, std::string suggestion);
/// The one that was kept for these words, or nothing.
std::string kept_suggestion(std::string_view words);

}  // namespace engine::script
