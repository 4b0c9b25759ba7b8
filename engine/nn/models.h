#pragma once

#include "engine/nn/module.h"

#include <span>
#include <string_view>

/// The models that come with the program. Each is a PyTorch file in assets/models/ and the same
/// tree made here: same printed form, same initial weights for the same generator, same forward.
namespace engine::nn::models {

/// Their names, as the files are called: "nested_mlp", "fashion_cnn", "residual_net".
std::span<const std::string_view> names();

/// A new one, its weights drawn from `generator` in the order in which the file draws them.
/// throws  ValueError "unknown model 'x' (known: ...)"
ModulePtr make(std::string_view name, Generator& generator);

/// The text of assets/models/NAME.py; throws as make().
std::string_view python_source(std::string_view name);

}  // namespace engine::nn::models
