#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/script/format.h"
#include "engine/script/format_spec.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace engine::script {

namespace {

/// What %c writes.
std::string character(const nn::Value& value) {
    std::string text;
    if (value.text() != nullptr && utf8_places(*value.text()).size() == 2) return *value.text();
    const bool whole = value.is_number() && !std::holds_alternative<double>(value.data());
    if (!whole) raise(ErrorKind::TypeError, "%c requires int or char");
    if (value.integer() < 0 || value.integer() >= 0x110000) {
        raise(ErrorKind::OverflowError, "%c arg not in range(0x110000)");
    }
    append_utf8(text, static_cast<uint32_t>(value.integer()));
    return text;
}

}  // namespace

std::string percent_format(Machine& machine, std::string_view format, const nn::Value& arguments) {
    const nn::Sequence* tuple = arguments.sequence();
    if (tuple != nullptr && !tuple->is_tuple) tuple = nullptr;
    const auto* mapping = as<DictObject>(arguments);
    std::size_t next = 0;
    const auto take = [&]() -> nn::Value {
        if (tuple != nullptr ? next >= tuple->items.size() : next >= 1) {
            raise(ErrorKind::TypeError, "not enough arguments for format string");
        }
        return tuple != nullptr ? tuple->items[next++] : (++next, arguments);
    };
    std::string out;
    for (std::size_t at = 0; at < format.size(); ++at) {
        if (format[at] != '%') {
            out += format[at];
            continue;
        }
        if (++at >= format.size()) raise(ErrorKind::ValueError, "incomplete format");
        if (format[at] == '%') {
            out += '%';
            continue;
        }
        std::optional<nn::Value> keyed;
        if (format[at] == '(') {
            const std::size_t close = format.find(')', at);
            if (close == std::string_view::npos || mapping == nullptr) {
                raise(ErrorKind::TypeError, "format requires a mapping");
            }
            keyed = machine.get_item(arguments, std::string(format.substr(at + 1, close - at - 1)));
            next = 1;
            at = close + 1;
        }
        FormatSpec spec;
        for (; at < format.size(); ++at) {
            const char c = format[at];
            if (c == '-') {
                spec.align = '<';
            } else if (c == '+' || c == ' ') {
                spec.sign = c;
            } else if (c == '0') {
                spec.zero = true;
            } else if (c == '#') {
                spec.alternate = true;
            } else {
                break;
            }
        }
        const auto amount = [&]() -> int {
            if (at < format.size() && format[at] == '*') {
                ++at;
                return static_cast<int>(
                    std::clamp<int64_t>(take().integer("width"), -kWidestField, kWidestField));
            }
            std::string_view rest = format.substr(at);
            const int value = take_number(rest);
            at = format.size() - rest.size();
            return value;
        };
        spec.width = amount();
        if (spec.width < 0) {  // only out of '*': to the left
            spec.align = '<';
            spec.width = -spec.width;
        }
        if (at < format.size() && format[at] == '.') {
            ++at;
            spec.precision = amount();
        }
        while (at < format.size() && (format[at] == 'l' || format[at] == 'h')) ++at;
        if (at >= format.size()) raise(ErrorKind::ValueError, "incomplete format");
        const char code = format[at];
        const nn::Value value = keyed ? *keyed : take();
        if (code == 's' || code == 'r' || code == 'a') {
            std::string text = code == 's' ? machine.str(value) : machine.repr(value);
            if (code == 'a') text = ascii_only(text);
            if (spec.precision >= 0) text = format_text(text, fmt::format(".{}", spec.precision));
            spec.fill = " ";
            out += padded(text, spec, '>');
            continue;
        }
        const nn::Value plain = value.is_tensor() && value.tensor().numel() == 1
                                    ? nn::Value(value.tensor().item<double>())
                                    : value;
        const bool whole = code == 'd' || code == 'i' || code == 'u';
        const bool based = code == 'x' || code == 'X' || code == 'o';
        if (code == 'c') {
            out += padded(character(plain), spec, '>');
        } else if (whole || based) {
            const auto* const real = std::get_if<double>(&plain.data());
            if ((!plain.is_number() && !is_wide(plain)) || (based && real != nullptr)) {
                raise(ErrorKind::TypeError, "%{} format: {} is required, not {}", code,
                      whole ? "a real number" : "an integer", value.type_name());
            }
            if (real != nullptr && !std::isfinite(*real)) {
                raise(std::isnan(*real) ? ErrorKind::ValueError : ErrorKind::OverflowError,
                      "cannot convert float {} to integer", std::isnan(*real) ? "NaN" : "infinity");
            }
            const BigInteger integer =
                real != nullptr ? BigInteger::of_double(*real) : *whole_of(plain);
            FormatSpec text = spec;
            text.precision = -1;
            std::string digits = integer.digits(whole ? 10 : code == 'o' ? 8 : 16);
            if (code == 'X') {
                std::transform(digits.begin(), digits.end(), digits.begin(),
                               [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
            }
            while (static_cast<int>(digits.size()) < spec.precision) digits = "0" + digits;
            const std::string prefix =
                spec.alternate && based ? std::string("0") + code : std::string();
            out += finish_number(integer.is_negative(), prefix, digits, "", text);
        } else if (std::string_view("eEfFgG").find(code) != std::string_view::npos) {
            if (!plain.is_number() && !is_wide(plain)) {
                raise(ErrorKind::TypeError, "must be real number, not {}", value.type_name());
            }
            FormatSpec text = spec;
            text.type = code;
            const BigInteger* const wide = wide_integer(plain);
            const double real = wide != nullptr ? wide->to_double() : plain.number();
            std::string digits = std::isnan(real)   ? "nan"
                                 : std::isinf(real) ? "inf"
                                                    : float_digits(std::abs(real), text);
            out += finish_number(std::signbit(real) && !std::isnan(real), "", digits, "", text);
        } else {
            raise(ErrorKind::ValueError, "unsupported format character '{}' (0x{:x}) at index {}",
                  code, static_cast<unsigned>(static_cast<unsigned char>(code)), at);
        }
    }
    const bool all =
        tuple != nullptr ? next >= tuple->items.size() : next >= 1 || mapping != nullptr;
    if (!all) {
        raise(ErrorKind::TypeError, "not all arguments converted during string formatting");
    }
    return out;
}

}  // namespace engine::script
