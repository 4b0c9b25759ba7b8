#pragma once

#include "engine/script/ast.h"

#include <functional>
#include <string>

namespace engine::session {

/// Every expression of a block, those inside functions and classes too, outermost first.
void for_each_expression(const script::Block& block,
                         const std::function<void(const script::Expr&)>& visit);
void for_each_expression(const script::Expr& expr,
                         const std::function<void(const script::Expr&)>& visit);

/// "torch.nn.Module" of such an expression; empty when it is another.
std::string dotted(const script::Expr& expr);
/// The stretch of the program's text that `span` names, on one line.
std::string text_at(const script::Program& program, const script::Span& span);

}  // namespace engine::session
