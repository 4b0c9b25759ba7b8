#include "engine/session/example_shapes.h"

#include "engine/session/syntax_walk.h"

#include <algorithm>
#include <string>
#include <utility>
#include <variant>

namespace engine::session {

namespace {

using script::Expr;

constexpr int64_t kLargestSize = 100'000;

/// The sizes that a call of torch.randn and its like is given as numbers.
std::vector<int64_t> sizes_of(const Expr& call) {
    const std::vector<script::ExprPtr>* arguments = &call.items;
    std::size_t first = 1;
    if (call.items.size() == 2 &&
        (call.items[1]->kind == Expr::Kind::Tuple || call.items[1]->kind == Expr::Kind::List)) {
        arguments = &call.items[1]->items;
        first = 0;
    }
    std::vector<int64_t> sizes;
    for (std::size_t i = first; i < arguments->size(); ++i) {
        const Expr& each = *(*arguments)[i];
        const auto* const value = std::get_if<int64_t>(&each.literal.data());
        if (each.kind != Expr::Kind::Literal || value == nullptr || *value < 1 ||
            *value > kLargestSize) {
            return {};
        }
        sizes.push_back(*value);
    }
    return sizes;
}

}  // namespace

std::vector<std::vector<int64_t>> example_shapes(const script::Program& program) {
    constexpr std::size_t kMost = 4;
    std::vector<std::vector<int64_t>> found;
    for_each_expression(program.body, [&](const Expr& expr) {
        if (expr.kind != Expr::Kind::Call || found.size() == kMost) return;
        const std::string name = dotted(*expr.items[0]);
        if (name != "torch.randn" && name != "torch.rand" && name != "torch.zeros" &&
            name != "torch.ones") {
            return;
        }
        std::vector<int64_t> sizes = sizes_of(expr);
        if (sizes.size() < 2) return;
        sizes.erase(sizes.begin());
        if (std::ranges::find(found, sizes) == found.end()) {
            found.push_back(std::move(sizes));
        }
    });
    return found;
}

}  // namespace engine::session
