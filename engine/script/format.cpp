#include "engine/script/format.h"

#include "engine/base/error.h"
#include "engine/base/utf8.h"
#include "engine/script/format_spec.h"
#include "engine/script/integer_object.h"
#include "engine/script/machine.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace engine::script {

std::string format_text(std::string_view text, std::string_view spec) {
    if (spec.empty()) return std::string(text);
    const FormatSpec parsed = parse_format(spec, "str");
    if (parsed.type != '\0' && parsed.type != 's') {
        raise(ErrorKind::ValueError, "Unknown format code '{}' for object of type 'str'",
              parsed.type);
    }
    if (parsed.sign != '-') {
        raise(ErrorKind::ValueError, "Sign not allowed in string format specifier");
    }
    if (parsed.align == '=') {
        raise(ErrorKind::ValueError, "'=' alignment not allowed in string format specifier");
    }
    std::string shown(text);
    if (parsed.precision >= 0) {
        const auto places = utf8_places(text);
        const auto most = static_cast<std::size_t>(parsed.precision);
        if (most < places.size() - 1) shown = text.substr(0, places[most]);
    }
    FormatSpec with_zero = parsed;
    if (parsed.zero && parsed.align == '\0') with_zero.fill = "0";
    return padded(shown, with_zero, '<');
}

std::string format_float(double value, std::string_view spec) {
    const FormatSpec parsed = parse_format(spec, "float");
    if (parsed.type != '\0' &&
        std::string_view("eEfFgGn%").find(parsed.type) == std::string_view::npos) {
        raise(ErrorKind::ValueError, "Unknown format code '{}' for object of type 'float'",
              parsed.type);
    }
    const bool negative = std::signbit(value) && !std::isnan(value);
    std::string text = float_digits(std::abs(value), parsed);
    if (!std::isfinite(value)) {
        text = std::isnan(value) ? "nan" : "inf";
        if (parsed.type == '%') text += '%';
        if (parsed.type == 'F' || parsed.type == 'E' || parsed.type == 'G') {
            std::transform(text.begin(), text.end(), text.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
        }
        FormatSpec plain = parsed;
        plain.grouping = '\0';
        return finish_number(negative, "", text, "", plain);
    }
    const std::size_t whole = text.find_first_not_of("0123456789");
    const std::string tail = whole == std::string::npos ? "" : text.substr(whole);
    return finish_number(negative, "", text.substr(0, whole), tail, parsed);
}

std::string format_integer(int64_t value, std::string_view spec, std::string_view type) {
    return format_wide(BigInteger(value), spec, type);
}

std::string format_wide(const BigInteger& value, std::string_view spec, std::string_view type) {
    FormatSpec parsed = parse_format(spec, type);
    const char code = parsed.type == '\0' || parsed.type == 'n' ? 'd' : parsed.type;
    if (std::string_view("eEfFgG%").find(code) != std::string_view::npos) {
        return format_float(value.to_double(), spec);
    }
    if (code == 'c') {
        const auto letter = value.small();
        if (!letter || *letter < 0 || *letter >= 0x110000) {
            raise(ErrorKind::OverflowError, "%c arg not in range(0x110000)");
        }
        std::string text;
        append_utf8(text, static_cast<uint32_t>(*letter));
        return padded(text, parsed, '<');
    }
    if (std::string_view("bdoxX").find(code) == std::string_view::npos) {
        raise(ErrorKind::ValueError, "Unknown format code '{}' for object of type '{}'", code,
              type);
    }
    if (parsed.precision >= 0) {
        raise(ErrorKind::ValueError, "Precision not allowed in integer format specifier");
    }
    std::string digits = value.digits(code == 'b' ? 2 : code == 'o' ? 8 : code == 'd' ? 10 : 16);
    if (code == 'X') {
        std::transform(digits.begin(), digits.end(), digits.begin(),
                       [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    }
    const std::string prefix =
        parsed.alternate && code != 'd' ? std::string("0") + code : std::string();
    return finish_number(value.is_negative(), prefix, digits, "", parsed, code == 'd' ? 3 : 4);
}

std::string Machine::format(const nn::Value& value, std::string_view spec) {
    if (const auto* flag = std::get_if<bool>(&value.data())) {
        return spec.empty() ? (*flag ? "True" : "False")
                            : format_integer(*flag ? 1 : 0, spec, "bool");
    }
    if (const auto* whole = std::get_if<int64_t>(&value.data())) {
        return format_integer(*whole, spec);
    }
    if (const BigInteger* wide = wide_integer(value)) {
        return spec.empty() ? repr(value) : format_wide(*wide, spec, "int");
    }
    if (const auto* real = std::get_if<double>(&value.data())) return format_float(*real, spec);
    if (const std::string* text = value.text()) return format_text(*text, spec);
    // A tensor with one element that no operation made prints as its number.
    if (value.is_tensor() && value.tensor().dim() == 0 && !value.tensor().is_parameter()) {
        if (const NativeEntry* item = find_native(kMethod, "item")) {
            Arguments arguments{.positional = {value}, .keywords = {}};
            return format(call_native_row(*item, kMethod, arguments), spec);
        }
        return format_float(value.tensor().item<double>(), spec);
    }
    if (auto own = call_special(value, "__format__",
                                {.positional = {nn::Value(std::string(spec))}, .keywords = {}})) {
        return str(*own);
    }
    if (!spec.empty()) {
        raise(ErrorKind::TypeError, "unsupported format string passed to {}.__format__",
              value.type_name());
    }
    return str(value);
}

std::string ascii_only(std::string_view text) {
    std::string out;
    const std::vector<std::size_t> places = utf8_places(text);
    for (std::size_t i = 0; i + 1 < places.size(); ++i) {
        const std::string_view one = text.substr(places[i], places[i + 1] - places[i]);
        const uint32_t code = utf8_code(one);
        if (one.size() == 1) {
            out += one;
        } else if (code < 0x100) {
            out += fmt::format("\\x{:02x}", code);
        } else if (code < 0x10000) {
            out += fmt::format("\\u{:04x}", code);
        } else {
            out += fmt::format("\\U{:08x}", code);
        }
    }
    return out;
}

}  // namespace engine::script
