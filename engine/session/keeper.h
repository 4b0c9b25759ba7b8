#pragma once

#include "engine/nn/module.h"

#include <string_view>

namespace engine::session {

/// What keeps a module out of the model's tree: "a plain list" (or tuple, dict, object) in an
/// attribute of one of its modules; empty when none does.
std::string_view keeper_of(nn::Module& model, const nn::Module& module);

}  // namespace engine::session
