#include "engine/base/error.h"
#include "engine/script/arithmetic.h"
#include "engine/script/builtins.h"
#include "engine/script/constant_object.h"
#include "engine/script/engine_object.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"
#include "engine/script/object_operators.h"
#include "engine/script/optimizer_object.h"
#include "engine/script/told_call.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace engine::script {

namespace {

struct SpecialNames {
    std::string_view plain, reflected, in_place;
};

constexpr SpecialNames kSpecial[] = {
    {"__add__", "__radd__", "__iadd__"},
    {"__sub__", "__rsub__", "__isub__"},
    {"__mul__", "__rmul__", "__imul__"},
    {"__truediv__", "__rtruediv__", "__itruediv__"},
    {"__floordiv__", "__rfloordiv__", "__ifloordiv__"},
    {"__mod__", "__rmod__", "__imod__"},
    {"__pow__", "__rpow__", "__ipow__"},
    {"__matmul__", "__rmatmul__", "__imatmul__"},
    {"__and__", "__rand__", "__iand__"},
    {"__or__", "__ror__", "__ior__"},
    {"__xor__", "__rxor__", "__ixor__"},
    {"__lshift__", "__rlshift__", "__ilshift__"},
    {"__rshift__", "__rrshift__", "__irshift__"},
};
constexpr std::string_view kComparisons[] = {"__eq__", "__ne__", "__lt__",
                                             "__le__", "__gt__", "__ge__"};

bool plain(const nn::Value& value) {
    return value.is_number() || value.is_tensor();
}

/// torch's name of the function that an operator of tensors is; empty for `is`, `in` and `not`.
std::string_view function_of(Op op) {
    static constexpr std::string_view kNames[] = {"add",
                                                  "sub",
                                                  "mul",
                                                  "div",
                                                  "floor_divide",
                                                  "remainder",
                                                  "pow",
                                                  "matmul",
                                                  "bitwise_and",
                                                  "bitwise_or",
                                                  "bitwise_xor",
                                                  "bitwise_left_shift",
                                                  "bitwise_right_shift",
                                                  "eq",
                                                  "ne",
                                                  "lt",
                                                  "le",
                                                  "gt",
                                                  "ge",
                                                  "",
                                                  "",
                                                  "",
                                                  "",
                                                  "neg",
                                                  "positive",
                                                  "bitwise_not",
                                                  ""};
    return kNames[static_cast<std::size_t>(op)];
}

/// What `compute()` gives; of tensors it is told to the tracer, if there is one.
template <class Compute>
nn::Value told(nn::CallContext& context, Op op, std::initializer_list<const nn::Value*> operands,
               Compute compute) {
    const bool tensors = context.tracer != nullptr &&
                         std::any_of(operands.begin(), operands.end(),
                                     [](const nn::Value* value) { return value->is_tensor(); });
    if (!tensors) return compute();
    ToldCall told(context);
    for (const nn::Value* operand : operands) told.given(*operand);
    return told.run(function_of(op), compute);
}

/// Whether the value's class is the user's own and has that method.
bool call_special_exists(const nn::Value& value, std::string_view name) {
    if (const auto* instance = as<InstanceObject>(value)) {
        return instance->type->find(name) != nullptr;
    }
    const auto* module = std::get_if<nn::ModulePtr>(&value.data());
    if (module == nullptr || !*module) return false;
    const auto type = std::static_pointer_cast<ClassObject>((*module)->python_class);
    return type && type->find(name) != nullptr;
}

bool identical(const nn::Value& left, const nn::Value& right) {
    if (left.data().index() != right.data().index()) return left.is_none() && right.is_none();
    return std::visit(
        [&](const auto& held) -> bool {
            using Held = std::remove_cvref_t<decltype(held)>;
            const auto& other = std::get<Held>(right.data());
            if constexpr (std::is_same_v<Held, Tensor>) {
                return held.is(other);
            } else if constexpr (std::is_same_v<Held, std::shared_ptr<nn::Sequence>>) {
                // Python keeps one empty tuple.
                return held == other || (held->is_tuple && other->is_tuple && held->items.empty() &&
                                         other->items.empty());
            } else if constexpr (std::is_same_v<Held, nn::ObjectPtr>) {
                return held == other || same_constant(left, right) || same_optimizer(left, right);
            } else {
                return held == other;
            }
        },
        left.data());
}

}  // namespace

bool Machine::truth(const nn::Value& value) {
    if (const auto* flag = std::get_if<bool>(&value.data())) return *flag;
    if (as<InstanceObject>(value) != nullptr ||
        std::holds_alternative<nn::ModulePtr>(value.data())) {
        if (const auto own = call_special(value, "__bool__")) {
            if (const auto* flag = std::get_if<bool>(&own->data())) return *flag;
            raise(ErrorKind::TypeError, "__bool__ should return bool, returned {}",
                  own->type_name());
        }
        if (call_special_exists(value, "__len__")) return length(value) != 0;
        if (as<InstanceObject>(value) != nullptr) {
            return !as<InstanceObject>(value)->type->named_tuple || length(value) != 0;
        }
        if (value.is_none()) return false;
        // Containers of modules are false when they are empty.
        const auto count = module_length(*std::get<nn::ModulePtr>(value.data()));
        return !count || *count != 0;
    }
    return value.truth();
}

nn::Value Machine::unary(Op op, const nn::Value& operand) {
    if (op == Op::Not) return !truth(operand);
    if (plain(operand)) {
        return told(environment_.context, op, {&operand},
                    [&] { return negate(symbol_of(op), operand); });
    }
    if (const BigInteger* wide = wide_integer(operand)) return wide_unary(op, *wide);
    const std::string_view name = op == Op::Neg   ? "__neg__"
                                  : op == Op::Pos ? "__pos__"
                                                  : "__invert__";
    if (auto own = call_special(operand, name)) return *std::move(own);
    raise(ErrorKind::TypeError, "bad operand type for unary {}: '{}'", symbol_of(op),
          operand.type_name());
}

nn::Value Machine::binary(Op op, const nn::Value& left, const nn::Value& right) {
    if (plain(left) && plain(right)) {
        return told(environment_.context, op, {&left, &right},
                    [&] { return arithmetic(symbol_of(op), left, right); });
    }
    if (auto done = object_operator(*this, op, left, right)) return *std::move(done);
    const SpecialNames& names = kSpecial[static_cast<std::size_t>(op)];
    for (const bool reflected : {false, true}) {
        const nn::Value& self = reflected ? right : left;
        const nn::Value& other = reflected ? left : right;
        auto own = call_special(self, reflected ? names.reflected : names.plain,
                                {.positional = {other}, .keywords = {}});
        if (own && !is_not_implemented(*own)) return *std::move(own);
    }
    return arithmetic(symbol_of(op), left, right);
}

nn::Value Machine::in_place(Op op, const nn::Value& left, const nn::Value& right) {
    if (left.is_tensor()) {
        static constexpr std::string_view kInPlace[] = {
            "add_", "sub_",     "mul_",    "div_",     "floor_divide_", "remainder_", "pow_",
            "",     "__iand__", "__ior__", "__ixor__", "__ilshift__",   "__irshift__"};
        const std::string_view name = kInPlace[static_cast<std::size_t>(op)];
        const NativeEntry* entry =
            name.empty() || !plain(right) ? nullptr : find_native(kMethod, name);
        if (entry != nullptr) {
            Arguments arguments{.positional = {left, right}, .keywords = {}};
            return call_native_row(*entry, kMethod, arguments);
        }
        return binary(op, left, right);
    }
    if (auto done = object_in_place(*this, op, left, right)) return *std::move(done);
    const SpecialNames& names = kSpecial[static_cast<std::size_t>(op)];
    auto own = call_special(left, names.in_place, {.positional = {right}, .keywords = {}});
    if (own && !is_not_implemented(*own)) return *std::move(own);
    try {
        return binary(op, left, right);
    } catch (const Error& error) {
        // "+=" where an expression would say "+".
        const std::string_view words = error.what();
        constexpr std::string_view kHead = "unsupported operand type(s) for ";
        if (error.kind() != ErrorKind::TypeError || !words.starts_with(kHead)) throw;
        const std::size_t colon = words.find(": '");
        raise(ErrorKind::TypeError, "{}{}={}", kHead, symbol_of(op), words.substr(colon));
    }
}

bool Machine::equal(const nn::Value& left, const nn::Value& right) {
    return identical(left, right) || truth(compare(Op::Eq, left, right));
}

bool Machine::less(const nn::Value& left, const nn::Value& right) {
    return truth(compare(Op::Lt, left, right));
}

bool Machine::contains(const nn::Value& container, const nn::Value& item) {
    if (const std::string* text = container.text()) {
        if (item.text() == nullptr) {
            raise(ErrorKind::TypeError, "'in <string>' requires string as left operand, not {}",
                  item.type_name());
        }
        return text->find(*item.text()) != std::string::npos;
    }
    if (const auto* dict = as<DictObject>(container); dict != nullptr && !dict->type) {
        return dict->table.contains(item);
    }
    if (const auto* set = as<SetObject>(container)) return set->table.contains(item);
    if (const auto own =
            call_special(container, "__contains__", {.positional = {item}, .keywords = {}})) {
        return truth(*own);
    }
    if (const auto* dict = as<DictObject>(container)) return dict->table.contains(item);
    if (container.is_tensor()) return tensor_contains(*this, container, item);
    if (const auto found = module_key(container, item)) return *found;
    if (const auto* range = as<RangeObject>(container);
        range != nullptr && item.is_number() && !std::holds_alternative<double>(item.data())) {
        const int64_t off = item.integer() - range->start;
        return off % range->step == 0 && off / range->step >= 0 &&
               off / range->step < range->size();
    }
    IteratorPtr walk;
    try {
        walk = iterate(container);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::TypeError) throw;
        raise(ErrorKind::TypeError, "argument of type '{}' is not iterable", container.type_name());
    }
    nn::Value one;
    while (next(*walk, one)) {
        if (equal(one, item)) return true;
    }
    return false;
}

nn::Value Machine::compare(Op op, const nn::Value& left, const nn::Value& right) {
    switch (op) {
        case Op::Is:
            return identical(left, right);
        case Op::IsNot:
            return !identical(left, right);
        case Op::In:
            return contains(right, left);
        case Op::NotIn:
            return !contains(right, left);
        default:
            break;
    }
    if (plain(left) && plain(right)) {
        return told(environment_.context, op, {&left, &right},
                    [&] { return script::compare(symbol_of(op), left, right); });
    }
    if (auto done = object_comparison(*this, op, left, right)) return *std::move(done);
    const auto at = static_cast<std::size_t>(op) - static_cast<std::size_t>(Op::Eq);
    static constexpr std::size_t kMirrored[] = {0, 1, 4, 5, 2, 3};
    for (const bool reflected : {false, true}) {
        const nn::Value& self = reflected ? right : left;
        const nn::Value& other = reflected ? left : right;
        auto own = call_special(self, kComparisons[reflected ? kMirrored[at] : at],
                                {.positional = {other}, .keywords = {}});
        if (own && !is_not_implemented(*own)) return *std::move(own);
    }
    if (op == Op::Ne) {
        // Python's != asks __eq__ where a class has no __ne__.
        auto own = call_special(left, "__eq__", {.positional = {right}, .keywords = {}});
        if (own && !is_not_implemented(*own)) return !truth(*own);
    }
    if (op == Op::Eq || op == Op::Ne) return identical(left, right) == (op == Op::Eq);
    raise(ErrorKind::TypeError, "'{}' not supported between instances of '{}' and '{}'",
          symbol_of(op), left.type_name(), right.type_name());
}

}  // namespace engine::script
