#pragma once

#include "engine/script/ast.h"

#include <cstdint>
#include <vector>

namespace engine::session {

/// Shapes of the tensors that a file makes by torch.randn and its like with numbers for sizes,
/// without the first one, which is the batch: what files try their models with. Each once, at most
/// four.
std::vector<std::vector<int64_t>> example_shapes(const script::Program& program);

}  // namespace engine::session
