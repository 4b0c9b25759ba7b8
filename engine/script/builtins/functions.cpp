// print, len, isinstance, getattr and the others that walk nothing.
#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/script/builtins.h"
#include "engine/script/constant_object.h"
#include "engine/script/format.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"

#include <cmath>
#include <utility>

namespace engine::script {

namespace {

using nn::Value;

Value print(Machine& machine, Arguments& arguments) {
    const auto separator = take_keyword(arguments, "sep");
    const auto end = take_keyword(arguments, "end");
    static_cast<void>(take_keyword(arguments, "flush"));
    const auto file = take_keyword(arguments, "file");
    if (!arguments.keywords.empty()) {
        raise(ErrorKind::TypeError, "'{}' is an invalid keyword argument for print()",
              arguments.keywords[0].first);
    }
    for (const auto& [name, given] : {std::pair("sep", &separator), std::pair("end", &end)}) {
        if (!*given || (*given)->is_none() || (*given)->text() != nullptr) continue;
        raise(ErrorKind::TypeError, "{} must be None or a string, not {}", name,
              (*given)->type_name());
    }
    std::string text;
    for (std::size_t i = 0; i < arguments.positional.size(); ++i) {
        if (i > 0) text += separator && !separator->is_none() ? machine.str(*separator) : " ";
        text += machine.str(arguments.positional[i]);
    }
    text += end && !end->is_none() ? machine.str(*end) : "\n";
    if (!file || file->is_none()) {
        machine.environment().print(text);
        return {};
    }
    if (!machine.find_attribute(*file, "write")) {
        raise(ErrorKind::AttributeError, "'{}' object has no attribute 'write'", file->type_name());
    }
    machine.call_method(*file, "write", {.positional = {std::move(text)}, .keywords = {}});
    return {};
}

Value len(Machine& machine, Arguments& arguments) {
    expect_count("len", arguments, 1, 1);
    return machine.length(arguments.positional[0]);
}

Value abs(Machine& machine, Arguments& arguments) {
    expect_count("abs", arguments, 1, 1);
    const Value& value = arguments.positional[0];
    if (value.is_tensor()) return machine.call_method(value, "abs");
    if (const auto* real = std::get_if<double>(&value.data())) return std::abs(*real);
    if (value.is_number()) {
        return value.integer() < 0 ? machine.unary(Op::Neg, value) : Value(value.integer());
    }
    if (const BigInteger* wide = wide_integer(value)) return whole_value(wide->magnitude());
    if (auto own = machine.call_special(value, "__abs__")) return *std::move(own);
    raise(ErrorKind::TypeError, "bad operand type for abs(): '{}'", value.type_name());
}

/// To a power of ten, halves to even.
Value round_wide(Machine& machine, const Value& value, const Value& digits) {
    const int64_t places = digits.is_none() ? 0 : integer_argument(digits);
    if (places >= 0) return value;
    const Value unit = machine.binary(Op::Pow, 10, -places);
    const Value quotient = machine.binary(Op::FloorDiv, value, unit);
    const Value twice = machine.binary(Op::Mul, machine.binary(Op::Mod, value, unit), 2);
    const bool odd = machine.truth(machine.binary(Op::Mod, quotient, 2));
    const bool up = machine.less(unit, twice) || (odd && machine.equal(unit, twice));
    return machine.binary(Op::Mul, machine.binary(Op::Add, quotient, up ? 1 : 0), unit);
}

Value round(Machine& machine, Arguments& arguments) {
    const auto named = take_keyword(arguments, "ndigits");
    if (const auto number = take_keyword(arguments, "number")) {
        arguments.positional.insert(arguments.positional.begin(), *number);
    }
    expect_count("round", arguments, 1, 2);
    const Value& value = arguments.positional[0];
    const Value digits = named                             ? *named
                         : arguments.positional.size() > 1 ? arguments.positional[1]
                                                           : Value();
    if (value.is_tensor()) return machine.call_method(value, "round");
    if (is_wide(value)) return round_wide(machine, value, digits);
    if (!value.is_number()) {
        Arguments given;
        if (!digits.is_none()) given.positional.push_back(digits);
        if (auto own = machine.call_special(value, "__round__", std::move(given))) {
            return *std::move(own);
        }
        raise(ErrorKind::TypeError, "type {} doesn't define __round__ method", value.type_name());
    }
    if (const auto* real = std::get_if<double>(&value.data())) {
        if (digits.is_none()) {
            if (std::isnan(*real)) {
                raise(ErrorKind::ValueError, "cannot convert float NaN to integer");
            }
            if (std::isinf(*real)) {
                raise(ErrorKind::OverflowError, "cannot convert float infinity to integer");
            }
            if (std::abs(*real) >= 9.2233720368547758e18) {
                return whole_value(BigInteger::of_double(*real));
            }
            return static_cast<int64_t>(std::nearbyint(*real));
        }
        const int64_t places = integer_argument(digits);
        if (!std::isfinite(*real) || places > 300) return *real;
        if (places < 0) {
            const double unit = std::pow(10.0, static_cast<double>(-places));
            return std::nearbyint(*real / unit) * unit;
        }
        // The nearest number with so many places, found on its digits as CPython does.
        return std::strtod(fmt::format("{:.{}f}", *real, places).c_str(), nullptr);
    }
    const int64_t whole = value.integer();
    const int64_t places = digits.is_none() ? 0 : integer_argument(digits);
    if (places >= 0) return whole;
    if (places < -18) return 0;
    int64_t unit = 1;
    for (int64_t i = places; i < 0; ++i) unit *= 10;
    int64_t quotient = whole / unit, rest = whole % unit;
    if (rest < 0) {
        rest += unit;
        --quotient;
    }
    const bool up = rest * 2 > unit || (rest * 2 == unit && quotient % 2 != 0);
    return (quotient + (up ? 1 : 0)) * unit;
}

__extension__ using Wide = __int128;  // a product of two int64 fits

int64_t power_modulo(int64_t base, int64_t exponent, int64_t modulus) {
    if (modulus == 0) raise(ErrorKind::ValueError, "pow() 3rd argument cannot be 0");
    if (exponent < 0) {
        raise(ErrorKind::ValueError, "base is not invertible for the given modulus");
    }
    const auto wide = [&](Wide value) {
        const auto rest = static_cast<int64_t>(value % modulus);
        return rest != 0 && (rest < 0) != (modulus < 0) ? rest + modulus : rest;
    };
    int64_t result = wide(1), square = wide(base);
    for (; exponent > 0; exponent >>= 1) {
        if ((exponent & 1) != 0) result = wide(static_cast<Wide>(result) * square);
        square = wide(static_cast<Wide>(square) * square);
    }
    return result;
}

Value wide_power_modulo(const Arguments& arguments) {
    std::vector<BigInteger> given;
    for (const Value& value : arguments.positional) {
        auto whole = whole_of(value);
        if (!whole) return integer_argument(value);  // says what it is not
        given.push_back(*std::move(whole));
    }
    const BigInteger& modulus = given[2];
    if (modulus.is_zero()) raise(ErrorKind::ValueError, "pow() 3rd argument cannot be 0");
    if (given[1].is_negative()) {
        raise(ErrorKind::ValueError, "base is not invertible for the given modulus");
    }
    const auto modulo = [&](const BigInteger& value) {
        return BigInteger::divided(value, modulus).second;
    };
    BigInteger result = modulo(BigInteger(1)), square = modulo(given[0]);
    for (BigInteger exponent = given[1]; !exponent.is_zero();
         exponent = exponent.shifted_right(1)) {
        if (exponent.is_odd()) result = modulo(result * square);
        square = modulo(square * square);
    }
    return whole_value(std::move(result));
}

Value pow(Machine& machine, Arguments& arguments) {
    expect_count("pow", arguments, 2, 3);
    if (arguments.positional.size() > 2) {
        const bool wide = is_wide(arguments.positional[0]) || is_wide(arguments.positional[1]) ||
                          is_wide(arguments.positional[2]);
        if (wide) return wide_power_modulo(arguments);
        return power_modulo(integer_argument(arguments.positional[0]),
                            integer_argument(arguments.positional[1]),
                            integer_argument(arguments.positional[2]));
    }
    return machine.binary(Op::Pow, arguments.positional[0], arguments.positional[1]);
}

Value divmod(Machine& machine, Arguments& arguments) {
    expect_count("divmod", arguments, 2, 2);
    const Value& a = arguments.positional[0];
    const Value& b = arguments.positional[1];
    return Value::tuple({machine.binary(Op::FloorDiv, a, b), machine.binary(Op::Mod, a, b)});
}

Value isinstance(Machine& machine, Arguments& arguments) {
    expect_count("isinstance", arguments, 2, 2);
    return machine.is_instance(arguments.positional[0], arguments.positional[1]);
}

Value issubclass(Machine& machine, Arguments& arguments) {
    expect_count("issubclass", arguments, 2, 2);
    const auto type = shared_as<ClassObject>(arguments.positional[0]);
    if (!type) raise(ErrorKind::TypeError, "issubclass() arg 1 must be a class");
    return machine.is_subclass(type, arguments.positional[1]);
}

const std::string& attribute_name(std::string_view function, const Arguments& arguments) {
    const std::string* name = arguments.positional[1].text();
    if (name == nullptr) {
        raise(ErrorKind::TypeError, "{}attribute name must be string, not '{}'",
              function == "setattr" ? "" : "", arguments.positional[1].type_name());
    }
    return *name;
}

std::optional<Value> attribute_or_nothing(Machine& machine, const Value& value,
                                          std::string_view name) {
    try {
        return machine.find_attribute(value, name);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::AttributeError) throw;
        return std::nullopt;
    }
}

Value hasattr(Machine& machine, Arguments& arguments) {
    expect_count("hasattr", arguments, 2, 2);
    return attribute_or_nothing(machine, arguments.positional[0],
                                attribute_name("hasattr", arguments))
        .has_value();
}

Value getattr(Machine& machine, Arguments& arguments) {
    expect_count("getattr", arguments, 2, 3);
    const std::string& name = attribute_name("getattr", arguments);
    if (arguments.positional.size() == 2) {
        return machine.get_attribute(arguments.positional[0], name);
    }
    auto found = attribute_or_nothing(machine, arguments.positional[0], name);
    return found ? *std::move(found) : arguments.positional[2];
}

Value setattr(Machine& machine, Arguments& arguments) {
    expect_count("setattr", arguments, 3, 3);
    machine.set_attribute(arguments.positional[0], attribute_name("setattr", arguments),
                          arguments.positional[2]);
    return {};
}

Value delattr(Machine& machine, Arguments& arguments) {
    expect_count("delattr", arguments, 2, 2);
    machine.delete_attribute(arguments.positional[0], attribute_name("delattr", arguments));
    return {};
}

Value repr(Machine& machine, Arguments& arguments) {
    expect_count("repr", arguments, 1, 1);
    return machine.repr(arguments.positional[0]);
}

Value ascii(Machine& machine, Arguments& arguments) {
    expect_count("ascii", arguments, 1, 1);
    return ascii_only(machine.repr(arguments.positional[0]));
}

Value format(Machine& machine, Arguments& arguments) {
    expect_count("format", arguments, 1, 2);
    std::string spec;
    if (arguments.positional.size() > 1) {
        if (arguments.positional[1].text() == nullptr) {
            raise(ErrorKind::TypeError, "format() argument 2 must be str, not {}",
                  arguments.positional[1].type_name());
        }
        spec = *arguments.positional[1].text();
    }
    return machine.format(arguments.positional[0], spec);
}

Value id(Machine&, Arguments& arguments) {
    expect_count("id", arguments, 1, 1);
    const Value& value = arguments.positional[0];
    const void* identity = nullptr;
    if (value.is_tensor()) identity = value.tensor().identity();
    if (const auto* module = std::get_if<nn::ModulePtr>(&value.data())) identity = module->get();
    if (const auto* object = std::get_if<nn::ObjectPtr>(&value.data())) identity = object->get();
    if (value.sequence() != nullptr) identity = value.sequence();
    if (identity != nullptr && !constant_of(value)) {
        return static_cast<int64_t>(reinterpret_cast<std::uintptr_t>(identity));
    }
    return static_cast<int64_t>(hash_of(value) >> 1);
}

Value hash(Machine&, Arguments& arguments) {
    expect_count("hash", arguments, 1, 1);
    // Of ints CPython's own, that of a prime; -1 means an error there.
    if (const auto whole = whole_of(arguments.positional[0])) {
        const int64_t made = hash_of_wide(*whole);
        return made == -1 ? -2 : made;
    }
    return static_cast<int64_t>(hash_of(arguments.positional[0]));
}

Value callable(Machine&, Arguments& arguments) {
    expect_count("callable", arguments, 1, 1);
    const Value& value = arguments.positional[0];
    if (std::holds_alternative<nn::ModulePtr>(value.data())) return !value.is_none();
    const auto* instance = as<InstanceObject>(value);
    return as<FunctionObject>(value) != nullptr || as<ClassObject>(value) != nullptr ||
           as<MethodObject>(value) != nullptr || as<BuiltinObject>(value) != nullptr ||
           as<NativeObject>(value) != nullptr || as<ContextObject>(value) != nullptr ||
           (instance != nullptr && instance->type->find("__call__") != nullptr);
}

Value chr(Machine&, Arguments& arguments) {
    expect_count("chr", arguments, 1, 1);
    if (is_wide(arguments.positional[0])) {
        raise(ErrorKind::OverflowError, "Python int too large to convert to C int");
    }
    const int64_t code = integer_argument(arguments.positional[0]);
    if (code < 0 || code >= 0x110000) {
        raise(ErrorKind::ValueError, "chr() arg not in range(0x110000)");
    }
    std::string text;
    append_utf8(text, static_cast<uint32_t>(code));
    return text;
}

Value ord(Machine&, Arguments& arguments) {
    expect_count("ord", arguments, 1, 1);
    const std::string* text = arguments.positional[0].text();
    if (text == nullptr) {
        raise(ErrorKind::TypeError, "ord() expected string of length 1, but {} found",
              arguments.positional[0].type_name());
    }
    const std::size_t length = utf8_places(*text).size() - 1;
    if (length != 1) {
        raise(ErrorKind::TypeError, "ord() expected a character, but string of length {} found",
              length);
    }
    return static_cast<int64_t>(utf8_code(*text));
}

template <char code>
Value in_base(Machine&, Arguments& arguments) {
    const std::string name = code == 'x' ? "hex" : code == 'o' ? "oct" : "bin";
    expect_count(name, arguments, 1, 1);
    if (const BigInteger* wide = wide_integer(arguments.positional[0])) {
        return fmt::format("{}0{}{}", wide->is_negative() ? "-" : "", code,
                           wide->digits(code == 'x'   ? 16
                                        : code == 'o' ? 8
                                                      : 2));
    }
    const int64_t value = integer_argument(arguments.positional[0]);
    const uint64_t magnitude =
        value < 0 ? 0 - static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
    const std::string digits = code == 'x'   ? fmt::format("{:x}", magnitude)
                               : code == 'o' ? fmt::format("{:o}", magnitude)
                                             : fmt::format("{:b}", magnitude);
    return fmt::format("{}0{}{}", value < 0 ? "-" : "", code, digits);
}

constexpr Builtin kRows[] = {
    {"print", print},
    {"len", len},
    {"abs", abs},
    {"round", round},
    {"pow", pow},
    {"divmod", divmod},
    {"isinstance", isinstance},
    {"issubclass", issubclass},
    {"hasattr", hasattr},
    {"getattr", getattr},
    {"setattr", setattr},
    {"delattr", delattr},
    {"repr", repr},
    {"ascii", ascii},
    {"format", format},
    {"id", id},
    {"hash", hash},
    {"callable", callable},
    {"chr", chr},
    {"ord", ord},
    {"hex", in_base<'x'>},
    {"oct", in_base<'o'>},
    {"bin", in_base<'b'>},
};

}  // namespace

std::span<const Builtin> builtin_functions() {
    return kRows;
}

}  // namespace engine::script
