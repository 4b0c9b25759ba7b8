#include "engine/script/fixed_argument.h"

#include "engine/base/error.h"
#include "engine/script/native.h"
#include "engine/script/parser.h"

#include <algorithm>

namespace engine::script {

namespace {

bool is_constant(const Expr& expr) {
    return expr.kind == Expr::Kind::Literal;
}

/// `F.dropout(...)` or `dropout(...)`; another name may stand for a partial of it.
bool calls(const Expr& call, std::string_view function) {
    const Expr& callee = *call.items[0];
    const bool named = callee.kind == Expr::Kind::Attribute || callee.kind == Expr::Kind::Name;
    return named && callee.text == function;
}

bool is_fixed(const Expr& call, const Signature& signature, std::string_view parameter) {
    for (const auto& [name, value] : call.keywords) {
        if (name.empty()) return false;  // **options
        if (name == parameter) return is_constant(*value);
    }
    const auto& parameters = signature.parameters;
    const auto place = std::find_if(parameters.begin(), parameters.end(),
                                    [&](const auto& one) { return one.name == parameter; });
    if (place == parameters.end()) return false;
    const auto at = static_cast<std::size_t>(place - parameters.begin()) + 1;  // after the callee
    for (std::size_t i = 1; i < call.items.size(); ++i) {
        if (call.items[i]->kind == Expr::Kind::Starred) return false;
        if (i == at) return is_constant(*call.items[i]);
    }
    return true;
}

}  // namespace

bool is_fixed_argument(std::string_view call_text, std::string_view function,
                       std::string_view parameter) {
    const NativeEntry* const entry = find_native(kFunctional, function);
    if (entry == nullptr) return false;
    try {
        const auto program = parse(call_text);
        if (program->body.size() != 1) return false;
        const Statement& statement = program->body.front();
        return statement.kind == Statement::Kind::Expression &&
               statement.value->kind == Expr::Kind::Call && calls(*statement.value, function) &&
               is_fixed(*statement.value, entry->signature, parameter);
    } catch (const Error&) {
        return false;
    }
}

}  // namespace engine::script
