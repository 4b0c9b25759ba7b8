#pragma once

#include "engine/nn/module.h"

namespace engine::nn {

/// One value for each argument of the module's forward, in order: as given by place or by name, or
/// what an optional one is when left out.
/// throws  TypeError in Python's words: "LSTM.forward() missing 1 required positional argument:
///         'input'", "... got an unexpected keyword argument 'mask'", ...
std::vector<Value> bind_arguments(const Module& module, std::span<const Value> positional,
                                  std::span<const Keyword> keywords);

/// The name of forward's argument `i`.
std::string_view argument_name(const Behaviour& behaviour, std::size_t i);

}  // namespace engine::nn
