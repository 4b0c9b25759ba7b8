#pragma once

#include "engine/script/ast.h"

#include <functional>

namespace engine::session {

/// Every expression of a block, those inside functions and classes too, outermost first.
void for_each_expression(const script::Block& block,
                         const std::function<void(const script::Expr&)>& visit);
void for_each_expression(const script::Expr& expr,
                         const std::function<void(const script::Expr&)>& visit);

}  // namespace engine::session
