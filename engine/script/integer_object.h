#pragma once

#include "engine/script/ast.h"
#include "engine/script/big_integer.h"
#include "engine/script/object.h"

#include <optional>

namespace engine::script {

/// An int beyond 64 bits. Nobody writes it, and no smaller number is one: 64-bit ints stay plain.
struct IntegerObject : ScriptObject {
    static constexpr ObjectKind kKind = ObjectKind::Integer;
    IntegerObject() : ScriptObject(kKind) {}
    std::string_view type_name() const override { return "int"; }
    /// throws  ValueError beyond 4300 digits, as Python does
    std::string repr() const override;

    BigInteger value;
};

/// An int: plain where 64 bits hold it.
nn::Value whole_value(BigInteger value);
/// The int or bool, of any size; empty for anything else.
std::optional<BigInteger> whole_of(const nn::Value& value);
/// Null for what is no int beyond 64 bits.
const BigInteger* wide_integer(const nn::Value& value);
inline bool is_wide(const nn::Value& value) {
    return as<IntegerObject>(value) != nullptr;
}

/// Python's own hash(), which equal numbers share.
int64_t hash_of_wide(const BigInteger& value);

/// The operators of two ints; what 64 bits cannot hold becomes wide.
/// throws  ZeroDivisionError, ValueError "negative shift count", OverflowError
nn::Value wide_arithmetic(Op op, const BigInteger& a, const BigInteger& b);
/// Where an operand is a wide int: its result with a number, empty where it has none.
/// throws  RuntimeError "Overflow when unpacking long" beside a tensor
std::optional<nn::Value> wide_operator(Op op, const nn::Value& left, const nn::Value& right);
std::optional<nn::Value> wide_comparison(Op op, const nn::Value& left, const nn::Value& right);
nn::Value wide_unary(Op op, const BigInteger& operand);

}  // namespace engine::script
