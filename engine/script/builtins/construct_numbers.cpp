// int(), float(), bool(), str().
#include "engine/base/error.h"
#include "engine/script/builtins.h"
#include "engine/script/builtins/construct.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"

#include <cerrno>
#include <cmath>
#include <cstdlib>

namespace engine::script {

namespace {

std::string trimmed(std::string_view text) {
    const std::size_t from = text.find_first_not_of(" \t\n\r\f\v");
    if (from == std::string_view::npos) return "";
    std::string out(text.substr(from, text.find_last_not_of(" \t\n\r\f\v") - from + 1));
    return out;
}

std::string without_underscores(std::string text) {
    std::erase(text, '_');
    return text;
}

nn::Value int_of_text(const std::string& given, int64_t base) {
    const auto refuse = [&, asked = base] {
        raise(ErrorKind::ValueError, "invalid literal for int() with base {}: {}", asked,
              nn::Value(given).repr());
    };
    const std::string text = without_underscores(trimmed(given));
    std::size_t digits = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
    if (digits >= text.size()) refuse();
    if ((base != 0 && base < 2) || base > 36) {
        raise(ErrorKind::ValueError, "int() base must be >= 2 and <= 36, or 0");
    }
    const bool prefix = text.size() > digits + 2 && text[digits] == '0' &&
                        std::isalpha(static_cast<unsigned char>(text[digits + 1])) != 0;
    if (base == 10 && prefix) refuse();
    char* end = nullptr;
    errno = 0;
    std::string body = text;
    if (prefix) {
        const int letter = std::tolower(static_cast<unsigned char>(text[digits + 1]));
        const int64_t named = letter == 'b' ? 2 : letter == 'o' ? 8 : letter == 'x' ? 16 : 0;
        if (named != 0 && (base == 0 || base == named)) {
            body.erase(digits, 2);
            base = named;
        }
    }
    if (base == 0) base = 10;
    const long long value = std::strtoll(body.c_str(), &end, static_cast<int>(base));
    if (end == nullptr || *end != '\0') refuse();
    if (errno != ERANGE) return int64_t{value};
    if (base == 10 && body.size() > 4300 + digits) {
        raise(ErrorKind::ValueError,
              "Exceeds the limit (4300 digits) for integer string conversion: value has {} digits; "
              "use sys.set_int_max_str_digits() to increase the limit",
              body.size() - digits);
    }
    const auto wide =
        BigInteger::of_digits(std::string_view(body).substr(digits), static_cast<int>(base));
    return whole_value(body[0] == '-' ? -*wide : *wide);
}

nn::Value int_of_float(double value) {
    if (std::isnan(value)) raise(ErrorKind::ValueError, "cannot convert float NaN to integer");
    if (std::isinf(value)) {
        raise(ErrorKind::OverflowError, "cannot convert float infinity to integer");
    }
    if (std::abs(value) >= 9.2233720368547758e18) return whole_value(BigInteger::of_double(value));
    return static_cast<int64_t>(value);
}

nn::Value item_of(Machine& machine, const nn::Value& tensor) {
    if (find_native(kMethod, "item") != nullptr) return machine.call_method(tensor, "item");
    return tensor.tensor().item<double>();
}

}  // namespace

nn::Value construct_int(Machine& machine, const ClassPtr&, Arguments& arguments) {
    const auto base = take_keyword(arguments, "base");
    no_keywords("int", arguments);
    at_most("int", arguments, 2);
    if (arguments.positional.empty()) return 0;
    nn::Value value = arguments.positional[0];
    const bool based = base || arguments.positional.size() > 1;
    if (value.is_tensor()) value = item_of(machine, value);
    if (const std::string* text = value.text()) {
        return int_of_text(*text, base    ? integer_argument(*base)
                                  : based ? integer_argument(arguments.positional[1])
                                          : 10);
    }
    if (const auto* real = std::get_if<double>(&value.data())) return int_of_float(*real);
    if (is_wide(value)) return value;
    if (value.is_number()) return value.integer();
    if (auto own = machine.call_special(value, "__int__")) return *std::move(own);
    raise(ErrorKind::TypeError,
          "int() argument must be a string, a bytes-like object or a real number, not '{}'",
          value.type_name());
}

nn::Value construct_float(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("float", arguments);
    at_most("float", arguments, 1);
    if (arguments.positional.empty()) return 0.0;
    nn::Value value = arguments.positional[0];
    if (value.is_tensor()) value = item_of(machine, value);
    if (const BigInteger* wide = wide_integer(value)) return wide->to_double();
    if (value.is_number()) return value.number();
    if (const std::string* text = value.text()) {
        const std::string plain = without_underscores(trimmed(*text));
        char* end = nullptr;
        const double real = std::strtod(plain.c_str(), &end);
        const bool hex = plain.find_first_of("xX(") != std::string::npos;
        if (plain.empty() || hex || end == nullptr || *end != '\0') {
            raise(ErrorKind::ValueError, "could not convert string to float: {}", value.repr());
        }
        return real;
    }
    if (auto own = machine.call_special(value, "__float__")) return *std::move(own);
    raise(ErrorKind::TypeError, "float() argument must be a string or a real number, not '{}'",
          value.type_name());
}

nn::Value construct_bool(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("bool", arguments);
    at_most("bool", arguments, 1);
    return !arguments.positional.empty() && machine.truth(arguments.positional[0]);
}

nn::Value construct_str(Machine& machine, const ClassPtr&, Arguments& arguments) {
    no_keywords("str", arguments);
    return arguments.positional.empty() ? nn::Value("")
                                        : nn::Value(machine.str(arguments.positional[0]));
}

}  // namespace engine::script
