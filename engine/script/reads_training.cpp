#include "engine/script/reads_training.h"

#include "engine/script/ast.h"
#include "engine/script/object.h"

#include <algorithm>
#include <string_view>

namespace engine::script {

namespace {

constexpr std::string_view kFlag = "training";

bool reads(const Block& block);
bool reads(const FunctionCode& code);

bool reads(const ExprPtr& expr) {
    if (!expr) return false;
    if (expr->kind == Expr::Kind::Attribute && expr->text == kFlag) return true;
    const auto any = [](const auto& list) {
        return std::any_of(list.begin(), list.end(), [](const ExprPtr& one) { return reads(one); });
    };
    if (any(expr->items)) return true;
    for (const auto& [name, value] : expr->keywords) {
        if (reads(value)) return true;
    }
    for (const Clause& clause : expr->clauses) {
        if (reads(clause.iterable) || any(clause.conditions)) return true;
    }
    return expr->function && reads(*expr->function);
}

bool reads(const std::vector<ExprPtr>& list) {
    return std::any_of(list.begin(), list.end(), [](const ExprPtr& one) { return reads(one); });
}

bool reads(const Statement& statement) {
    if (statement.kind == Statement::Kind::Augmented && reads(statement.targets)) return true;
    if (reads(statement.items) || reads(statement.value) || reads(statement.cause) ||
        reads(statement.body) || reads(statement.orelse) || reads(statement.last)) {
        return true;
    }
    for (const Branch& branch : statement.branches) {
        if (reads(branch.test) || reads(branch.body)) return true;
    }
    for (const Handler& handler : statement.handlers) {
        if (handler.body && reads(*handler.body)) return true;
    }
    for (const Case& one : statement.cases) {
        if (reads(one.guard) || reads(one.body)) return true;
    }
    return statement.function && reads(*statement.function);
}

bool reads(const Block& block) {
    return std::any_of(block.begin(), block.end(), [](const Statement& one) { return reads(one); });
}

bool reads(const FunctionCode& code) {
    return reads(code.value) || reads(code.body);
}

bool reads(const nn::Value& callable);

/// What runs when the flag is set, the object made or shown is no part of a call.
bool is_of_a_call(std::string_view method) {
    constexpr std::string_view kOthers[] = {"__init__", "train", "eval", "extra_repr", "__repr__"};
    return std::find(std::begin(kOthers), std::end(kOthers), method) == std::end(kOthers);
}

bool reads(const ClassObject& type) {
    const auto own = [](const ClassObject& one) {
        return std::any_of(one.attributes.begin(), one.attributes.end(), [](const auto& member) {
            return is_of_a_call(member.first) && as<ClassObject>(member.second) == nullptr &&
                   reads(member.second);
        });
    };
    return own(type) || std::any_of(type.mro.begin(), type.mro.end(),
                                    [&](const ClassPtr& one) { return own(*one); });
}

bool reads(const nn::Value& callable) {
    if (const auto* function = as<FunctionObject>(callable)) {
        return function->program->text.find(kFlag) != std::string::npos && reads(*function->code);
    }
    if (const auto* method = as<MethodObject>(callable)) return reads(method->function);
    if (const auto* descriptor = as<DescriptorObject>(callable)) return reads(descriptor->get);
    const auto* instance = as<InstanceObject>(callable);
    return instance != nullptr && reads(*instance->type);
}

}  // namespace

bool reads_training(const nn::Module& module) {
    const auto torch = module.behaviour().reads_training;
    if (torch != nullptr && torch(module)) return true;
    const auto* type = static_cast<const ClassObject*>(module.python_class.get());
    if (type != nullptr && reads(*type)) return true;
    const auto& hooks = module.hooks.list;
    return std::any_of(hooks.begin(), hooks.end(), [](const nn::Hook& hook) {
        return (hook.kind == nn::HookKind::ForwardPre || hook.kind == nn::HookKind::Forward) &&
               reads(hook.callable);
    });
}

}  // namespace engine::script
